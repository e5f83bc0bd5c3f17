"""The page from red to green says what was run, and all of it was."""

from __future__ import annotations

from tests.redgreen.causes import CAUSES
from tests.redgreen.matrix import PROXIES, RECIPES
from tools.red_to_green import PAGE, listed, page, read


def test_the_page_says_what_was_written_down() -> None:
    assert PAGE.read_text("utf-8") == page(read()), "python -m tools.red_to_green --page"


def test_every_cause_was_run_on_every_system_and_is_green() -> None:
    results = read()
    for system in PROXIES:
        found = listed(results[system])
        assert {cell.cause for cell in found if cell.by == "export"} == {x.name for x in CAUSES}
        assert [cell for cell in found if not cell.green] == []
    assert [cell.cause for cell in listed(results["recipes"])] == list(RECIPES)


def test_a_red_cell_is_shown_as_one() -> None:
    results = read()
    results["nginx"]["cells"][0]["after"] = 0
    assert "RED" in page(results)
    assert "RED" not in page(read())
