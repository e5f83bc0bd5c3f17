"""A real Chromium before the lab."""

from __future__ import annotations

import pytest

from corsac.lab.cases import find_case
from corsac.lab.chromium import ask_chromium, find_chromium
from corsac.lab.server import Lab


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
