"""The fix for Apache, on Apache: in front of an application that has every fault."""

from __future__ import annotations

import contextlib
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from corsac.browser.outcome import Verdict
from corsac.core.findings import Remedy, RemedyKind
from corsac.targets.apache.fix import snippet
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
    program,
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
def apache(folder: Path, fix: str = "") -> Generator[str]:
    """Run Apache with a fix in its virtual host."""
    binary = program("apache2", "apt-get install --no-install-recommends apache2")
    port = free_port()
    modules = "\n".join(
        f"LoadModule {name}_module /usr/lib/apache2/modules/mod_{name}.so" for name in MODULES
    )
    with upstream() as behind:
        config = folder / "httpd.conf"
        config.write_text(
            MAIN.format(folder=folder, port=port, behind=behind, fix=fix, modules=modules)
        )
        with serving([binary, "-f", config, "-D", "FOREGROUND"], port, folder) as url:
            yield url


@pytest.mark.servers
@pytest.mark.long
def test_without_the_fix_it_is_blocked(tmp_path: Path) -> None:
    with apache(tmp_path) as url:
        assert verdicts(put(f"{url}/items")) == {Verdict.BLOCKED}


@pytest.mark.servers
@pytest.mark.long
def test_a_page_with_a_session_is_let_in_and_nobody_else(tmp_path: Path) -> None:
    with apache(tmp_path, snippet(REMEDY)) as url:
        assert_let_in(url, errors=[("/missing", 404), ("/broken", 500)])


@pytest.mark.servers
@pytest.mark.long
def test_a_simple_request_is_let_in_and_nobody_else(tmp_path: Path) -> None:
    with apache(tmp_path, snippet(SIMPLE)) as url:
        assert status(plain(f"{url}/items")) == 200
        for origin in HOSTILE:
            assert verdicts(plain(f"{url}/items"), origin) == {Verdict.BLOCKED}


@pytest.mark.servers
@pytest.mark.long
def test_a_public_resource_is_open_to_all_but_not_with_cookies(tmp_path: Path) -> None:
    with apache(tmp_path, snippet(PUBLIC)) as url:
        for origin in (ORIGIN, STRANGER):
            assert verdicts(plain(f"{url}/items"), origin) == {Verdict.ALLOWED}
            anonymous = replace(put(f"{url}/items"), credentials="omit")
            assert verdicts(anonymous, origin) == {Verdict.ALLOWED}
        assert verdicts(plain(f"{url}/items", "include")) == {Verdict.BLOCKED}


def test_a_backends_own_header_is_unset_in_its_table() -> None:
    text = snippet(Remedy(RemedyKind.ONE_OWNER, ORIGIN, credentials=True))
    assert "Header onsuccess unset Access-Control-Allow-Origin" in text
    assert "Header onsuccess unset Access-Control-Allow-Credentials" in text
    assert "RewriteRule" not in text
