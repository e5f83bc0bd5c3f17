"""The fix for Vite, on Vite: around a server that answers preflights for loopback only."""

from __future__ import annotations

import contextlib
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from corsac.browser.outcome import Verdict
from corsac.targets.vite.fix import snippet
from tests.targets.frameworks import node
from tests.targets.real import (
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
    verdicts,
)

if TYPE_CHECKING:
    from collections.abc import Generator
    from pathlib import Path

CONFIG = """\
import {{ defineConfig }} from "vite";
export default defineConfig({{
{fix}
}});
"""


@contextlib.contextmanager
def vite(folder: Path, fix: str = "") -> Generator[str]:
    """Run a development server with a fix in its configuration."""
    binary, modules = node()
    port = free_port()
    (folder / "node_modules").symlink_to(modules)
    (folder / "items").write_text("[]")
    (folder / "index.html").write_text("<title>x</title>")
    (folder / "vite.config.mjs").write_text(CONFIG.format(fix=fix))
    script = modules / "vite" / "bin" / "vite.js"
    command: list[str | Path] = [
        binary,
        script,
        "--host",
        "127.0.0.1",
        "--port",
        str(port),
        "--strictPort",
    ]
    with serving(command, port, folder) as url:
        yield url


@pytest.mark.servers
@pytest.mark.long
def test_without_the_fix_it_is_blocked(tmp_path: Path) -> None:
    with vite(tmp_path) as url:
        assert verdicts(put(f"{url}/items")) == {Verdict.BLOCKED}


@pytest.mark.servers
@pytest.mark.long
def test_a_page_with_a_session_is_let_in_and_nobody_else(tmp_path: Path) -> None:
    with vite(tmp_path, snippet(REMEDY)) as url:
        assert_let_in(url)


@pytest.mark.servers
@pytest.mark.long
def test_a_public_resource_is_open_to_all_but_not_with_cookies(tmp_path: Path) -> None:
    with vite(tmp_path, snippet(PUBLIC)) as url:
        for origin in (ORIGIN, STRANGER):
            anonymous = replace(put(f"{url}/items"), credentials="omit")
            assert verdicts(anonymous, origin) == {Verdict.ALLOWED}
        assert verdicts(plain(f"{url}/items", "include")) == {Verdict.BLOCKED}


def test_it_takes_the_options_of_the_cors_package() -> None:
    assert f'origin: ["{ORIGIN}"],' in snippet(SIMPLE)
    assert "cors: true" not in snippet(PUBLIC)
