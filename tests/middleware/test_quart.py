"""The extension on Quart itself: the corpus, errors, redirects, WebSockets."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest
import quart

from corsac.middleware.quart import CORS
from corsac.policy import Policy, Refused
from corsac.testing.asgi import AsgiServer
from tests.exchanges.judge import judge
from tests.exchanges.loader import Case, load
from tests.middleware.ask import APP, EVIL
from tests.middleware.corpus import answers, policy_of
from tests.middleware.story import ALLOW, POLICY, SOCKETS, ask, opens, preflight, tell_of_views

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Generator
    from pathlib import Path


METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]


def make(folder: Path | None = None) -> quart.Quart:
    app = quart.Quart(
        __name__, static_folder=str(folder) if folder else None, static_url_path="/static"
    )

    async def items() -> str:
        return "items"

    async def broken() -> str:
        raise LookupError("no such table")

    async def door() -> tuple[str, int] | None:
        return ("who are you?", 401) if quart.request.path == "/door" else None

    async def stream() -> quart.Response:
        async def parts() -> AsyncIterator[bytes]:
            yield b"a"
            yield b"b"

        return quart.Response(parts())

    async def socket() -> None:
        await quart.websocket.send("open")

    app.add_url_rule("/items", view_func=items)
    app.add_url_rule("/folder/", "folder", items)
    app.add_url_rule("/broken", view_func=broken)
    app.add_url_rule("/stream", view_func=stream)
    app.add_websocket("/socket", view_func=socket)
    app.before_request(door)
    return app


@contextmanager
def served(app: quart.Quart, policy: Policy = POLICY) -> Generator[AsgiServer]:
    CORS(app, policy)
    server = AsgiServer(app)
    try:
        yield server
    finally:
        server.close()


@pytest.mark.parametrize("case", load(), ids=lambda case: case.id)
def test_quart_answers_as_written(case: Case) -> None:
    app = quart.Quart(__name__, static_folder=None)

    async def answer(path: str = "") -> quart.Response:
        del path
        response = quart.Response(b"", case.app.status)
        for name, value in case.app.headers:
            response.headers.add(name, value)
        return response

    app.add_url_rule("/<path:path>", view_func=answer, methods=METHODS)
    app.add_url_rule("/", "root", answer, methods=METHODS)
    with served(app, policy_of(case)) as server:
        found = answers(case, server)
    for index, (status, headers) in enumerate(found):
        assert judge(case, index, status, headers) == []


def test_every_answer_has_the_headers_once(tmp_path: Path) -> None:
    (tmp_path / "a.css").write_text("a {}")
    paths = {
        "/items": 200,
        "/missing": 404,
        "/folder": 308,
        "/broken": 500,
        "/door": 401,
        "/stream": 200,
        "/static/a.css": 200,
    }
    with served(make(tmp_path)) as server:
        for path, status in paths.items():
            sent = ask(server, path)
            assert (path, sent.status, sent.headers.all(ALLOW)) == (path, status, (APP,))
            assert preflight(server, path).status == 204
            assert ALLOW not in ask(server, path, EVIL).headers


def test_methods_are_quarts() -> None:
    with served(make()) as server:
        assert (sent := ask(server, "/items", method="PUT")).status == 405
        assert sent.headers.get(ALLOW) == APP
        sent = ask(server, "/items", method="HEAD")
        assert (sent.body, sent.headers.get(ALLOW)) == (b"", APP)
        assert "GET" in (ask(server, "/items", method="OPTIONS").headers.get("Allow") or "")


@pytest.mark.parametrize(("path", "origin", "opened"), SOCKETS)
def test_a_stranger_opens_no_websocket(path: str, origin: str, *, opened: bool) -> None:
    app = make()
    cors = CORS(app, POLICY)

    @cors.view(allow_origins=[EVIL])
    async def open_socket() -> None:
        await quart.websocket.send("open")

    app.add_websocket("/open-socket", view_func=open_socket)
    server = AsgiServer(app)
    try:
        assert opens(server, path, origin) == opened
    finally:
        server.close()
    assert cors.refusals.counts() == ({} if opened else {("", Refused.ORIGIN): 1})


def test_views_have_policies_of_their_own() -> None:
    app = make()
    cors = CORS(app, POLICY)

    @cors.view(allow_origins="*")
    async def public(number: int) -> str:
        return str(number)

    async def change(number: int) -> str:
        return str(number)

    app.add_url_rule("/open/<int:number>", view_func=public)
    app.add_url_rule("/open/<int:number>", view_func=change, methods=["PUT"])
    app.add_url_rule("/shelf/<int:number>/", "shelf", public)
    server = AsgiServer(app)
    try:
        tell_of_views(server)
        assert (sent := ask(server, "/shelf/7", EVIL)).status == 308
        assert sent.headers.get(ALLOW) == "*"
    finally:
        server.close()


def test_the_layer_is_outermost_and_there_once() -> None:
    app = make()
    extension = CORS(app, POLICY)
    assert app.extensions["corsac"] is extension
    with pytest.raises(RuntimeError, match="already"):
        CORS(app, POLICY)
