"""Start-up and shut-down, and applications that have neither."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

from corsac.core.messages import WireRequest, WireResponse
from corsac.testing.asgi import AsgiServer
from tests.testing.apps import echo

if TYPE_CHECKING:
    from corsac.middleware.asgi_types import Receive, Scope, Send


def test_it_runs_around_the_requests_and_its_state_is_in_them() -> None:
    told: list[str] = []

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            scope["state"]["name"] = b"from the start"
            for _ in range(2):
                event = (await receive())["type"]
                told.append(event)
                await send({"type": f"{event}.complete"})
            return
        await send({"type": "http.response.start", "status": 200})
        await send({"type": "http.response.body", "body": scope["state"]["name"]})

    server = AsgiServer(app)
    answer = server.send(WireRequest("GET", "https://api.example/"))
    server.close()
    assert isinstance(answer, WireResponse)
    assert answer.body == b"from the start"
    assert told == ["lifespan.startup", "lifespan.shutdown"]


def test_an_application_that_can_not_start_says_why() -> None:
    async def app(_scope: Scope, receive: Receive, send: Send) -> None:
        await receive()
        await send({"type": "lifespan.startup.failed", "message": "no database"})

    with pytest.raises(RuntimeError, match="no database"):
        AsgiServer(app)


def test_an_application_that_never_starts_is_given_up() -> None:
    async def app(_scope: Scope, _receive: Receive, _send: Send) -> None:
        await asyncio.sleep(60)

    with pytest.raises(TimeoutError):
        AsgiServer(app, patience=0.1)


def test_one_without_a_lifespan_is_left_alone() -> None:
    AsgiServer(echo).close()
