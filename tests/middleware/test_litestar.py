"""The layer on Litestar itself: the corpus, errors, streams, WebSockets, handlers' policies."""

from __future__ import annotations

from contextlib import contextmanager
from pathlib import Path  # noqa: TC003 -- pytest's fixture
from typing import TYPE_CHECKING, Any

import pytest
from litestar import Litestar, WebSocket, get, put, websocket
from litestar.config.cors import CORSConfig
from litestar.connection import ASGIConnection  # noqa: TC002 -- Litestar reads its annotation
from litestar.exceptions import NotAuthorizedException
from litestar.handlers import BaseRouteHandler, asgi
from litestar.response import Redirect, Stream
from litestar.static_files import (
    create_static_files_router,  # pyright: ignore[reportUnknownVariableType] -- Litestar's own
)

from corsac.middleware.litestar import CORS, cors
from corsac.policy import Policy, PolicyError, Refused, RunningPolicy
from corsac.testing.asgi import AsgiServer
from tests.exchanges.judge import judge
from tests.exchanges.loader import Case, load
from tests.middleware.ask import APP, EVIL
from tests.middleware.corpus import answers, asgi_app, policy_of
from tests.middleware.story import ALLOW, POLICY, SOCKETS, ask, opens, preflight, tell_of_views

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator


def _door(connection: ASGIConnection[Any, Any, Any, Any], _handler: BaseRouteHandler) -> None:
    if "authorization" not in connection.headers:
        raise NotAuthorizedException


@get("/items")
async def items() -> str:
    return "items"


@get("/door", guards=[_door])
async def door() -> str:
    return "in"


@get("/old")
async def old() -> Redirect:
    return Redirect("/items")


@get("/broken")
async def broken() -> str:
    raise LookupError("no such table")


@get("/stream")
async def stream() -> Stream:
    def parts() -> Iterator[str]:
        yield from "abc"

    return Stream(parts())


@get("/open/7")
@cors(allow_origins="*")
async def public() -> str:
    return "for all"


@put("/open/7")
async def change() -> str:
    return "changed"


@websocket("/socket")
async def socket(socket: WebSocket[Any, Any, Any]) -> None:
    await socket.accept()
    await socket.close()


@websocket("/open-socket")
@cors(allow_origins=[EVIL])
async def open_socket(socket: WebSocket[Any, Any, Any]) -> None:
    await socket.accept()
    await socket.close()


def make(*more: Any) -> Litestar:  # noqa: ANN401 -- Litestar's handlers
    handlers = [items, door, old, broken, stream, socket, *more]
    return Litestar(handlers, logging_config=None)


@contextmanager
def served(app: Litestar, policy: Policy = POLICY) -> Generator[AsgiServer]:
    CORS(app, policy)
    server = AsgiServer(app)
    try:
        yield server
    finally:
        server.close()


@pytest.mark.parametrize("case", load(), ids=lambda case: case.id)
def test_litestar_answers_as_written(case: Case) -> None:
    app = Litestar(
        [asgi("/", is_mount=True, copy_scope=True)(asgi_app(case.app))], logging_config=None
    )
    with served(app, policy_of(case)) as server:
        found = answers(case, server)
    for index, (status, headers) in enumerate(found):
        assert judge(case, index, status, headers) == []


def test_every_answer_has_the_headers_once() -> None:
    paths = {
        "/items": 200,
        "/items/": 200,
        "/missing": 404,
        "/door": 401,
        "/old": 302,
        "/broken": 500,
        "/stream": 200,
    }
    with served(make()) as server:
        for path, status in paths.items():
            sent = ask(server, path)
            assert (path, sent.status, sent.headers.all(ALLOW)) == (path, status, (APP,))
            assert preflight(server, path).status == 204
            assert ALLOW not in ask(server, path, EVIL).headers


def test_methods_are_litestars() -> None:
    with served(make()) as server:
        assert (sent := ask(server, "/items", method="PUT")).status == 405
        assert sent.headers.get(ALLOW) == APP
        # Litestar has no HEAD beside a GET.
        assert (sent := ask(server, "/items", method="HEAD")).status == 405
        assert sent.headers.get(ALLOW) == APP
        assert ask(server, "/items", method="OPTIONS").headers.get("Allow") == "GET, OPTIONS"


def test_static_files_have_the_headers(tmp_path: Path) -> None:
    (tmp_path / "a.css").write_text("a {}")
    files: Any = create_static_files_router("/static", [tmp_path])
    with served(make(files)) as server:
        assert (sent := ask(server, "/static/a.css")).status == 200
        assert sent.headers.get(ALLOW) == APP


def test_handlers_have_policies_of_their_own() -> None:
    with served(make(public, change)) as server:
        tell_of_views(server)


@pytest.mark.parametrize(("path", "origin", "opened"), SOCKETS)
def test_a_stranger_opens_no_websocket(path: str, origin: str, *, opened: bool) -> None:
    app = make(open_socket)
    layer = CORS(app, POLICY)
    server = AsgiServer(app)
    try:
        assert opens(server, path, origin) == opened
    finally:
        server.close()
    assert layer.refusals.counts() == ({} if opened else {("", Refused.ORIGIN): 1})
    assert isinstance(layer.source, RunningPolicy)


def test_there_is_one_cors() -> None:
    app = make()
    CORS(app, POLICY)
    with pytest.raises(RuntimeError, match="already"):
        CORS(app, POLICY)
    with pytest.raises(RuntimeError, match="already"):
        CORS(Litestar([items], cors_config=CORSConfig(), logging_config=None), POLICY)
    with pytest.raises(PolicyError):
        CORS(make(), allow_origins="*", allow_credentials=True)
