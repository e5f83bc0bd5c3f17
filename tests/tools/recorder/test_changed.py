"""Two recordings are joined and told apart."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING, Any

from tools.recorder import changed, report

if TYPE_CHECKING:
    from collections.abc import Callable

RECORD: dict[str, Any] = {
    "id": "c1",
    "f": "acao",
    "page": {"o": "http://a.test"},
    "steps": [{"url": "http://b.test/c1/0"}],
    "server": {},
    "out": {
        "r": [{"ok": 0, "e": "TypeError"}],
        "net": [{"s": 0, "m": "GET", "o": "http://b.test", "p": "/0", "h": [["Origin", "null"]]}],
        "con": [{"l": "error", "t": "blocked"}],
    },
}


def _both(edit: Callable[[dict[str, Any]], object]) -> changed.Changes:
    new = copy.deepcopy(RECORD)
    edit(new)
    return changed.between(({}, [RECORD]), ({}, [new]))


def test_nothing_changed() -> None:
    assert _both(lambda _: None).found == []


def test_a_changed_line_is_a_change_of_the_console_alone() -> None:
    found = _both(lambda new: new["out"]["con"][0].update(t="refused")).found
    assert [(each.facet, each.old, each.new) for each in found] == [
        ("console", ["blocked"], ["refused"])
    ]


def test_a_changed_origin_is_a_change_of_the_wire() -> None:
    found = _both(lambda new: new["out"]["net"][0]["h"][0].__setitem__(1, "http://a.test")).found
    assert [each.facet for each in found] == ["wire", "headers"]


def test_other_usual_values_are_no_change() -> None:
    old, new = copy.deepcopy(RECORD), copy.deepcopy(RECORD)
    old["out"]["net"][0]["h"] = ["Accept"]
    new["out"]["net"][0]["h"] = [["Accept", "*/*"]]
    meta = {"const_headers": {"accept": "*/*"}}
    assert changed.between((meta, [old]), ({}, [new])).found == []


def test_another_scenario_under_the_same_id_is_not_compared() -> None:
    changes = _both(lambda new: new["steps"][0].update(method="PUT"))
    assert (changes.altered, changes.joined, changes.found) == (["c1"], 0, [])


def test_a_failed_driver_is_skipped() -> None:
    assert _both(lambda new: new["out"].update(drv=1)).skipped == 1


def test_the_report_names_facet_scenario_and_both_values() -> None:
    text = report.changes(_both(lambda new: new["out"]["con"][0].update(t="x")), ["console"], 5)
    assert "console   1 changed" in text
    assert '  c1 acao\n    old ["blocked"]\n    new ["x"]' in text
