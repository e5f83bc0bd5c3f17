"""What `corsac demo` tells, with Chromium and without, and that it says no where it should."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from corsac.cli import main
from corsac.core.findings import Text
from corsac.lab.guide import files
from corsac.lab.guide import visit as visiting
from corsac.lab.guide.visit import Saw, Visit

if TYPE_CHECKING:
    from collections.abc import Callable

BEFORE = "before: https://yoursite.com is blocked, http://yoursite.com reads"
AFTER = "after: https://yoursite.com reads, http://yoursite.com is blocked"


def answer(monkeypatch: pytest.MonkeyPatch, seen: Visit) -> None:
    """Let a browser have seen this, whatever there is."""

    def visit(_: object) -> Visit:
        return seen

    monkeypatch.setattr(visiting, "visit", visit)


@pytest.fixture
def no_browser(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(visiting, "find_chromium", lambda: None)


@pytest.mark.servers
@pytest.mark.usefixtures("no_browser")
def test_without_a_browser_the_model_speaks(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["demo"]) == 0
    said = capsys.readouterr().out
    assert "No Chromium is installed" in said
    assert "Two layers both send Access-Control-Allow-Origin" in said
    assert '200 {"user": "ana"' in said
    assert "+        proxy_hide_header Access-Control-Allow-Origin;" in said
    assert "PASSED" in said
    assert BEFORE in said
    assert AFTER in said
    assert "sessionid=" not in said, "a cookie is nobody else's business"


@pytest.mark.servers
@pytest.mark.browsers
def test_chromium_agrees_line_by_line(
    program: Callable[[str], str], capsys: pytest.CaptureFixture[str]
) -> None:
    program("chromium")
    assert main(["demo"]) == 0
    said = capsys.readouterr().out
    assert "agrees on 4 of 4, line by line" in said
    assert said.count("prints the same line") == 2
    assert said.count("reads the same") == 2


@pytest.mark.servers
def test_a_browser_that_does_otherwise_fails_it(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    saw = Saw("", "200 {}", None)
    answer(monkeypatch, Visit("Chromium 1", saw, saw))
    assert main(["demo"]) == 1
    said = capsys.readouterr().out
    assert "does otherwise: 200 {}" in said
    assert "Not all came out as promised" in said


@pytest.mark.servers
def test_a_browser_that_does_not_answer_is_said(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    answer(monkeypatch, Visit("Chromium 1", trouble=Text("no answer")))
    assert main(["demo"]) == 0
    assert "Chromium 1: no answer" in capsys.readouterr().out


@pytest.mark.servers
@pytest.mark.usefixtures("no_browser")
def test_an_api_that_stays_wrong_fails_it(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    strict = files.POLICY.replace('"https://yoursite.com"', '"https://other.example"')
    monkeypatch.setattr(files, "POLICY", strict)
    assert main(["demo"]) == 1
    assert "FAILED" in capsys.readouterr().out
