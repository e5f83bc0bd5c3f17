"""The layer on aiohttp itself: the corpus, errors, streams, WebSockets."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

import pytest
from aiohttp import web

from corsac.core.headers import Headers
from corsac.core.messages import WireRequest
from corsac.middleware.aiohttp import CORS
from corsac.policy import Policy, PolicyError, PolicyProvider, Refused
from corsac.policy.running import RunningPolicy
from tests.exchanges.judge import judge
from tests.exchanges.loader import Case, load
from tests.middleware.aiohttp_memory import AiohttpServer
from tests.middleware.ask import APP, EVIL
from tests.middleware.corpus import SERVER, answers, policy_of
from tests.middleware.story import ALLOW, POLICY, ask

if TYPE_CHECKING:
    from pathlib import Path

    from aiohttp.typedefs import Handler


async def items(_request: web.Request) -> web.Response:
    return web.Response(text="items", headers={"Vary": "Accept"})


async def broken(_request: web.Request) -> web.Response:
    raise LookupError("no such table")


async def stream(request: web.Request) -> web.StreamResponse:
    response = web.StreamResponse()
    await response.prepare(request)
    for part in (b"a", b"b"):
        await response.write(part)
    await response.write_eof()
    return response


async def socket(request: web.Request) -> web.WebSocketResponse:
    response = web.WebSocketResponse()
    await response.prepare(request)
    await response.receive()
    return response


async def options(_request: web.Request) -> web.Response:
    return web.Response(text="options")


@web.middleware
async def door(request: web.Request, handler: Handler) -> web.StreamResponse:
    if request.path == "/door":
        raise web.HTTPUnauthorized
    return await handler(request)


def server(policy: Any = POLICY, folder: Path | None = None, **more: Any) -> AiohttpServer:  # noqa: ANN401 -- CORS's own
    def make() -> web.Application:
        slashes = web.normalize_path_middleware()
        app = web.Application(middlewares=[door, slashes])
        app.router.add_get("/items", items)
        app.router.add_get("/folder/", items)
        app.router.add_get("/broken", broken)
        app.router.add_get("/stream", stream)
        app.router.add_get("/socket", socket)
        app.router.add_options("/options", options)
        if folder is not None:
            app.router.add_static("/static", folder)
        CORS(app, policy, **more)
        return app

    return AiohttpServer(make)


@pytest.mark.parametrize("case", load(), ids=lambda case: case.id)
def test_aiohttp_answers_as_written(case: Case) -> None:
    async def answer(_request: web.Request) -> web.Response:
        return web.Response(status=case.app.status, headers=[*case.app.headers.lines])

    def make() -> web.Application:
        app = web.Application()
        app.router.add_route("*", "/{path:.*}", answer)
        CORS(app, policy_of(case))
        return app

    for index, (status, headers) in enumerate(answers(case, AiohttpServer(make))):
        if not case.exchanges[index][0].method.isupper():
            assert status == 400  # aiohttp's parser of requests knows no such method
            continue
        assert judge(case, index, status, headers) == []


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/items", 200),
        ("/missing", 404),
        ("/broken", 500),
        ("/door", 401),
        ("/stream", 200),
        ("/folder", 308),
    ],
)
def test_every_answer_has_the_headers_once(
    path: str, status: int, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.CRITICAL, "aiohttp.server")
    sent = ask(server(), path)
    assert (sent.status, sent.headers.all(ALLOW)) == (status, (APP,))
    assert sent.headers.get("Vary") in {"Origin", "Accept, Origin"}
    asked = ask(server(), path, method="OPTIONS", Access_Control_Request_Method="PUT")
    assert (asked.status, asked.body) == (204, b"")


def test_methods_are_aiohttps() -> None:
    assert (sent := ask(server(), "/items", method="PUT")).status == 405
    assert sent.headers.get(ALLOW) == APP
    assert ask(server(), "/options", method="OPTIONS").body == b"options"
    sent = ask(server(), "/items", method="HEAD")
    assert (sent.body, sent.headers.get(ALLOW)) == (b"", APP)


def test_static_files_have_the_headers(tmp_path: Path) -> None:
    (tmp_path / "a.css").write_text("a {}")
    sent = ask(server(folder=tmp_path), "/static/a.css")
    assert (sent.status, sent.headers.get(ALLOW)) == (200, APP)


def test_a_stranger_gets_none() -> None:
    assert ALLOW not in ask(server(), "/items", EVIL).headers
    sent = ask(server(), "/items", EVIL, "OPTIONS", Access_Control_Request_Method="PUT")
    assert (sent.status, sent.headers.get("Content-Length")) == (403, "0")


@pytest.mark.parametrize(
    ("origin", "mode", "status"),
    [
        (APP, "enforce", 101),
        (EVIL, "enforce", 403),
        (EVIL, "report-only", 101),
        (SERVER, "enforce", 101),
        (None, "enforce", 101),
    ],
)
def test_a_websocket_is_opened_for_whom_the_policy_names(
    origin: str | None, mode: str, status: int
) -> None:
    to = server(POLICY, mode=mode)
    upgrade = {"Upgrade": "websocket", "Connection": "Upgrade", "Sec_WebSocket_Version": "13"}
    sent = ask(to, "/socket", origin, Sec_WebSocket_Key="MDEyMzQ1Njc4OWFiY2RlZg==", **upgrade)
    assert (sent.status, ALLOW in sent.headers) == (status, False)


def test_report_only_leaves_answers_alone() -> None:
    to = server(POLICY, mode="report-only")
    assert ALLOW not in ask(to, "/items").headers
    sent = ask(to, "/options", EVIL, "OPTIONS", Access_Control_Request_Method="PUT")
    assert sent.body == b"options"


def test_tenants_have_policies_of_their_own() -> None:
    async def load_(key: str) -> Policy | None:
        return Policy(allow_origins=[EVIL]) if key == "b" else None

    to = server(PolicyProvider(lambda it: it.headers.get("X-Tenant"), load_, vary=("X-Tenant",)))
    sent = ask(to, "/items", EVIL, X_Tenant="b")
    assert sent.headers.get(ALLOW) == EVIL
    assert sent.headers.get("Vary") == "Accept, Origin, X-Tenant"
    assert ALLOW not in ask(to, "/items", EVIL, X_Tenant="a").headers


def test_refusals_are_counted_and_the_policy_can_be_replaced() -> None:
    made: list[CORS] = []
    running = RunningPolicy(POLICY)

    def make() -> web.Application:
        app = web.Application()
        made.append(CORS(app, running))
        return app

    ask(AiohttpServer(make), "/items", EVIL)
    assert made[0].refusals.counts() == {("", Refused.ORIGIN): 1}
    assert made[0].source is running
    running.replace(Policy(allow_origins=[EVIL]))
    assert ask(AiohttpServer(make), "/items", EVIL).headers.get(ALLOW) == EVIL


def test_what_is_no_policy_or_comes_late_is_refused() -> None:
    app = web.Application()
    with pytest.raises(PolicyError):
        CORS(app, allow_origins="*", allow_credentials=True)
    app.freeze()
    with pytest.raises(RuntimeError):
        CORS(app, POLICY)


def test_several_origins_are_none() -> None:
    lines = Headers((("Origin", APP), ("Origin", APP)))
    assert ALLOW not in server().send(WireRequest("GET", f"{SERVER}/items", lines)).headers
