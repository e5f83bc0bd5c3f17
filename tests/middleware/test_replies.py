"""What the layer answers by itself has a true length."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from corsac.middleware.replies import answer_failure, answer_preflight, refuse_websocket
from corsac.policy import Enforcer, Policy
from tests.middleware.ask import APP, Sent

if TYPE_CHECKING:
    from corsac.middleware.asgi_types import Message


def test_a_failure_and_a_refusal_have_the_length_of_their_bodies() -> None:
    failed, refused = Sent(), Sent()

    async def receive() -> Message:
        return {"type": "websocket.connect"}

    async def run() -> None:
        async def to_failed(message: Message) -> None:
            failed.messages.append(message)

        async def to_refused(message: Message) -> None:
            refused.messages.append(message)

        await answer_failure(to_failed)
        await refuse_websocket({"extensions": {"websocket.http.response": {}}}, receive, to_refused)

    asyncio.run(run())
    assert [failed.status, refused.status] == [500, 403]
    for sent in (failed, refused):
        assert sent.all("content-length") == [str(len(sent.body))]


def test_only_a_204_has_no_length() -> None:
    policy = Policy(allow_origins=[APP], preflight_status=200)
    enforcer = Enforcer(policy)
    for grant, length in (
        (enforcer.preflight(APP, "GET", None), ["0"]),
        (enforcer.preflight(APP, "PUT", None), ["0"]),
        (Enforcer(Policy(allow_origins=[APP])).preflight(APP, "GET", None), []),
    ):
        sent = Sent()

        async def send(message: Message, sent: Sent = sent) -> None:
            sent.messages.append(message)

        asyncio.run(answer_preflight(grant, send))
        assert sent.all("content-length") == length
