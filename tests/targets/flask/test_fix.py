"""The fix for Flask, on Flask: before a hook that refuses preflights."""

from __future__ import annotations

import contextlib
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from corsac.browser.outcome import Verdict
from corsac.targets.flask.fix import snippet
from tests.targets.frameworks import python
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
from flask import Flask, request as asked

app = Flask(__name__)
{fix}


@app.before_request
def refuse():
    return ("", 401) if asked.method == "OPTIONS" else None


@app.get("/items")
@app.put("/items", endpoint="put")
def items():
    return []


@app.get("/broken")
def broken():
    raise RuntimeError("broken")


app.run("127.0.0.1", {port})
"""


@contextlib.contextmanager
def flask(folder: Path, fix: str = "") -> Generator[str]:
    """Run an application with a fix in its place."""
    interpreter = python()
    port = free_port()
    script = folder / "app.py"
    script.write_text(APP.format(port=port, fix=fix))
    with serving([interpreter, script], port, folder) as url:
        yield url


@pytest.mark.servers
@pytest.mark.long
def test_without_the_fix_it_is_blocked(tmp_path: Path) -> None:
    with flask(tmp_path) as url:
        assert verdicts(put(f"{url}/items")) == {Verdict.BLOCKED}


@pytest.mark.servers
@pytest.mark.long
def test_a_page_with_a_session_is_let_in_and_nobody_else(tmp_path: Path) -> None:
    with flask(tmp_path, snippet(REMEDY)) as url:
        assert_let_in(url, errors=[("/missing", 404), ("/broken", 500)])


@pytest.mark.servers
@pytest.mark.long
def test_a_public_resource_is_open_to_all_but_not_with_cookies(tmp_path: Path) -> None:
    with flask(tmp_path, snippet(PUBLIC)) as url:
        for origin in (ORIGIN, STRANGER):
            anonymous = replace(put(f"{url}/items"), credentials="omit")
            assert verdicts(anonymous, origin) == {Verdict.ALLOWED}
        assert verdicts(plain(f"{url}/items", "include")) == {Verdict.BLOCKED}


def test_a_simple_request_needs_no_preflight() -> None:
    text = snippet(SIMPLE)
    assert f'ORIGINS = {{"{ORIGIN}"}}' in text
    assert "before_request" not in text
    assert "Credentials" not in text
