"""The fix for Apache, on Apache: in front of an application that has every fault."""

from __future__ import annotations

import contextlib
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from corsac.core.findings import Remedy, RemedyKind
from corsac.targets.apache.fix import snippet
from corsac.targets.defects import examine
from corsac.targets.defects.source import Kind, Source
from tests.targets.fixed import SCENES, Scene
from tests.targets.real import (
    ORIGIN,
    REMEDY,
    Upstream,
    free_port,
    program,
    serving,
    upstream,
)

if TYPE_CHECKING:
    from collections.abc import Generator
    from http.server import BaseHTTPRequestHandler
    from pathlib import Path

    Behind = type[BaseHTTPRequestHandler]

HTTPS = replace(REMEDY, origin="https://app.example")
MAIN = """\
ServerRoot {folder}
ServerName localhost
Listen 127.0.0.1:{port}
PidFile {folder}/apache.pid
Mutex file:{folder}
ErrorLog /dev/stderr
{modules}
<VirtualHost 127.0.0.1:{port}>
{fix}
    ProxyPass / http://127.0.0.1:{behind}/
</VirtualHost>
"""
MODULES = ("mpm_event", "authz_core", "headers", "rewrite", "proxy", "proxy_http")


@contextlib.contextmanager
def apache(folder: Path, fix: str = "", *, app: Behind = Upstream) -> Generator[str]:
    """Run Apache with a fix in its virtual host, in front of an application."""
    binary = program("apache2", "apt-get install --no-install-recommends apache2")
    port = free_port()
    modules = "\n".join(
        f"LoadModule {name}_module /usr/lib/apache2/modules/mod_{name}.so" for name in MODULES
    )
    with upstream(app) as behind:
        config = folder / "httpd.conf"
        config.write_text(
            MAIN.format(folder=folder, port=port, behind=behind, fix=fix, modules=modules)
        )
        with serving([binary, "-f", config, "-D", "FOREGROUND"], port, folder) as url:
            yield url


@pytest.mark.servers
@pytest.mark.long
@pytest.mark.parametrize("scene", SCENES, ids=lambda each: each.__name__)
def test_the_fix_holds(scene: Scene, tmp_path: Path) -> None:
    scene(apache, snippet, tmp_path)


def test_a_backends_own_header_is_unset_in_its_table() -> None:
    text = snippet(Remedy(RemedyKind.ONE_OWNER, ORIGIN, credentials=True))
    assert "Header onsuccess unset Access-Control-Allow-Origin" in text
    assert "Header onsuccess unset Access-Control-Allow-Credentials" in text
    assert "RewriteRule" not in text


def test_what_is_sent_has_no_finding_of_our_own() -> None:
    config = MAIN.format(folder="/x", port=80, behind=81, fix=snippet(HTTPS), modules="")
    assert examine(Source("httpd.conf", config, Kind.APACHE, (HTTPS.origin,))) == ()
