"""The layer on Starlette and FastAPI themselves: it stands outside everything."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import fastapi
import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.base import BaseHTTPMiddleware
from starlette.responses import PlainTextResponse
from starlette.routing import Mount, Route

from corsac.middleware.fastapi import CORS
from corsac.policy import Policy, Refused
from corsac.policy.running import RunningPolicy
from tests.middleware.ask import APP, EVIL, ask, get, preflight

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.requests import Request
    from starlette.types import ASGIApp, Receive, Scope, Send

POLICY = Policy(allow_origins=[APP], allow_methods=["PUT"])
ALLOW = "access-control-allow-origin"


async def items(_request: Request) -> PlainTextResponse:
    return PlainTextResponse("items")


async def broken(_request: Request) -> PlainTextResponse:
    raise LookupError("no such table")


class Door:
    """A middleware that turns everyone away."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["path"] == "/door":
            await PlainTextResponse("who are you?", 401)(scope, receive, send)
        else:
            await self.app(scope, receive, send)


def starlette() -> Starlette:
    return Starlette(routes=[Route("/items", items), Route("/broken", broken)])


def fast() -> fastapi.FastAPI:
    app = fastapi.FastAPI()
    app.add_route("/items", items)
    app.add_route("/broken", broken)
    return app


def around(app: Any) -> Any:  # noqa: ANN401 -- either framework
    return CORS(app, POLICY)


def beside(app: Any) -> Any:  # noqa: ANN401 -- either framework
    CORS(app, POLICY)
    app.add_middleware(Door)
    return app


def among(app: Any) -> Any:  # noqa: ANN401 -- either framework
    app.add_middleware(CORS, policy=POLICY)
    app.add_middleware(Door)
    return app


WAYS = pytest.mark.parametrize("put", [around, beside, among])
FRAMEWORKS = pytest.mark.parametrize("make", [starlette, fast])


@WAYS
@FRAMEWORKS
def test_every_answer_has_the_headers(make: Callable[[], Any], put: Callable[[Any], Any]) -> None:
    app = put(make())
    for path, status in (("/items", 200), ("/missing", 404), ("/broken", 500)):
        sent = get(app, path=path)
        assert (sent.status, sent.all(ALLOW), sent.all("vary")) == (status, [APP], ["Origin"])


@WAYS
@FRAMEWORKS
def test_the_first_request_of_all_may_be_the_one_that_fails(
    make: Callable[[], Any], put: Callable[[Any], Any]
) -> None:
    sent = get(put(make()), path="/broken")
    assert (sent.status, sent.all(ALLOW)) == (500, [APP])
    assert isinstance(sent.error, LookupError)


@WAYS
@FRAMEWORKS
def test_preflights_are_answered_on_any_path(
    make: Callable[[], Any], put: Callable[[Any], Any]
) -> None:
    app = put(make())
    assert [preflight(app, path=path).status for path in ("/items", "/missing")] == [204, 204]


@pytest.mark.parametrize("put", [beside, among])
@FRAMEWORKS
def test_what_was_added_after_it_stands_inside_all_the_same(
    make: Callable[[], Any], put: Callable[[Any], Any]
) -> None:
    app = put(make())
    ask(app, {"type": "lifespan"}, {"type": "lifespan.startup"}, {"type": "lifespan.shutdown"})
    sent = get(app, path="/door")
    assert (sent.status, sent.all(ALLOW)) == (401, [APP])
    assert preflight(app, path="/door").status == 204


@WAYS
def test_the_applications_own_answer_to_an_exception_is_kept(put: Callable[[Any], Any]) -> None:
    app = starlette()
    calls: list[Exception] = []

    async def sorry(_request: Request, error: Exception) -> PlainTextResponse:
        calls.append(error)
        return PlainTextResponse("sorry", 500)

    app.add_exception_handler(Exception, sorry)
    put(app)
    get(app)
    sent = get(app, path="/broken")
    assert (sent.body, sent.all(ALLOW), len(calls)) == (b"sorry", [APP], 1)


def test_the_debug_page_is_kept() -> None:
    app = starlette()
    app.debug = True
    app.add_middleware(CORS, policy=POLICY)
    sent = get(app, path="/broken")
    assert (sent.all(ALLOW), b"no such table" in sent.body) == ([APP], True)


def test_starlettes_own_arguments_paste_in_unchanged() -> None:
    app = Starlette(
        routes=[Route("/items", items)],
        middleware=[
            Middleware(
                CORS,
                allow_origins=["https://app.example"],
                allow_credentials=True,
                allow_methods=["*"],
                allow_headers=["*"],
            )
        ],
    )
    assert preflight(app, "DELETE", "x-anything", path="/items").status == 204
    assert get(app, path="/items").all("access-control-allow-credentials") == ["true"]


def test_middleware_that_buffers_may_stand_anywhere() -> None:
    async def passing(request: Any, call_next: Any) -> Any:  # noqa: ANN401 -- Starlette's own
        return await call_next(request)

    app = starlette()
    app.add_middleware(CORS, policy=POLICY)
    app.add_middleware(BaseHTTPMiddleware, dispatch=passing)
    for _ in range(3):
        assert get(app, path="/items").all(ALLOW) == [APP]


def test_an_application_that_was_called_already_is_refused() -> None:
    app = starlette()
    get(app)
    with pytest.raises(RuntimeError, match="called already"):
        CORS(app, POLICY)


def test_a_mounted_application_has_a_policy_of_its_own() -> None:
    inner = starlette()
    inner.add_middleware(CORS, allow_origins=[EVIL])
    outer = Starlette(routes=[Mount("/inner", inner), Route("/items", items)])
    for _ in range(2):
        assert get(outer, EVIL, "/inner/items").all(ALLOW) == [EVIL]
        assert get(outer, EVIL, "/items").all(ALLOW) == []


def test_refusals_are_counted_and_the_policy_can_be_replaced() -> None:
    app = starlette()
    layer = CORS(app, POLICY)
    get(app, EVIL)
    assert layer.refusals.counts() == {("", Refused.ORIGIN): 1}
    assert isinstance(layer.source, RunningPolicy)
    layer.source.replace(Policy(allow_origins=[EVIL]))
    assert get(app, EVIL).all(ALLOW) == [EVIL]
