"""A strict probe of what lies below single requests: connections, versions, bodies, paths."""

from __future__ import annotations

import contextlib
import http.client
import socket
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from corsac.core.headers import Headers
from tests.exchanges.loader import Sent
from tests.targets.corpus import TIMEOUT, Answer, send
from tests.targets.strict import HOSTILE, SITE, Failure, closed, passes, readable, varying_closed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import BinaryIO

    from tests.targets.strict import Judge

STRANGER: Final = HOSTILE[0]
TOLD: Final = '{"status": 200, "headers": []}'
_LARGE: Final = 1 << 20
#: A status line's version and status.
_WORDS: Final = 2
#: Paths that routers and proxies read in different ways.
PATHS: Final = ("/a%2Fb", "/a%20b?q=%20+", "/x;y=1", "/%E4%BD%A0", "/a?b=https://c/d")


def one_connection(url: str) -> Iterator[tuple[str, Judge, Answer]]:
    """Ask one after the other on one connection: nobody gets what was another's."""
    asked: tuple[tuple[str, str, Judge], ...] = (
        ("GET", SITE, readable(SITE)),
        ("GET", STRANGER, closed),
        ("GET", "", closed),
        ("OPTIONS", SITE, passes(SITE, "PUT")),
        ("GET", STRANGER, closed),
        ("POST", SITE, readable(SITE)),
        ("HEAD", SITE, readable(SITE)),
        ("GET", STRANGER, closed),
    )
    address = urlsplit(url)
    connection = http.client.HTTPConnection(address.hostname or "", address.port, timeout=TIMEOUT)
    with contextlib.closing(connection):
        for place, (method, origin, judge) in enumerate(asked):
            lines = {"X-Answer": TOLD, **({"Origin": origin} if origin else {})}
            if method == "OPTIONS":
                lines["Access-Control-Request-Method"] = "PUT"
            connection.request(method, "/told/", headers=lines)
            reply = connection.getresponse()
            answer = Answer(reply.status, Headers.of(reply.getheaders()), reply.read())
            yield f"{place + 1} on one connection, {method} from {origin!r}", judge, answer


def older_version(url: str) -> Iterator[tuple[str, Judge, Answer]]:
    """Ask in HTTP/1.0, which has no Host of itself and no chunks."""
    address = urlsplit(url)
    for host in (f"Host: {address.netloc}\r\n", ""):
        for origin, judge in ((SITE, answered(SITE)), (STRANGER, varying_closed)):
            head = f"GET /told/ HTTP/1.0\r\n{host}Origin: {origin}\r\nX-Answer: {TOLD}\r\n\r\n"
            with socket.create_connection((address.hostname, address.port), TIMEOUT) as wire:
                wire.sendall(head.encode())
                reply = http.client.HTTPResponse(wire)
                reply.begin()
                answer = Answer(reply.status, Headers.of(reply.getheaders()), reply.read())
            if host or answer.status != 400:
                yield f"HTTP/1.0 from {origin}, {host.strip() or 'no Host'}", judge, answer


def large_bodies(url: str) -> Iterator[tuple[str, Judge, Answer]]:
    """Send a mebibyte: whoever takes it, or not, says so readably."""
    for origin, judge in ((SITE, answered(SITE)), (STRANGER, varying_closed)):
        sent = Sent("POST", "/told/", Headers.of([("Origin", origin), ("X-Answer", TOLD)]))
        yield f"a large body from {origin}", judge, send(url, sent, body=b"x" * _LARGE)


def paths(url: str) -> Iterator[tuple[str, Judge, Answer]]:
    """Ask for paths that are there or not: every answer is readable to us, and to nobody else."""
    for path in PATHS:
        for origin, judge in ((SITE, answered(SITE)), (STRANGER, varying_closed)):
            sent = Sent("GET", path, Headers.of([("Origin", origin)]))
            yield f"{path} from {origin}", judge, send(url, sent)


def answered(origin: str) -> Judge:
    """Whatever the status is, script reads it."""
    return readable(origin, None)


def pipelined(url: str) -> Iterator[tuple[str, Judge, Answer]]:
    """Send all requests before an answer is read; a server may end the connection instead."""
    address = urlsplit(url)
    asked = ((SITE, readable(SITE)), (STRANGER, closed), ("", closed)) * 2
    heads = [_head(address.netloc, "GET", origin) for origin, _ in asked]
    with socket.create_connection((address.hostname, address.port), TIMEOUT) as wire:
        wire.sendall("".join(heads).encode())
        with wire.makefile("rb") as stream:
            for place, (origin, judge) in enumerate(asked):
                answer = _next(stream)
                if answer is None:
                    return
                yield f"{place + 1} of those sent at once, from {origin!r}", judge, answer


def body_of_a_preflight(url: str) -> Iterator[tuple[str, Judge, Answer]]:
    """A preflight's body is no request: what comes after it is answered, or nothing is."""
    address = urlsplit(url)
    smuggled = _head(address.netloc, "GET", STRANGER)
    more = f"Access-Control-Request-Method: PUT\r\nContent-Length: {len(smuggled)}\r\n"
    first = _head(address.netloc, "OPTIONS", SITE, more) + smuggled
    with socket.create_connection((address.hostname, address.port), TIMEOUT) as wire:
        wire.sendall((first + _head(address.netloc, "GET", SITE)).encode())
        with wire.makefile("rb") as stream:
            for name, judge in (("itself", passes(SITE, "PUT")), ("then a GET", readable(SITE))):
                answer = _next(stream)
                if answer is None:
                    return
                yield f"a preflight with a body, {name}", judge, answer


def _head(host: str, method: str, origin: str, more: str = "") -> str:
    line = f"Origin: {origin}\r\n" if origin else ""
    return f"{method} /told/ HTTP/1.1\r\nHost: {host}\r\n{line}X-Answer: {TOLD}\r\n{more}\r\n"


def _next(stream: BinaryIO) -> Answer | None:
    """Read one answer with a length or chunks; nothing where the connection has ended."""
    status = stream.readline().split()
    if len(status) < _WORDS:
        return None
    fields = http.client.parse_headers(stream)
    body = b""
    if fields.get("Transfer-Encoding", "").lower() == "chunked":
        while size := int(stream.readline().split(b";")[0], 16):
            body += stream.read(size)
            stream.readline()
        stream.readline()
    else:
        body = stream.read(int(fields.get("Content-Length", "0")))
    return Answer(int(status[1]), Headers.of(fields.items()), body)


QUESTIONS: Final[tuple[Callable[[str], Iterator[tuple[str, Judge, Answer]]], ...]] = (
    one_connection,
    older_version,
    pipelined,
    body_of_a_preflight,
    large_bodies,
    paths,
)


def failures(url: str) -> list[Failure]:
    """Probe a running server that has strict.POLICY."""
    return [
        Failure(level, name, what)
        for question in QUESTIONS
        for name, judge, answer in question(url)
        for level, what in judge(answer)
    ]
