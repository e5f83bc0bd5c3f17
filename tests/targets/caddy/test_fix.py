"""The fix for Caddy, on Caddy: in front of an application that has every fault."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

import pytest

from corsac.core.findings import Remedy, RemedyKind
from corsac.targets.caddy.fix import snippet
from tests.targets.fixed import SCENES, Scene
from tests.targets.frameworks import python
from tests.targets.real import (
    ORIGIN,
    REMEDY,
    Upstream,
    free_port,
    plain,
    serving,
    status,
    upstream,
)

if TYPE_CHECKING:
    from collections.abc import Generator
    from http.server import BaseHTTPRequestHandler
    from pathlib import Path

    Behind = type[BaseHTTPRequestHandler]

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
def caddy(
    folder: Path, fix: str = "", *, dead: bool = False, app: Behind = Upstream
) -> Generator[str]:
    """Run Caddy with a fix in its site; `dead`: nothing listens behind it."""
    binary = python().with_name("caddy")
    port = free_port()
    with upstream(app) as alive:
        behind = free_port() if dead else alive
        config = folder / "Caddyfile"
        site, _, inner = fix.partition("# In the block of its reverse_proxy, if it has one.")
        config.write_text(MAIN.format(port=port, behind=behind, fix=site, inner=inner))
        command: list[str | Path] = [binary, "run", "--config", config, "--adapter", "caddyfile"]
        with serving(command, port, folder, HOME=str(folder)) as url:
            yield url


@pytest.mark.servers
@pytest.mark.long
@pytest.mark.parametrize("scene", SCENES, ids=lambda each: each.__name__)
def test_the_fix_holds(scene: Scene, tmp_path: Path) -> None:
    scene(caddy, snippet, tmp_path)


@pytest.mark.servers
@pytest.mark.long
def test_an_error_of_its_own_has_the_headers_too(tmp_path: Path) -> None:
    with caddy(tmp_path, snippet(REMEDY), dead=True) as url:
        assert status(plain(f"{url}/items", "include")) == 502


def test_what_a_backend_sends_is_replaced() -> None:
    text = snippet(Remedy(RemedyKind.ONE_OWNER, ORIGIN, credentials=True))
    assert "header_down -Access-Control-Allow-Origin" in text
    assert "respond" not in text
