"""The extension on Quart itself: the corpus, errors, redirects, WebSockets."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

import pytest
import quart

from corsac.core.headers import Headers
from corsac.core.messages import WireRequest, WireResponse
from corsac.middleware.quart import CORS
from corsac.policy import Policy, PolicyError, Refused
from corsac.testing.asgi import AsgiServer
from tests.exchanges.judge import judge
from tests.exchanges.loader import Case, load
from tests.middleware.ask import APP, EVIL
from tests.middleware.ask import ask as send
from tests.middleware.corpus import SERVER, answers, policy_of

if TYPE_CHECKING:
    from corsac.middleware.asgi_types import App

POLICY = Policy(allow_origins=[APP], allow_methods=["PUT"])
ALLOW = "Access-Control-Allow-Origin"
METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]


def make() -> quart.Quart:
    app = quart.Quart(__name__, static_folder=None)

    async def items() -> str:
        return "items"

    async def broken() -> str:
        raise LookupError("no such table")

    async def door() -> tuple[str, int] | None:
        return ("who are you?", 401) if quart.request.path == "/door" else None

    async def socket() -> None:
        await quart.websocket.send("open")

    app.add_url_rule("/items", view_func=items)
    app.add_url_rule("/folder/", "folder", items)
    app.add_url_rule("/broken", view_func=broken)
    app.add_websocket("/socket", view_func=socket)
    app.before_request(door)
    return app


def ask(app: quart.Quart, path: str, origin: str = APP, method: str = "GET") -> WireResponse:
    lines = [("Origin", origin)]
    if method == "OPTIONS":
        lines.append(("Access-Control-Request-Method", "PUT"))
    server = AsgiServer(app)
    try:
        answer = server.send(WireRequest(method, SERVER + path, Headers(tuple(lines))))
    finally:
        server.close()
    assert isinstance(answer, WireResponse), answer
    return answer


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
    CORS(app, policy_of(case))
    server = AsgiServer(app)
    try:
        found = answers(case, server)
    finally:
        server.close()
    for index, (status, headers) in enumerate(found):
        assert judge(case, index, status, headers) == []


@pytest.mark.parametrize(
    ("path", "status"),
    [("/items", 200), ("/missing", 404), ("/folder", 308), ("/broken", 500), ("/door", 401)],
)
def test_every_answer_has_the_headers_once(path: str, status: int) -> None:
    app = make()
    CORS(app, POLICY)
    sent = ask(app, path)
    assert (sent.status, sent.headers.all(ALLOW)) == (status, (APP,))
    assert ask(app, path, method="OPTIONS").status == 204
    assert ask(app, "/items", method="PUT").headers.get(ALLOW) == APP
    assert ask(app, "/items", method="HEAD").headers.get(ALLOW) == APP


def test_a_stranger_opens_no_websocket() -> None:
    app = make()
    cors = CORS(app, POLICY)
    scope: dict[str, Any] = {
        "type": "websocket",
        "path": "/socket",
        "headers": [(b"host", b"api.example"), (b"origin", EVIL.encode())],
    }
    sent = send(cast("App", app), scope, {"type": "websocket.connect"})
    assert [each["type"] for each in sent.messages] == ["websocket.close"]
    assert cors.refusals.counts() == {("", Refused.ORIGIN): 1}


def test_the_application_may_be_named_later_but_once() -> None:
    app = make()
    cors = CORS(allow_origins=[APP])
    cors.init_app(app)
    assert ask(app, "/items").headers.get(ALLOW) == APP
    with pytest.raises(RuntimeError, match="already"):
        CORS(app, POLICY)
    with pytest.raises(PolicyError):
        CORS(make(), allow_origins="*", allow_credentials=True)
