"""The export for Caddy, on Caddy by itself; before others see tests/targets/test_proxies.py."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from corsac.browser.outcome import Verdict
from corsac.targets.export import Options
from tests.targets.corpus import ORIGIN, STRANGER, Application, application, ask
from tests.targets.layers import assert_closed, assert_readable, at
from tests.targets.real import plain, verdicts
from tests.targets.systems import running

if TYPE_CHECKING:
    from pathlib import Path


class Early(Application):
    """The application, which gives hints before it answers."""

    def do_GET(self) -> None:  # noqa: N802 -- http.server's name
        """Send a 103 first."""
        self.send_response_only(103)
        self.send_header("Link", "</a.css>; rel=preload")
        self.end_headers()
        self.answer()


pytestmark = [pytest.mark.servers, pytest.mark.long]


def test_alone_it_serves_files_and_its_errors_are_readable(tmp_path: Path) -> None:
    with running("caddy", tmp_path) as (url, _):
        for method, path, status in (
            ("GET", "/items", 200), ("HEAD", "/items", 200), ("GET", "/missing", 404),
            ("DELETE", "/items", 405), ("OPTIONS", "/items", 405),
        ):  # fmt: skip
            assert_readable(ask(url, method, path, ORIGIN), status)
            assert_closed(ask(url, method, path, STRANGER))


def test_hints_of_the_application_take_no_headers_off(tmp_path: Path) -> None:
    with (
        application(Early) as behind,
        running("caddy", tmp_path, Options(upstream=at(behind))) as (url, _),
    ):
        reads = plain(f"{url}/items", "include")
        # WebKit lets no page of https read http at all.
        assert Verdict.ALLOWED in verdicts(reads, ORIGIN)
        assert verdicts(reads, STRANGER) == {Verdict.BLOCKED}
