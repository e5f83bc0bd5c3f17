"""Traefik as people run it, without a policy of its own."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

from tests.targets.real import Upstream, free_port, upstream
from tests.targets.traefik.start import start

if TYPE_CHECKING:
    from collections.abc import Generator
    from http.server import BaseHTTPRequestHandler
    from pathlib import Path

DYNAMIC = """\
http:
  routers:
    site: {{ rule: "PathPrefix(`/`)", service: application }}
  services:
    application: {{ loadBalancer: {{ servers: [{{ url: "http://127.0.0.1:{behind}" }}] }} }}
"""
STATIC = """\
entryPoints: {{ site: {{ address: "127.0.0.1:{port}" }} }}
providers: {{ file: {{ filename: dynamic.yml }} }}
global: {{ checkNewVersion: false, sendAnonymousUsage: false }}
"""


@contextlib.contextmanager
def traefik(
    folder: Path, fix: str = "", *, app: type[BaseHTTPRequestHandler] = Upstream
) -> Generator[str]:
    """Run Traefik in front of an application; no fix is known for it."""
    assert not fix
    port = free_port()
    with upstream(app) as behind:
        (folder / "dynamic.yml").write_text(DYNAMIC.format(behind=behind))
        (folder / "traefik.yml").write_text(STATIC.format(port=port))
        with start(folder, port, "traefik", "") as url:
            yield url
