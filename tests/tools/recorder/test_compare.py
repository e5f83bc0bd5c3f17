"""Predictions are compared with recordings, in the way that counts."""

from __future__ import annotations

import copy
import json
import sys
from typing import TYPE_CHECKING, Any

import pytest

from tools.recorder import compare, report

if TYPE_CHECKING:
    from pathlib import Path

META = {"browser": "Chrome/1", "const_headers": {"accept": "*/*"}}
RECORD: dict[str, Any] = {
    "id": "c1",
    "f": "acao",
    "page": {"o": "http://a.test"},
    "steps": [{"url": "http://b.test/c1/0"}],
    "server": {},
    "out": {
        "r": [{"ok": 0, "e": "TypeError: Failed to fetch"}],
        "net": [{"s": 0, "m": "GET", "o": "http://b.test", "p": "/0", "h": ["Accept"]}],
        "con": [
            {"l": "error", "src": "network", "t": "Failed to load"},
            {"l": "error", "src": "javascript", "cat": "cors", "t": "Access to fetch"},
        ],
    },
}
RIGHT = {"id": "c1", "r": [{"ok": 0}], "net": RECORD["out"]["net"], "con": ["Access to fetch"]}


def _program(folder: Path, answers: list[dict[str, Any]]) -> Path:
    """A program that answers as told, whatever it is asked."""
    path = folder / "corsac"
    lines = "".join(json.dumps(answer) + "\n" for answer in answers)
    path.write_text(
        f"#!{sys.executable}\nimport sys\nsys.stdin.read()\nsys.stdout.write({lines!r})\n"
    )
    path.chmod(0o755)
    return path


def _compared(
    folder: Path, answer: dict[str, Any], record: dict[str, Any] = RECORD
) -> compare.Agreement:
    return compare.with_simulation(META, [record], None, _program(folder, [answer]))


def test_a_right_prediction_agrees_in_every_facet(tmp_path: Path) -> None:
    agreement = _compared(tmp_path, RIGHT)
    assert agreement.engine == "chromium"
    assert [agreement.total(facet) for facet in compare.FACETS] == [(1, 1)] * 4


@pytest.mark.parametrize(
    ("facet", "wrong"),
    [
        ("verdict", {"r": [{"ok": 1}]}),
        ("wire", {"net": []}),
        ("console", {"con": []}),
    ],
)
def test_a_wrong_one_is_found_with_its_facet(
    tmp_path: Path, facet: str, wrong: dict[str, Any]
) -> None:
    agreement = _compared(tmp_path, {**RIGHT, **wrong})
    assert facet in {each.facet for each in agreement.found}
    assert f"{facet} disagrees in: acao 1/1" in report.agreement(agreement, compare.FACETS, 5)


def test_any_of_several_uncovered_headers_is_right_in_chromium(tmp_path: Path) -> None:
    record = copy.deepcopy(RECORD)
    text = "Request header field {} is not allowed by Access-Control-Allow-Headers"
    record["out"]["con"][1]["t"] = text.format("x-foo")
    agreement = _compared(tmp_path, {**RIGHT, "con": [text.format("x-bar")]}, record)
    assert agreement.share("console") == 1.0


def test_a_line_that_the_browser_has_in_another_category_is_not_compared(tmp_path: Path) -> None:
    agreement = _compared(tmp_path, {**RIGHT, "con": ["Failed to load", "Access to fetch"]})
    assert agreement.share("console") == 1.0


def test_retries_of_a_closed_connection_are_not_counted(tmp_path: Path) -> None:
    record = copy.deepcopy(RECORD)
    record["f"] = "net"
    record["out"]["net"] *= 3
    assert _compared(tmp_path, RIGHT, record).share("wire") == 1.0


def test_what_is_not_modelled_counts_as_wrong(tmp_path: Path) -> None:
    agreement = _compared(tmp_path, {"id": "c1", "error": "no such page"})
    assert agreement.unmodelled == {"no such page": 1}
    assert agreement.share("wire") == 0.0


def test_hung_steps_are_skipped(tmp_path: Path) -> None:
    record = copy.deepcopy(RECORD)
    record["out"]["r"] = [{"ok": 0, "timeout": 1}]
    agreement = compare.with_simulation(META, [record], None, _program(tmp_path, []))
    assert agreement.skipped == 1


def test_missing_answers_are_an_error(tmp_path: Path) -> None:
    with pytest.raises(compare.SimulationError, match="0 answers for 1 scenarios"):
        compare.with_simulation(META, [RECORD], None, _program(tmp_path, []))


def test_a_missing_program_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(compare.SimulationError, match="No such file"):
        compare.with_simulation(META, [RECORD], None, tmp_path / "nothing")


def test_an_unknown_browser_needs_an_engine() -> None:
    with pytest.raises(compare.SimulationError, match="--engine"):
        compare.engine_of({})
