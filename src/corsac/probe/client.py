"""The only HTTP client: one wire request in, one exchange out, and nothing a browser would not do.

It never follows a redirect, never asks a second time and adds no header but the connection's own.
A connection that stays open carries the next request to the same place, as in a browser. Where the
server had closed it just then, a GET, HEAD or OPTIONS goes out again on a fresh one, as browsers
do (rfc9112#section-9.3.1); other methods are never sent over a connection that might be stale.
"""

from __future__ import annotations

import os
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

from corsac.core.messages import Exchange, Failure, FailureKind, WireResponse
from corsac.probe import websocket
from corsac.probe.addresses import addresses_of
from corsac.probe.clock import Clock
from corsac.probe.connect import connect
from corsac.probe.content import decoded
from corsac.probe.conversation import converse
from corsac.probe.failures import Dead
from corsac.probe.http1 import ResponseReader
from corsac.probe.options import DEFAULT_USER_AGENT, ProbeOptions
from corsac.probe.request import check, http1_bytes, http2_lines
from corsac.probe.target import Target

if TYPE_CHECKING:
    import ssl

    from corsac.core.messages import WireRequest
    from corsac.probe.conversation import Reader
    from corsac.probe.http2 import Link
    from corsac.probe.stream import Stream

_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
_HTTP1 = ("http/1.1",)
_BOTH = ("h2", "http/1.1")
_SWITCHING = 101
# Reads of what HTTP/2 says unasked (pings, settings) before a connection is not worth keeping.
_CHATTER = 16


@dataclass(slots=True)
class _Connection:
    """An open connection; `link` is HTTP/2's state, None for HTTP/1.1."""

    stream: Stream
    peer: str
    link: Link | None = None

    def alive(self) -> bool:
        """Whether a kept connection can take a request: open, and silent if it is HTTP/1.1."""
        for _ in range(_CHATTER):
            data = self.stream.recv_now()
            if data is None:
                return self.link is None or self.link.usable
            if not data or self.link is None:
                return False
            self.link.idle(data)
        return False


@dataclass(slots=True)
class _Attempt:
    """What is known about an exchange while it goes on."""

    request: WireRequest
    target: Target
    clock: Clock
    peer: str | None = None
    #: Whether anything came back: if not, a kept connection may have been closed all along.
    begun: bool = False


