"""Send a request and listen to the answer, over any stream, in any version of HTTP."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import TYPE_CHECKING, Protocol

from corsac.core.messages import FailureKind
from corsac.probe.failures import Dead, reset

if TYPE_CHECKING:
    from corsac.core.messages import Failure, WireResponse
    from corsac.probe.clock import Clock
    from corsac.probe.options import Timeouts
    from corsac.probe.stream import Stream


class Reader(Protocol):
    """What makes an answer out of bytes: `http1.ResponseReader`, `http2.StreamReader`."""

    @property
    def begun(self) -> bool:
        """Whether anything of the answer has come."""
        ...

    @property
    def has_head(self) -> bool:
        """Whether its head has come."""
        ...

    @property
    def finished(self) -> bool:
        """Whether nothing that may still come can change it."""
        ...

    @property
    def reusable(self) -> bool:
        """Whether the connection may carry another request."""
        ...

    def feed(self, data: bytes) -> None:
        """Take the next bytes off the wire."""
        ...

    def end(self, cause: Failure | None = None) -> None:
        """Take the end of the connection."""
        ...

    def replies(self) -> bytes:
        """Give what the protocol has to say to what it was fed."""
        ...

    def answer(self) -> WireResponse | Failure:
        """Say what the answer is, as things stand."""
        ...


async def converse(
    stream: Stream, message: bytes, reader: Reader, clock: Clock, timeouts: Timeouts
) -> bool:
    """Send a message and feed the reader until it has finished or patience ends.

    A server may answer before it has read everything, so both go on at once.

    Returns:
        Whether the whole message was sent.

    Raises:
        Dead: where time ran out before a head was there.
    """
    sending = asyncio.create_task(_send(stream, message))
    try:
        await _listen(stream, sending, reader, clock, timeouts)
        return sending.done() and not sending.cancelled()
    finally:
        sending.cancel()
        with suppress(asyncio.CancelledError):
            await sending


async def _send(stream: Stream, data: bytes) -> None:
    # A server that refuses a body closes while it comes. Its answer says why, if there is one.
    with suppress(OSError):
        await stream.send(data)


async def _listen(
    stream: Stream,
    sending: asyncio.Task[None],
    reader: Reader,
    clock: Clock,
    timeouts: Timeouts,
) -> None:
    asked = clock.now()
    while not reader.has_head and not reader.finished:
        if reader.begun:
            wait = clock.limit(timeouts.between, FailureKind.TIMEOUT, "the head did not go on")
        else:
            what = "no byte of an answer"
            wait = clock.limit(timeouts.first_byte, FailureKind.TIMEOUT, what, asked)
        begun = reader.begun
        async with wait:
            await _step(stream, sending, reader)
        if reader.begun and not begun:
            clock.note("first_byte", asked)
    headed = clock.now()
    with suppress(Dead):  # the head is there: what is missing of the body does not unmake it
        while not reader.finished:
            wait = clock.limit(timeouts.body, FailureKind.TIMEOUT, "the body", headed)
            async with wait, clock.limit(timeouts.between, FailureKind.TIMEOUT, "the body"):
                await _step(stream, sending, reader)


async def _step(stream: Stream, sending: asyncio.Task[None], reader: Reader) -> None:
    """Read once, feed the reader, and send what the protocol replies."""
    try:
        data = await stream.recv()
    except OSError as error:
        reader.end(reset(error, "while the answer was awaited"))
        return
    except Dead as dead:
        reader.end(dead.failure)
        return
    if not data:
        reader.end()
        return
    reader.feed(data)
    reply = reader.replies()
    if reply:
        await sending
        await _send(stream, reply)
