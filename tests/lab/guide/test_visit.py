"""A real Chromium at the API of the two recipes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from corsac.lab.guide.api import Api
from corsac.lab.guide.visit import visit

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@pytest.mark.servers
@pytest.mark.browsers
def test_the_sites_page_is_blocked_and_the_other_reads_the_users_data(
    tmp_path: Path, program: Callable[[str], str]
) -> None:
    program("chromium")
    with Api(tmp_path) as api:
        seen = visit(api)
        assert seen is not None
        assert seen.ours is not None
        assert seen.theirs is not None
        assert seen.ours.read is None
        assert "multiple values" in (seen.ours.console or "")
        assert '"user": "ana"' in (seen.theirs.read or "")
        assert seen.theirs.console is None


def test_without_a_browser_there_is_no_visit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    assert visit(object.__new__(Api)) is None
