"""A real Chromium before the lab."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from corsac.lab.cases import find_case
from corsac.lab.chromium import ask_chromium, find_chromium
from corsac.lab.server import Lab

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.browsers
def test_chromium_reads_the_right_server_and_names_what_is_wrong_with_the_others() -> None:
    names = ("healthy", "trailing-slash", "redirect-elsewhere")
    cases = [case for case in map(find_case, names) if case is not None]
    with Lab() as lab:
        visit = ask_chromium(lab, cases)
        assert visit is not None
        assert visit.trouble is None
        healthy, slash, redirect = visit.said
        assert (healthy.ok, healthy.console) == (True, None)
        assert slash.console is not None
        assert f"'{lab.origin}/' that is not equal to the supplied origin" in slash.console
        assert redirect.console is not None
        assert f"(redirected from '{lab.url(cases[2])}')" in redirect.console


def test_without_a_browser_there_is_no_visit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    assert find_chromium() is None
    lab = object.__new__(Lab)  # never touched
    assert ask_chromium(lab, []) is None


@pytest.mark.servers
def test_one_that_ends_by_itself_is_not_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = tmp_path / "chromium"
    program.write_text("#!/bin/sh\necho 'No usable sandbox!' >&2\nexit 1\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    with Lab() as lab:
        visit = ask_chromium(lab, [], patience=60)
    assert visit is not None
    assert str(visit.trouble) == "no answer within 60 seconds"
