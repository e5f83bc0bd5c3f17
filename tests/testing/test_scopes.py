"""ASGI's side of an exchange."""

from __future__ import annotations

import asyncio

import pytest

from corsac.core.headers import Headers
from corsac.core.messages import WireRequest, WireResponse
from corsac.testing.scopes import Talk, is_websocket, scope_of

GET = WireRequest("GET", "https://api.example:8443/a%2Fb?q=1", Headers.of([("X-A", "1")]))
OPEN = WireRequest(
    "GET",
    "http://api.example/ws",
    Headers.of([("Upgrade", "websocket"), ("Sec-WebSocket-Protocol", "a, b")]),
)


def test_a_scope_is_what_asgi_says() -> None:
    scope = scope_of(GET, {"name": 1})
    assert (scope["type"], scope["method"], scope["scheme"]) == ("http", "GET", "https")
    assert (scope["path"], scope["raw_path"]) == ("/a/b", b"/a%2Fb")
    assert scope["query_string"] == b"q=1"
    assert scope["headers"] == [(b"host", b"api.example:8443"), (b"x-a", b"1")]
    assert (scope["server"], scope["state"]) == (("api.example", 8443), {"name": 1})


def test_a_websockets_scope_is_what_asgi_says() -> None:
    assert is_websocket(OPEN)
    scope = scope_of(OPEN, {})
    assert (scope["type"], scope["scheme"], scope["subprotocols"]) == (
        "websocket",
        "ws",
        ["a", "b"],
    )
    assert "method" not in scope


def test_an_accepted_websocket_is_a_101_with_the_subprotocol() -> None:
    async def run() -> Talk:
        talk = Talk(OPEN)
        assert (await talk.receive())["type"] == "websocket.connect"
        await talk.send({"type": "websocket.accept", "subprotocol": "b"})
        await talk.send({"type": "websocket.send", "text": "hi"})
        await talk.send({"type": "websocket.close"})
        assert (await talk.receive())["type"] == "websocket.disconnect"
        return talk

    answer = asyncio.run(run()).answer()
    assert isinstance(answer, WireResponse)
    assert (answer.status, answer.headers.get("sec-websocket-protocol")) == (101, "b")


def test_a_close_before_is_a_403() -> None:
    async def run() -> Talk:
        talk = Talk(OPEN)
        await talk.send({"type": "websocket.close"})
        return talk

    answer = asyncio.run(run()).answer()
    assert isinstance(answer, WireResponse)
    assert answer.status == 403


def test_interim_answers_are_not_the_answer() -> None:
    async def run() -> Talk:
        talk = Talk(GET)
        await talk.send({"type": "http.response.start", "status": 103})
        await talk.send({"type": "http.response.start", "status": 204})
        await talk.send({"type": "http.response.body"})
        assert (await talk.receive())["type"] == "http.request"
        assert (await talk.receive())["type"] == "http.disconnect"
        return talk

    answer = asyncio.run(run()).answer()
    assert isinstance(answer, WireResponse)
    assert answer.status == 204


def test_messages_out_of_turn_are_refused() -> None:
    async def run() -> None:
        talk = Talk(GET)
        with pytest.raises(RuntimeError, match="before"):
            await talk.send({"type": "http.response.body"})
        await talk.send({"type": "http.response.start", "status": 200})
        with pytest.raises(RuntimeError, match="begun"):
            await talk.send({"type": "http.response.start", "status": 200})

    asyncio.run(run())
