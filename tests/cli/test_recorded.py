"""`corsac check --har` and `corsac explain FILE.har`: diagnoses without a server."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from corsac.cli import main
from corsac.cli.exits import Exit
from corsac.cli.mistake import Mistake
from corsac.cli.recorded import choose

if TYPE_CHECKING:
    from pathlib import Path

ORIGIN = {"name": "Origin", "value": "https://app.example"}
ALLOW = {"name": "Access-Control-Allow-Origin", "value": "https://app.example"}


def entry(url: str, *headers: dict[str, str], status: int = 200, method: str = "GET") -> Any:  # noqa: ANN401 - JSON
    """Give an entry whose answer has these headers."""
    return {
        "request": {"method": method, "url": url, "headers": [ORIGIN]},
        "response": {"status": status, "headers": list(headers)},
    }


def har(*entries: object) -> str:
    """Give a file's text."""
    return json.dumps({"log": {"entries": entries}})


GOOD = entry("https://api.example/good", ALLOW)
BAD = entry("https://api.example/bad?token=hunter2")
OWN: dict[str, Any] = {
    "request": {"method": "GET", "url": "https://app.example/own", "headers": [ORIGIN]},
    "response": {"status": 200, "headers": []},
}


@pytest.fixture
def recording(tmp_path: Path) -> Path:
    """Give a saved recording."""
    path = tmp_path / "recording.har"
    path.write_text(har(OWN, GOOD, BAD), "utf-8")
    return path


def test_without_a_name_the_first_that_failed_is_meant(
    recording: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", "--har", str(recording)]) == Exit.FOUND
    shown = capsys.readouterr().out
    assert shown.startswith("GET https://api.example/bad?token=[redacted]")
    assert "2 requests across origins" in shown
    assert "CORS001" in shown
    assert main(["check", f"@{recording}"]) == Exit.FOUND


def test_a_url_names_another(recording: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--har", str(recording), "https://api.example/good"]) == Exit.OK
    assert "ALLOWED" in capsys.readouterr().out


def test_explain_tells_of_all_at_a_glance(
    recording: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["explain", str(recording)]) == Exit.OK
    shown = capsys.readouterr().out
    assert "GET https://api.example/good\n  - allowed\n" in shown
    assert "  - blocked\n  - CORS001: " in shown
    assert "hunter2" not in shown
    assert f"corsac check --har {recording}" in shown


def test_a_request_that_no_page_can_make_is_passed_over(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    odd = entry("https://api.example/odd")
    odd["request"]["headers"].append({"name": "no token", "value": "x"})
    path = tmp_path / "odd.har"
    path.write_text(har(odd, GOOD), "utf-8")
    assert main(["explain", str(path)]) == Exit.OK
    shown = capsys.readouterr().out
    assert "a header's name is a token" in shown
    assert "GET https://api.example/good\n  - allowed\n" in shown


def test_what_is_not_there_is_said(recording: Path, tmp_path: Path) -> None:
    with pytest.raises(Mistake, match="no such request"):
        choose(recording.read_text("utf-8"), "https://other.example/")
    with pytest.raises(Mistake, match="no request in it went across"):
        choose(har(OWN), None)
    with pytest.raises(Mistake, match="no JSON"):
        choose('{"log": ', None)
    assert main(["check", "--har", str(tmp_path / "none.har")]) == Exit.USAGE
    assert main(["check", "--har", str(recording), "--watch"]) == Exit.USAGE


def test_a_preflight_stands_for_its_request_where_that_is_missing() -> None:
    asks = entry("https://api.example/x", method="OPTIONS", status=401)
    asks["request"]["headers"] = [
        ORIGIN,
        {"name": "Access-Control-Request-Method", "value": "PUT"},
    ]
    assert choose(har(asks), None).entry.is_preflight
    put = entry("https://api.example/x", method="PUT", status=0)
    assert choose(har(asks, put), None).entry.method == "PUT"
