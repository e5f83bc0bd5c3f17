"""Recordings: read, written, shortened."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING

import pytest

from tools.recorder import scenario
from tools.recorder.wire import Request

if TYPE_CHECKING:
    from pathlib import Path


def _record(identity: str, *headers: list[str]) -> scenario.Record:
    net = [{"s": 0, "m": "GET", "o": "http://b.test", "p": "/0", "h": list(headers)}]
    return {"id": identity, "f": "x", "page": {}, "steps": [], "out": {"r": [], "net": net}}


RECORDS = [
    _record("c1", ["Host", "b.test"], ["User-Agent", "x"], ["Origin", "null"]),
    _record("c2", ["host", "b.test"], ["User-Agent", "x"]),
    _record("c3", ["Host", "other"], ["User-Agent", "y"]),
]


def test_usual_values_become_bare_names_and_come_back() -> None:
    records = copy.deepcopy(RECORDS)
    usual = scenario.usual_headers(records)
    assert usual == {"user-agent": "x"}
    scenario.shorten(records, usual)
    written = [record["out"]["net"][0]["h"] for record in records]
    assert written[0] == ["Host", "User-Agent", ["Origin", "null"]]
    assert written[1] == ["host", "User-Agent"]
    assert written[2] == [["Host", "other"], ["User-Agent", "y"]]
    scenario.expand(records, usual)
    assert records == RECORDS


@pytest.mark.parametrize("name", ["r.jsonl", "r.jsonl.gz"])
def test_what_is_written_is_read_again(tmp_path: Path, name: str) -> None:
    scenario.write(tmp_path / name, {"n": 3}, RECORDS)
    assert scenario.read(tmp_path / name) == ({"n": 3}, RECORDS)


def test_the_same_recording_is_the_same_bytes(tmp_path: Path) -> None:
    for name in ("a.gz", "b.gz"):
        scenario.write(tmp_path / name, None, RECORDS)
    assert (tmp_path / "a.gz").read_bytes() == (tmp_path / "b.gz").read_bytes()


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{", ":1: not JSON"),
        ("[]", ":1: not an object"),
        ('{"id": "c1"}', ":1: a scenario needs"),
        ("\x1f\x8bx", "jsonl: "),
    ],
)
def test_what_is_no_recording_is_refused_with_its_place(
    tmp_path: Path, text: str, message: str
) -> None:
    path = tmp_path / "r.jsonl"
    path.write_bytes(text.encode("latin-1"))
    with pytest.raises(scenario.RecordingError, match=message):
        scenario.read(path)


def test_boundaries_and_null_principals_are_starred() -> None:
    text = "----WebKitFormBoundaryAb12Cd34Ef56 moz-nullprincipal:{ab-cd}"
    assert scenario.normalise(text) == "* moz-nullprincipal:{*}"


def test_the_names_of_blobs_are_starred() -> None:
    text = "page at 'blob:https://a.test/c26c87c0-96a7-49d5-bcca-b3a58f49d978' was"
    assert scenario.normalise(text) == "page at 'blob:https://a.test/*' was"


def test_a_request_is_entered_without_its_scenario_and_with_a_short_body() -> None:
    request = Request("POST", "/c1/0?q", (("Host", "b.test"),), secure=True, body=b"x" * 900)
    made = scenario.entry(2, request, "c1")
    assert (made["s"], made["o"], made["p"]) == (2, "https://b.test", "/0?q")
    assert len(made["b"]) == 200
