"""Crashes behind CORSMiddleware: found, mended, and tried on FastAPI itself."""

from __future__ import annotations

import asyncio
import contextlib
from typing import Any, Final

import pytest

from corsac.targets.defects import examine
from corsac.targets.defects.edits import mend
from corsac.targets.defects.source import Kind, Source

ORIGIN: Final = "https://app.example"
PASTED: Final = """\
from fastapi import FastAPI
from fastapi.middleware.cors import CORSMiddleware

app = FastAPI()
app.add_middleware(CORSMiddleware, allow_origins=["https://app.example"])
"""
FACTORY: Final = """\
from fastapi import FastAPI
from fastapi.middleware.cors import CORSMiddleware


def create_app():
    made = FastAPI()
    made.add_middleware(CORSMiddleware, allow_origins=["https://app.example"])
    return made


app = create_app()
"""
ROUTE: Final = """

@app.get("/crash")
def crash():
    raise RuntimeError("boom")
"""


def source(text: str) -> Source:
    return Source("main.py", text + ROUTE, Kind.PYTHON)


def crashed(text: str) -> dict[str, Any]:
    """Run an application, let it crash, and give the head of what it answers."""
    space: dict[str, Any] = {}
    exec(compile(text, "main.py", "exec"), space)  # noqa: S102 - the test's own text
    heads: list[dict[str, Any]] = []

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: dict[str, Any]) -> None:
        if message["type"] == "http.response.start":
            heads.append(message)

    scope = {
        "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": "GET",
        "scheme": "http", "path": "/crash", "raw_path": b"/crash", "query_string": b"",
        "root_path": "", "server": ("127.0.0.1", 80), "client": ("127.0.0.1", 1),
        "headers": [(b"origin", ORIGIN.encode())], "state": {},
    }  # fmt: skip
    # Starlette answers, and lets the server print the exception.
    with contextlib.suppress(RuntimeError):
        asyncio.run(space["app"](scope, receive, send))
    (head,) = heads
    return head


@pytest.mark.parametrize("text", [PASTED, FACTORY, PASTED.replace("app = ", "\n\napp = ")])
def test_a_crash_is_readable_after_the_mend(text: str) -> None:
    assert [each.code for each in examine(source(text))] == ["CORS248"]
    before = crashed(source(text).text)
    after = crashed(mend(source(text), examine, unsafe=True).source.text)
    assert (before["status"], after["status"]) == (500, 500)
    assert b"access-control-allow-origin" not in dict(before["headers"])
    assert dict(after["headers"])[b"access-control-allow-origin"] == ORIGIN.encode()


def test_what_is_mended_has_nothing_left() -> None:
    mended = mend(source(PASTED), examine, unsafe=True).source
    assert examine(mended) == ()
    assert mend(mended, examine, unsafe=True).source.text == mended.text


def test_where_there_is_no_route_nothing_crashes() -> None:
    assert examine(Source("main.py", PASTED, Kind.PYTHON)) == ()


@pytest.mark.parametrize(
    "text",
    [
        PASTED.replace("app.add_middleware(CORSMiddleware, ", "app = CORSMiddleware(app, "),
        PASTED.replace("from fastapi.middleware.cors", "from ours"),
    ],
)
def test_what_stands_around_everything_or_is_another_s_is_left_alone(text: str) -> None:
    assert "CORS248" not in [each.code for each in examine(source(text))]


def test_where_the_application_is_starlette_s_it_is_only_said() -> None:
    text = PASTED.replace("fastapi import FastAPI", "starlette.applications import Starlette")
    text = text.replace("FastAPI()", "Starlette()")
    (found,) = examine(source(text))
    assert (found.code, [each.edits for each in found.fixes]) == ("CORS248", [()])


def test_what_is_imported_already_is_used() -> None:
    text = "import logging\n" + PASTED.replace(
        "import FastAPI", "import FastAPI\nfrom fastapi.responses import PlainTextResponse"
    )
    mended = mend(source(text), examine, unsafe=True).source.text
    assert mended.count("PlainTextResponse") == 2
    assert mended.count("import logging") == 1
