"""The fix for nginx, on nginx: in front of an application that has every fault."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

import pytest

from corsac.core.findings import Remedy, RemedyKind
from corsac.targets.nginx.fix import snippet
from tests.targets.fixed import SCENES, Scene
from tests.targets.real import (
    ORIGIN,
    SIMPLE,
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
daemon off;
master_process off;
pid {folder}/nginx.pid;
error_log stderr;
events {{ }}
http {{
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
{http}
    server {{
        listen 127.0.0.1:{port};
        location / {{
{location}
            proxy_pass http://127.0.0.1:{behind};
        }}
    }}
}}
"""


def parts(text: str) -> tuple[str, str]:
    """Split a snippet into what goes into `http` and what goes into a `location`."""
    http, mark, location = text.partition("# In the location")
    return (http, mark + location) if mark else ("", text)


@contextlib.contextmanager
def nginx(folder: Path, fix: str = "", *, app: Behind = Upstream) -> Generator[str]:
    """Run nginx with a fix in its configuration, in front of an application."""
    binary = program("nginx", "apt-get install --no-install-recommends nginx-light")
    port = free_port()
    http, location = parts(fix)
    with upstream(app) as behind:
        text = MAIN.format(folder=folder, port=port, behind=behind, http=http, location=location)
        config = folder / "nginx.conf"
        config.write_text(text)
        with serving([binary, "-p", folder, "-c", config], port, folder) as url:
            yield url


@pytest.mark.servers
@pytest.mark.parametrize("scene", SCENES, ids=lambda each: each.__name__)
def test_the_fix_holds(scene: Scene, tmp_path: Path) -> None:
    scene(nginx, snippet, tmp_path)


@pytest.mark.servers
def test_its_header_is_the_only_one_where_two_layers_sent_it(tmp_path: Path) -> None:
    remedy = Remedy(RemedyKind.ONE_OWNER, ORIGIN, credentials=True)
    with nginx(tmp_path, snippet(remedy)) as url:
        assert status(plain(f"{url}/items", "include")) == 200


def test_an_origin_is_matched_whole_and_with_its_case() -> None:
    text = snippet(Remedy(RemedyKind.SEND_HEADERS, "https://a-b.example:8443"))
    assert r'"~^https://a\-b\.example:8443$" $http_origin;' in text


def test_every_header_is_on_errors_too() -> None:
    _, location = parts(snippet(SIMPLE))
    added = [line for line in location.splitlines() if line.startswith("add_header")]
    assert added
    assert all(line.endswith(" always;") for line in added)


def test_a_simple_request_gets_no_preflight() -> None:
    assert "OPTIONS" not in snippet(SIMPLE)
    assert "credentials" not in snippet(SIMPLE).partition("# In the location")[0]
