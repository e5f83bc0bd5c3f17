"""The fix for PHP, on PHP: before a script that refuses preflights."""

from __future__ import annotations

import contextlib
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from corsac.browser.outcome import Verdict
from corsac.targets.php.fix import snippet
from tests.targets.real import (
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
    verdicts,
)

if TYPE_CHECKING:
    from collections.abc import Generator
    from pathlib import Path

APP = """\
<?php
{fix}
$path = parse_url($_SERVER['REQUEST_URI'], PHP_URL_PATH);
if ($_SERVER['REQUEST_METHOD'] === 'OPTIONS') {{
    http_response_code(401);
}} elseif ($path !== '/items') {{
    http_response_code($path === '/broken' ? 500 : 404);
}}
"""


@contextlib.contextmanager
def php(folder: Path, fix: str = "") -> Generator[str]:
    """Run a script with a fix at its top."""
    binary = program("php", "apt-get install --no-install-recommends php-cli")
    port = free_port()
    script = folder / "index.php"
    script.write_text(APP.format(fix=fix))
    with serving([binary, "-S", f"127.0.0.1:{port}", script], port, folder) as url:
        yield url


@pytest.mark.servers
@pytest.mark.long
def test_without_the_fix_it_is_blocked(tmp_path: Path) -> None:
    with php(tmp_path) as url:
        assert verdicts(put(f"{url}/items")) == {Verdict.BLOCKED}


@pytest.mark.servers
@pytest.mark.long
def test_a_page_with_a_session_is_let_in_and_nobody_else(tmp_path: Path) -> None:
    with php(tmp_path, snippet(REMEDY)) as url:
        assert_let_in(url, errors=[("/missing", 404), ("/broken", 500)])


@pytest.mark.servers
@pytest.mark.long
def test_a_public_resource_is_open_to_all_but_not_with_cookies(tmp_path: Path) -> None:
    with php(tmp_path, snippet(PUBLIC)) as url:
        for origin in (ORIGIN, STRANGER):
            anonymous = replace(put(f"{url}/items"), credentials="omit")
            assert verdicts(anonymous, origin) == {Verdict.ALLOWED}
        assert verdicts(plain(f"{url}/items", "include")) == {Verdict.BLOCKED}


def test_a_simple_request_needs_no_preflight() -> None:
    assert "OPTIONS" not in snippet(SIMPLE)
    assert f"=== '{ORIGIN}'" in snippet(SIMPLE)
