"""The fix for Express, on Express 5: before an application that refuses preflights."""

from __future__ import annotations

import contextlib
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from corsac.browser.outcome import Verdict
from corsac.targets.express.fix import snippet
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

APP = """\
const express = require("express");
const app = express();
{fix}
app.use((req, res, next) => (req.method === "OPTIONS" ? res.status(401).end() : next()));
app.get("/items", (req, res) => res.json([]));
app.put("/items", (req, res) => res.json([]));
app.get("/broken", () => {{ throw new Error("broken"); }});
app.listen({port}, "127.0.0.1");
"""


@contextlib.contextmanager
def express(folder: Path, fix: str = "") -> Generator[str]:
    """Run an application with a fix before its routes."""
    binary, modules = node()
    port = free_port()
    script = folder / "app.js"
    script.write_text(APP.format(port=port, fix=fix))
    with serving([binary, script], port, folder, NODE_PATH=str(modules)) as url:
        yield url


@pytest.mark.servers
@pytest.mark.long
def test_without_the_fix_it_is_blocked(tmp_path: Path) -> None:
    with express(tmp_path) as url:
        assert verdicts(put(f"{url}/items")) == {Verdict.BLOCKED}


@pytest.mark.servers
@pytest.mark.long
def test_a_page_with_a_session_is_let_in_and_nobody_else(tmp_path: Path) -> None:
    with express(tmp_path, snippet(REMEDY)) as url:
        assert_let_in(url, errors=[("/missing", 404), ("/broken", 500)])


@pytest.mark.servers
@pytest.mark.long
def test_a_public_resource_is_open_to_all_but_not_with_cookies(tmp_path: Path) -> None:
    with express(tmp_path, snippet(PUBLIC)) as url:
        for origin in (ORIGIN, STRANGER):
            anonymous = replace(put(f"{url}/items"), credentials="omit")
            assert verdicts(anonymous, origin) == {Verdict.ALLOWED}
        assert verdicts(plain(f"{url}/items", "include")) == {Verdict.BLOCKED}


def test_a_simple_request_needs_no_lists() -> None:
    text = snippet(SIMPLE)
    assert f'origin: ["{ORIGIN}"],' in text
    assert "methods" not in text
    assert "credentials" not in text
