"""The fix for Caddy, on Caddy: in front of an application that has every fault."""

from __future__ import annotations

import contextlib
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from corsac.browser.outcome import Verdict
from corsac.core.findings import Remedy, RemedyKind
from corsac.targets.caddy.fix import snippet
from tests.targets.frameworks import python
from tests.targets.real import (
    HOSTILE,
    ORIGIN,
    PUBLIC,
    REMEDY,
    SIMPLE,
    STRANGER,
    assert_let_in,
    free_port,
    plain,
    put,
    serving,
    status,
    upstream,
    verdicts,
)

if TYPE_CHECKING:
    from collections.abc import Generator
    from pathlib import Path

MAIN = """\
{{
\tadmin off
\tauto_https off
}}
http://127.0.0.1:{port} {{
{fix}
\treverse_proxy 127.0.0.1:{behind} {{
{inner}
\t}}
}}
"""


@contextlib.contextmanager
def caddy(folder: Path, fix: str = "", *, dead: bool = False) -> Generator[str]:
    """Run Caddy with a fix in its site; `dead`: nothing listens behind it."""
    binary = python().with_name("caddy")
    port = free_port()
    with upstream() as alive:
        behind = free_port() if dead else alive
        config = folder / "Caddyfile"
        site, _, inner = fix.partition("# In the block of its reverse_proxy, if it has one.")
        config.write_text(MAIN.format(port=port, behind=behind, fix=site, inner=inner))
        command: list[str | Path] = [binary, "run", "--config", config, "--adapter", "caddyfile"]
        with serving(command, port, folder, HOME=str(folder)) as url:
            yield url


@pytest.mark.servers
@pytest.mark.long
def test_without_the_fix_it_is_blocked(tmp_path: Path) -> None:
    with caddy(tmp_path) as url:
        assert verdicts(put(f"{url}/items")) == {Verdict.BLOCKED}


@pytest.mark.servers
@pytest.mark.long
def test_a_page_with_a_session_is_let_in_and_nobody_else(tmp_path: Path) -> None:
    with caddy(tmp_path, snippet(REMEDY)) as url:
        assert_let_in(url, errors=[("/missing", 404), ("/broken", 500)])


@pytest.mark.servers
@pytest.mark.long
def test_a_simple_request_is_let_in_and_nobody_else(tmp_path: Path) -> None:
    with caddy(tmp_path, snippet(SIMPLE)) as url:
        assert status(plain(f"{url}/items")) == 200
        for origin in HOSTILE:
            assert verdicts(plain(f"{url}/items"), origin) == {Verdict.BLOCKED}


@pytest.mark.servers
@pytest.mark.long
def test_a_public_resource_is_open_to_all_but_not_with_cookies(tmp_path: Path) -> None:
    with caddy(tmp_path, snippet(PUBLIC)) as url:
        for origin in (ORIGIN, STRANGER):
            assert verdicts(plain(f"{url}/items"), origin) == {Verdict.ALLOWED}
            anonymous = replace(put(f"{url}/items"), credentials="omit")
            assert verdicts(anonymous, origin) == {Verdict.ALLOWED}
        assert verdicts(plain(f"{url}/items", "include")) == {Verdict.BLOCKED}


@pytest.mark.servers
@pytest.mark.long
def test_an_error_of_its_own_has_the_headers_too(tmp_path: Path) -> None:
    with caddy(tmp_path, snippet(REMEDY), dead=True) as url:
        assert status(plain(f"{url}/items", "include")) == 502


def test_what_a_backend_sends_is_replaced() -> None:
    text = snippet(Remedy(RemedyKind.ONE_OWNER, ORIGIN, credentials=True))
    assert "header_down -Access-Control-Allow-Origin" in text
    assert "respond" not in text
