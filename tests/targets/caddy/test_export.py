"""The export for Caddy, on Caddy by itself; before others see tests/targets/test_proxies.py."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from corsac.browser.outcome import Verdict
from corsac.targets.export import Options, Upstream
from tests.targets.corpus import ORIGIN, STRANGER, Application, application, ask
from tests.targets.layers import assert_closed, assert_readable, at
from tests.targets.real import plain, verdicts
from tests.targets.systems import running, written

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


@pytest.mark.servers
@pytest.mark.long
def test_alone_it_serves_files_and_its_errors_are_readable(tmp_path: Path) -> None:
    with running("caddy", tmp_path) as (url, _):
        for method, path, status in (
            ("GET", "/items", 200), ("HEAD", "/items", 200), ("GET", "/missing", 404),
            ("DELETE", "/items", 405), ("OPTIONS", "/items", 405),
        ):  # fmt: skip
            assert_readable(ask(url, method, path, ORIGIN), status)
            assert_closed(ask(url, method, path, STRANGER))


@pytest.mark.servers
@pytest.mark.long
def test_hints_of_the_application_take_no_headers_off(tmp_path: Path) -> None:
    with (
        application(Early) as behind,
        running("caddy", tmp_path, Options(upstream=at(behind))) as (url, _),
    ):
        reads = plain(f"{url}/items", "include")
        # WebKit lets no page of https read http at all.
        assert Verdict.ALLOWED in verdicts(reads, ORIGIN)
        assert verdicts(reads, STRANGER) == {Verdict.BLOCKED}


def test_debians_caddy_reads_it_alike() -> None:
    (file,) = written("caddy", Options(upstream=at(8000))).files
    # Of 2.6, a value that a map does not give is no empty text, and nothing replaces with nothing.
    assert "default none" in file.text
    assert '""' not in file.text


def test_debians_caddy_can_not_be_told_whom_to_trust() -> None:
    assert written("caddy", Options(upstream=at(8000))).install == ("apt-get install caddy",)
    upstream = Upstream.of("https://api.example")
    (line,) = written("caddy", Options(upstream=upstream)).install
    assert "2.8 or later" in line
