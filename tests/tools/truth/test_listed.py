"""The list of what isn't modelled: it is read strictly, and must be exact."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tools.truth import listed
from tools.truth.listed import Entry

if TYPE_CHECKING:
    from pathlib import Path

GOOD = '[reasons]\nodd = "It is odd."\n[chromium]\nc1 = "odd: wire console"\n'


def written(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "list.toml"
    path.write_text(text, "utf-8")
    return path


def test_an_entry_has_a_reason_and_facets(tmp_path: Path) -> None:
    known = listed.read(written(tmp_path, GOOD))
    assert known.of("chromium") == {"c1": Entry("odd", ("wire", "console"))}
    assert known.reasons["odd"] == "It is odd."
    assert known.of("firefox") == {}


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("odd: wire", "even: wire", "there is no reason 'even'"),
        ("odd: wire console", "odd", "expected some of verdict"),
        ("wire console", "wire colour", "expected some of verdict"),
        ('c1 = "odd: wire console"', "", "no scenario has the reason 'odd'"),
        ("[chromium]", "[chromium", "list.toml:"),
    ],
)
def test_what_makes_no_sense_is_told(tmp_path: Path, old: str, new: str, said: str) -> None:
    with pytest.raises(listed.ListError, match=said.replace("[", r"\[")):
        listed.read(written(tmp_path, GOOD.replace(old, new)))


def test_a_list_that_is_missing_is_told(tmp_path: Path) -> None:
    with pytest.raises(listed.ListError, match="No such file"):
        listed.read(tmp_path / "list.toml")


def test_the_list_must_be_exact() -> None:
    known = {"c1": Entry("odd", ("wire",)), "c2": Entry("odd", ("wire",))}
    assert listed.problems(known, {"c1": ("wire",), "c2": ("wire",)}) == []
    assert listed.problems(known, {"c1": ("wire",), "c3": ("verdict", "wire")}) == [
        "c2 agrees now: take it off the list",
        "c3 disagrees in verdict wire",
    ]
    assert listed.problems(known, {"c1": ("wire",), "c2": ("console",)}) == [
        "c2 disagrees in console, listed for wire",
    ]