class Client:
    """Sends wire requests. Use it as an async context manager; connections close at its end."""

    def __init__(self, options: ProbeOptions | None = None) -> None:
        """Take the options, the defaults for None."""
        self._options = options or ProbeOptions()
        self._kept: dict[tuple[bool, str, int], list[_Connection]] = {}
        self._contexts: dict[tuple[str, ...], ssl.SSLContext] = {}

    async def __aenter__(self) -> Self:
        if self._options.cacert is not None:
            self._context(_BOTH)  # a bad file is the user's mistake, to be heard of at once
        return self

    async def __aexit__(self, *exception: object) -> None:
        self.close()

    def close(self) -> None:
        """Close every connection."""
        for connections in self._kept.values():
            for connection in connections:
                connection.stream.close()
        self._kept.clear()

    async def send(self, request: WireRequest) -> Exchange:
        """Send a request and read its answer.

        A ws or wss URL, or a request for that upgrade, opens a WebSocket: the handshake is made
        and checked, and a connection that was opened is closed again.

        Args:
            request: as the browser's half made it.

        Returns:
            The exchange: a response, its body cut at the limit and its gzip or deflate undone, or
            a failure. Times are those of the connection that answered; a kept connection has none
            for DNS, TCP and TLS.

        Raises:
            ValueError: for a request that can't be written: a URL that is not serialised, or a
                method or header that is no token or holds a line end. Nothing was sent then.
            OptionError: for a `cacert` that can't be used.
        """
        check(request)
        target = Target.of(request.url)
        if websocket.is_opening(request):
            target = target.for_websocket()
        sent = request
        if target.websocket:
            sent = websocket.opening(request, os.urandom(websocket.KEY_BYTES))
        attempt = _Attempt(sent, target, Clock(self._options.timeouts.total))
        try:
            answer = await self._run(attempt)
        except Dead as dead:
            answer = dead.failure
        return Exchange(request, answer, attempt.clock.timing(), attempt.peer)

    async def _run(self, attempt: _Attempt) -> WireResponse | Failure:
        kept = self._take(attempt)
        if kept is not None:
            answer = await self._talk(kept, attempt)
            if attempt.begun or not _is_broken(answer) or attempt.request.method not in _SAFE:
                return answer
        return await self._talk(await self._open(attempt), attempt)

    def _take(self, attempt: _Attempt) -> _Connection | None:
        """Take a kept connection that is fit for the request out of the store."""
        if attempt.target.websocket:
            return None
        kept = self._kept.get(attempt.target.key, [])
        for connection in tuple(kept):
            if connection.link is None and attempt.request.method not in _SAFE:
                continue
            kept.remove(connection)
            if connection.alive():
                return connection
            connection.stream.close()
        return None

    async def _open(self, attempt: _Attempt) -> _Connection:
        options, target, clock = self._options, attempt.target, attempt.clock
        addresses = await addresses_of(target, options, clock)
        plain, attempt.peer = await connect(addresses, clock, options.timeouts.connect)
        if not target.secure:
            return _Connection(plain, attempt.peer)
        from corsac.probe.tls import TlsStream  # noqa: PLC0415 -- only where there is TLS

        try:
            protocols = _HTTP1 if options.http1 or target.websocket else _BOTH
            stream = TlsStream(plain, self._context(protocols), target.host)
            what = "the TLS handshake was not done"
            with clock.measured("tls"):
                async with clock.limit(options.timeouts.tls, FailureKind.TIMEOUT, what):
                    await stream.handshake()
        except BaseException:  # a time-out and Ctrl-C too
            plain.close()
            raise
        if stream.protocol != "h2":
            return _Connection(stream, attempt.peer)
        from corsac.probe.http2 import Link  # noqa: PLC0415 -- what HTTP/1 need not wait for

        return _Connection(stream, attempt.peer, Link(options.limits))

    def _context(self, protocols: tuple[str, ...]) -> ssl.SSLContext:
        if protocols not in self._contexts:
            from corsac.probe.tls import make_context  # noqa: PLC0415 -- only where there is TLS

            self._contexts[protocols] = make_context(self._options, protocols)
        return self._contexts[protocols]

    async def _talk(self, connection: _Connection, attempt: _Attempt) -> WireResponse | Failure:
        """Send the request over a connection; keep or close it; give the answer."""
        attempt.peer = connection.peer
        keep = False
        try:
            message, reader = self._prepare(connection, attempt)
            timeouts = self._options.timeouts
            sent = await converse(connection.stream, message, reader, attempt.clock, timeouts)
            attempt.begun = reader.begun
            keep = sent and reader.reusable
            return await self._finish(connection, attempt, reader.answer())
        finally:
            if keep:
                self._kept.setdefault(attempt.target.key, []).append(connection)
            else:
                connection.stream.close()

    def _prepare(self, connection: _Connection, attempt: _Attempt) -> tuple[bytes, Reader]:
        """Write the request for the connection's version of HTTP."""
        request, target = attempt.request, attempt.target
        agent = self._options.user_agent or DEFAULT_USER_AGENT
        if connection.link is not None:
            lines = http2_lines(request, target, agent)
            stream = connection.link.request(lines, request.body or b"")
            return stream.replies(), stream
        reader = ResponseReader(
            request.method,
            self._options.limits,
            upgrade=target.websocket,
            secure=target.secure,
            http09=target.default_port and not target.secure and not target.websocket,
        )
        return http1_bytes(request, target, agent), reader

    async def _finish(
        self, connection: _Connection, attempt: _Attempt, answer: WireResponse | Failure
    ) -> WireResponse | Failure:
        """Make the answer what script would see of it; take leave of a WebSocket."""
        if isinstance(answer, Failure):
            return answer
        if answer.status != _SWITCHING:  # which the readers let through for a WebSocket alone
            return decoded(answer, self._options.limits.body_bytes)
        verdict = websocket.judged(attempt.request, answer)
        if verdict is answer:
            farewell = websocket.closing(os.urandom(websocket.MASK_BYTES))
            with suppress(OSError, Dead):  # the handshake is what was asked for
                async with attempt.clock.limit(1.0, FailureKind.TIMEOUT, "the farewell"):
                    await connection.stream.send(farewell)
        return verdict


def _is_broken(answer: WireResponse | Failure) -> bool:
    """Whether an answer is what a connection gives that had been closed before."""
    return isinstance(answer, Failure) and answer.kind in {FailureKind.CLOSED, FailureKind.RESET}
