"""Results in the shape of a recording."""

from __future__ import annotations

from typing import Any

import pytest

from corsac.browser import Settings
from corsac.browser.profiles import find_profile
from corsac.browser.scenario.reading import read_scenario
from corsac.browser.scenario.run import run_scenario


def result(step: dict[str, Any], *headers: list[str], status: int = 200) -> dict[str, Any]:
    lines = [["Access-Control-Allow-Origin", "*"], *headers]
    answer = {"st": status, "h": lines, "b": "ok"}
    line = {
        "id": "c1",
        "page": {"o": "http://a.test"},
        "steps": [{"url": "http://b.test/c1/0", **step}],
        "server": {"0": {"pre": {"st": 204, "h": lines}, "act": answer}},
    }
    out = run_scenario(read_scenario(line), find_profile("standard"), Settings())
    found: dict[str, Any] = out["r"][0]
    return found


def test_fetch_shows_sorted_and_combined_headers() -> None:
    told = result({}, ["Pragma", "b"], ["Cache-Control", "x"], ["Pragma", "a"])
    assert told["h"] == [["cache-control", "x"], ["content-length", "2"], ["pragma", "b, a"]]
    assert (told["type"], told["status"], told["red"], told["body"]) == ("cors", 200, 0, "ok")


def test_xhr_shows_raw_lines() -> None:
    told = result({"api": "xhr", "getHeaders": ["Pragma"]}, ["Pragma", "b"])
    assert told["raw"] == "content-length: 2\r\npragma: b\r\n"
    assert told["gh"] == {"Pragma": "b"}


def test_what_failed_and_what_threw_differ() -> None:
    assert result({"api": "xhr", "withCredentials": True})["status"] == 0
    thrown = result({"api": "xhr", "method": "TRACE"})
    assert thrown["ok"] == 0
    assert "status" not in thrown
    assert result({"credentials": "include"})["e"].startswith("TypeError")


@pytest.mark.parametrize(
    ("step", "told"),
    [
        ({"api": "beacon", "body": {"k": "text", "v": "x"}}, {"ok": 1}),
        ({"api": "script"}, {"ok": 1}),
        ({"api": "img"}, {"ok": 0}),
    ],
    ids=range(3),
)
def test_elements_say_little(step: dict[str, Any], told: dict[str, int]) -> None:
    assert result(step) == told


def test_bodies_are_cut_on_the_wire() -> None:
    line = {
        "id": "c1",
        "page": {"o": "http://a.test"},
        "steps": [
            {
                "url": "http://a.test/c1/0",
                "method": "POST",
                "body": {"k": "text", "v": "x", "rep": 300},
            }
        ],
    }
    out = run_scenario(read_scenario(line), find_profile("standard"), Settings())
    assert len(out["net"][0]["b"]) == 200
