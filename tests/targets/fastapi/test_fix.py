"""The fix for FastAPI, on FastAPI: around middleware that refuses preflights."""

from __future__ import annotations

import contextlib
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from corsac.browser.outcome import Verdict
from corsac.core.findings import Remedy, RemedyKind
from corsac.targets.fastapi.fix import snippet, wrapped
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
from fastapi import FastAPI, Response

app = FastAPI()


@app.middleware("http")
async def refuse(request, call_next):
    return Response(status_code=401) if request.method == "OPTIONS" else await call_next(request)


@app.get("/items")
@app.put("/items")
async def items():
    return []


@app.get("/broken")
async def broken():
    raise RuntimeError("broken")


{fix}
"""


@contextlib.contextmanager
def fastapi(folder: Path, fix: str = "") -> Generator[str]:
    """Run an application with a fix in its place."""
    interpreter = python()
    port = free_port()
    script = folder / "app.py"
    script.write_text(APP.format(port=port, fix=fix))
    with serving(
        [interpreter, "-m", "uvicorn", "--port", str(port), "app:app"], port, folder
    ) as url:
        yield url


@pytest.mark.servers
@pytest.mark.long
def test_without_the_fix_it_is_blocked(tmp_path: Path) -> None:
    with fastapi(tmp_path) as url:
        assert verdicts(put(f"{url}/items")) == {Verdict.BLOCKED}


@pytest.mark.servers
@pytest.mark.long
def test_a_page_with_a_session_is_let_in_and_nobody_else(tmp_path: Path) -> None:
    with fastapi(tmp_path, snippet(REMEDY)) as url:
        assert_let_in(url, errors=[("/missing", 404)])


@pytest.mark.servers
@pytest.mark.long
def test_a_public_resource_is_open_to_all_but_not_with_cookies(tmp_path: Path) -> None:
    with fastapi(tmp_path, snippet(PUBLIC)) as url:
        for origin in (ORIGIN, STRANGER):
            anonymous = replace(put(f"{url}/items"), credentials="omit")
            assert verdicts(anonymous, origin) == {Verdict.ALLOWED}
        assert verdicts(plain(f"{url}/items", "include")) == {Verdict.BLOCKED}


@pytest.mark.servers
@pytest.mark.long
def test_a_crash_has_the_headers_if_the_whole_is_wrapped(tmp_path: Path) -> None:
    with fastapi(tmp_path, wrapped(REMEDY)) as url:
        assert_let_in(url, errors=[("/missing", 404), ("/broken", 500)])


def test_errors_are_mended_by_wrapping() -> None:
    remedy = Remedy(RemedyKind.HEADERS_ON_ERRORS, ORIGIN)
    assert snippet(remedy) == wrapped(remedy)
    assert "app = CORSMiddleware(\n    app," in snippet(remedy)
    assert "add_middleware" in snippet(SIMPLE)
