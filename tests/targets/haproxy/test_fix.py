"""The fix for HAProxy, on HAProxy: in front of an application that has every fault."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

import pytest

from corsac.core.findings import Remedy, RemedyKind
from corsac.targets.haproxy.fix import snippet
from tests.targets.fixed import SCENES, Scene
from tests.targets.real import (
    ORIGIN,
    REMEDY,
    Upstream,
    free_port,
    plain,
    program,
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
defaults
    mode http
    timeout connect 2s
    timeout client 5s
    timeout server 5s
frontend site
    bind 127.0.0.1:{port}
{fix}
    default_backend application
backend application
    server one 127.0.0.1:{behind}
"""


@contextlib.contextmanager
def haproxy(
    folder: Path, fix: str = "", *, dead: bool = False, app: Behind = Upstream
) -> Generator[str]:
    """Run HAProxy with a fix in its frontend; `dead`: nothing listens behind it."""
    binary = program("haproxy", "apt-get install --no-install-recommends haproxy")
    port = free_port()
    with upstream(app) as alive:
        behind = free_port() if dead else alive
        config = folder / "haproxy.cfg"
        config.write_text(MAIN.format(port=port, behind=behind, fix=fix))
        with serving([binary, "-db", "-f", config], port, folder) as url:
            yield url


@pytest.mark.servers
@pytest.mark.long
@pytest.mark.parametrize("scene", SCENES, ids=lambda each: each.__name__)
def test_the_fix_holds(scene: Scene, tmp_path: Path) -> None:
    scene(haproxy, snippet, tmp_path)


@pytest.mark.servers
@pytest.mark.long
def test_an_error_of_its_own_has_the_headers_too(tmp_path: Path) -> None:
    with haproxy(tmp_path, snippet(REMEDY), dead=True) as url:
        assert status(plain(f"{url}/items", "include")) == 503


def test_what_a_backend_sends_is_replaced() -> None:
    text = snippet(Remedy(RemedyKind.ONE_OWNER, ORIGIN, credentials=True))
    assert "del-header Access-Control-Allow-Origin" in text
    assert "return status 204" not in text
