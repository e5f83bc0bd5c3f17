"""The replay tool: what counts as agreement, and how differences are told."""

from __future__ import annotations

import gzip
import json
from typing import TYPE_CHECKING, Any

import pytest

from corsac.browser import find_profile
from tools import agreement

if TYPE_CHECKING:
    from pathlib import Path

LINE = "Access to fetch … Request header field x-a is not allowed by …"


def record(**out: Any) -> dict[str, Any]:  # noqa: ANN401 -- JSON
    return {
        "id": "c1",
        "f": "methods",
        "page": {"o": "http://a.test"},
        "steps": [{"url": "http://b.test/c1/0"}],
        "server": {"0": {"act": {"st": 200, "h": [["Access-Control-Allow-Origin", "*"]]}}},
        "out": {
            "r": [
                {
                    "ok": 1,
                    "type": "cors",
                    "status": 200,
                    "url": "http://b.test/c1/0",
                    "red": 0,
                    "h": [["content-length", "0"]],
                }
            ],
            "net": [
                {
                    "s": 0,
                    "m": "GET",
                    "o": "http://b.test",
                    "p": "/0",
                    "h": ["Host", ["Origin", "http://a.test"]],
                }
            ],
            **out,
        },
    }


@pytest.fixture
def recording(tmp_path: Path) -> Path:
    path = tmp_path / "x.jsonl.gz"
    lines: list[dict[str, Any]] = [{"meta": {}}, record(), record(r=[{"ok": 0}]), record(drv=1)]
    path.write_bytes(gzip.compress("\n".join(map(json.dumps, lines)).encode()))
    return path


def test_agreement_is_counted_by_facet_and_family(recording: Path) -> None:
    meta, records = agreement.read_recording(recording)
    result = agreement.replay(records, find_profile("chromium"), meta)
    assert (result.skipped, result.share("all"), result.share("wire")) == (1, 0.5, 1.0)
    assert result.share("verdict", "methods") == 0.5
    assert {one.facet for one in result.differences} == {"verdict", "readable"}


def test_a_share_below_what_is_demanded_is_an_error(
    recording: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = [str(recording), "--engine", "chromium"]
    assert agreement.main(arguments) == 0
    assert agreement.main([*arguments, "--fail-under", "0.9", "--facet", "verdict"]) == 1
    assert "c1 methods verdict" in capsys.readouterr().out


def test_a_crash_is_a_disagreement() -> None:
    broken = record()
    broken["page"] = {}
    result = agreement.replay(iter([broken]), find_profile("chromium"), {})
    assert result.share("all") == 0


def test_which_of_several_headers_chromium_names_is_chance() -> None:
    assert agreement.same("console", LINE, LINE.replace("x-a", "x-b"))
    assert not agreement.same("console", LINE, LINE.replace("field", "thing"))


def test_how_often_a_broken_connection_is_tried_is_chance() -> None:
    assert agreement.same("wire", [1, 1, 2], [1, 2], breaks=True)
    assert not agreement.same("wire", [1, 1, 2], [1, 2])
