"""Servers that mean harm get a clear answer, within the time-out, in bounded memory."""

from __future__ import annotations

import gzip
import resource
import time
import tracemalloc
from typing import TYPE_CHECKING

import pytest

from corsac.core.messages import Failure, FailureKind, WireRequest, WireResponse
from corsac.probe.options import ProbeOptions, Timeouts
from corsac.probe.runner import Session
from tests.probe.ask import answered, exchange, failure, response
from tests.servers.raw import Talk, raw_server

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.servers.certificates import Authority

pytestmark = pytest.mark.servers

OK = b"HTTP/1.1 200 OK\r\n"
BLOCK = 64 * 1024
OPTIONS = ProbeOptions(timeouts=Timeouts(first_byte=20, between=20, body=0.5, total=30))


def endless(start: bytes, block: bytes) -> Callable[[Talk], None]:
    """Send `start`, then `block` as fast as it is taken, for as long as it is."""

    def script(talk: Talk) -> None:
        talk.read_head()
        talk.send(start)
        while not talk.server.stopped.is_set():
            talk.send(block)

    return script


ENDLESS = {
    "header lines": endless(OK, b"a: b\r\n" * (BLOCK // 6)),
    "one header line": endless(OK + b"a: ", b"b" * BLOCK),
    "empty header lines": endless(OK, b"a:\r\n" * (BLOCK // 4)),
    "folded lines": endless(OK + b"a: b\r\n", b" b\r\n" * (BLOCK // 4)),
    "a status line": endless(b"HTTP/1.1 200 ", b"O" * BLOCK),
    "informational responses": endless(b"", b"HTTP/1.1 100 Continue\r\n\r\n" * (BLOCK // 25)),
    "nothing but line ends": endless(b"", b"\r\n" * (BLOCK // 2)),
    "zeros": endless(b"", bytes(BLOCK)),
}
ENDLESS_BODIES = {
    "a body": endless(OK + b"\r\n", b"x" * BLOCK),
    "a long body": endless(OK + b"Content-Length: 999999999999\r\n\r\n", b"x" * BLOCK),
    "large chunks": endless(
        OK + b"Transfer-Encoding: chunked\r\n\r\nfffffffffffffff\r\n", b"x" * BLOCK
    ),
    "small chunks": endless(
        OK + b"Transfer-Encoding: chunked\r\n\r\n", b"1\r\nx\r\n" * (BLOCK // 6)
    ),
    "trailers": endless(
        OK + b"Transfer-Encoding: chunked\r\n\r\n0\r\n", b"a: b\r\n" * (BLOCK // 6)
    ),
    "a chunk's extension": endless(OK + b"Transfer-Encoding: chunked\r\n\r\n1;", b"x" * BLOCK),
    "a bomb": endless(
        OK + b"Content-Encoding: gzip\r\n\r\n" + gzip.compress(bytes(20_000_000)), b"x" * BLOCK
    ),
}


@pytest.mark.parametrize("what", ENDLESS)
def test_what_never_ends_before_the_body_is_a_failure(what: str) -> None:
    with raw_server(ENDLESS[what]) as server:
        answer = failure(server.url(), OPTIONS)
    assert answer.kind in {FailureKind.TOO_LARGE, FailureKind.MALFORMED}


@pytest.mark.parametrize("what", ENDLESS_BODIES)
def test_what_never_ends_in_the_body_leaves_the_head(what: str) -> None:
    with raw_server(ENDLESS_BODIES[what]) as server:
        answer = response(server.url(), OPTIONS)
    assert answer.status == 200
    assert not answer.complete
    assert len(answer.body) <= OPTIONS.limits.body_bytes


@pytest.mark.parametrize("what", [*ENDLESS, *ENDLESS_BODIES])
def test_memory_stays_bounded(what: str) -> None:
    script = {**ENDLESS, **ENDLESS_BODIES}[what]
    with raw_server(script) as server:
        exchange(server.url(), OPTIONS)  # imports and caches are not under test
        tracemalloc.start()
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        exchange(server.url(), OPTIONS)
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    assert peak < 2 * 1024 * 1024, "the server's thread is counted in"
    assert grown < 8 * 1024, "in KiB: what the whole process grew by"


def test_64_kb_of_commas_are_a_value_like_any_other() -> None:
    commas = b"," * BLOCK
    wire = OK + b"Access-Control-Allow-Headers: " + commas + b"\r\nContent-Length: 0\r\n\r\n"
    with raw_server(wire) as server:
        answer = response(server.url(), OPTIONS)
    assert answer.headers.get("access-control-allow-headers") == commas.decode()


def test_ten_thousand_header_lines_are_read_in_no_time() -> None:
    wire = OK + b"a: b\r\n" * 10_000 + b"Content-Length: 0\r\n\r\n"
    began = time.monotonic()
    with raw_server(wire) as server:
        answer = exchange(server.url(), OPTIONS).answer
    assert isinstance(answer, Failure)
    assert answer == Failure(FailureKind.TOO_LARGE, "more than 10000 header lines")
    assert time.monotonic() - began < 10, "it takes some 20 ms on a machine that is free"


@pytest.mark.parametrize(
    ("wire", "kind"),
    [
        (b"\0" * 100, FailureKind.MALFORMED),
        (b"\xff\xfe" * 50, FailureKind.MALFORMED),
        (b"garbage\r\n\r\n", FailureKind.MALFORMED),
        (b"HTTP/1.1\r\n\r\n", FailureKind.MALFORMED),
        (b"HTTP/1.1 99999 Huge\r\n\r\n", FailureKind.MALFORMED),
        (OK + b"A: \0\r\n\r\n", FailureKind.MALFORMED),
        (OK + b"\0: a\r\n\r\n", FailureKind.MALFORMED),
        (OK + b"Content-Length: 5\r\nContent-Length: 6\r\n\r\nhello", FailureKind.MALFORMED),
        (b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: h2c\r\n\r\n", FailureKind.MALFORMED),
        (b"H", FailureKind.MALFORMED),
        (b"HTTP/1.1 200 OK", FailureKind.CLOSED),
    ],
)
def test_garbage_is_named(wire: bytes, kind: FailureKind) -> None:
    with raw_server(wire) as server:
        answer = failure(server.url(), OPTIONS)
    assert answer.kind is kind
    assert answer.detail
    assert answer.detail.isprintable()


@pytest.mark.parametrize(
    ("wire", "body", "fault"),
    [
        (OK + b"Content-Length: -1\r\n\r\nabc", b"abc", None),
        (OK + b"Content-Length: 0x10\r\n\r\nabc", b"abc", None),
        (OK + b"Content-Length: 10\r\n\r\nabc", b"abc", FailureKind.CLOSED),
        (OK + b"no colon here\r\n\r\nabc", b"abc", None),
        (OK + b"Transfer-Encoding: chunked\r\n\r\n-1\r\n", b"", FailureKind.MALFORMED),
        (
            OK + b"Transfer-Encoding: chunked\r\n\r\n" + b"f" * 100 + b"\r\n",
            b"",
            FailureKind.MALFORMED,
        ),
        (OK + b"Transfer-Encoding: chunked\r\n\r\n5\r\nab", b"ab", FailureKind.CLOSED),
        (OK + b"Content-Encoding: gzip\r\nContent-Length: 3\r\n\r\nabc", b"abc", None),
    ],
)
def test_a_wrong_body_keeps_its_head(wire: bytes, body: bytes, fault: FailureKind | None) -> None:
    with raw_server(wire) as server:
        answer = response(server.url(), OPTIONS)
    assert answer.body == body
    assert (answer.fault.kind if answer.fault else None) is fault


def test_a_header_without_a_colon_is_shown_and_not_honoured() -> None:
    with raw_server(OK + b"Access-Control-Allow-Origin *\r\n\r\n") as server:
        answer = exchange(server.url(), OPTIONS).answer
    assert isinstance(answer, WireResponse)
    assert answer.headers.get("access-control-allow-origin") is None
    assert answer.headers.lines == (("Access-Control-Allow-Origin *", ""),)


def frame(kind: int, flags: int, stream: int, payload: bytes) -> bytes:
    """An HTTP/2 frame."""
    head = len(payload).to_bytes(3, "big") + bytes([kind, flags]) + stream.to_bytes(4, "big")
    return head + payload


DATA, HEADERS, SETTINGS, PING, WINDOW_UPDATE, CONTINUATION = 0, 1, 4, 6, 8, 9
END_STREAM, END_HEADERS = 1, 4
HELLO = frame(SETTINGS, 0, 0, b"")
STATUS_200 = b"\x88"
# A header of 4,000 bytes that goes into the dynamic table, and then 4,000 times one byte for it.
BOMB = b"\x40\x01a\x7f\xa1\x1e" + b"b" * 4000 + b"\xbe" * 4000

ENDLESS_FRAMES = {
    "pings": (frame(PING, 0, 0, bytes(8)) * 3000, FailureKind.TIMEOUT),
    "settings": (frame(SETTINGS, 0, 0, b"\0\x03\0\0\0\x64") * 3000, FailureKind.TIMEOUT),
    "window updates": (frame(WINDOW_UPDATE, 0, 0, b"\0\0\0\x01") * 3000, FailureKind.TIMEOUT),
    "informational responses": (
        frame(HEADERS, END_HEADERS, 1, b"\x48\x03100") * 3000,
        FailureKind.TIMEOUT,
    ),
    "continuations": (
        frame(HEADERS, 0, 1, STATUS_200) + frame(CONTINUATION, 0, 1, b"\0\x01a\x01b") * 3000,
        FailureKind.MALFORMED,
    ),
    "a bomb of headers": (
        frame(HEADERS, END_HEADERS, 1, STATUS_200 + BOMB),
        FailureKind.TOO_LARGE,
    ),
    "a large frame": (frame(DATA, 0, 1, bytes(2**20)), FailureKind.MALFORMED),
    "zeros": (bytes(BLOCK), FailureKind.MALFORMED),
    "HTTP/1": (OK + b"\r\n", FailureKind.MALFORMED),
}


@pytest.mark.parametrize("what", ENDLESS_FRAMES)
def test_endless_frames_are_a_failure_in_bounded_memory(what: str, authority: Authority) -> None:
    block, kind = ENDLESS_FRAMES[what]

    def script(talk: Talk) -> None:
        talk.sock.recv(65536)
        talk.send(HELLO)
        while not talk.server.stopped.is_set():
            talk.send(block)

    patience = Timeouts(first_byte=0.5, between=0.5, body=0.5, total=1)
    options = ProbeOptions(cacert=str(authority.root), timeouts=patience)
    context = authority.issue("127.0.0.1").server_context("h2")
    with raw_server(script, tls=context) as server:
        exchange(server.url(), options)
        tracemalloc.start()
        answer = failure(server.url(), options)
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
    assert answer.kind is kind
    assert peak < 4 * 1024 * 1024, "the server's thread is counted in"


def test_an_endless_body_over_http2_is_cut(authority: Authority) -> None:
    def script(talk: Talk) -> None:
        talk.sock.recv(65536)
        talk.send(HELLO + frame(HEADERS, END_HEADERS, 1, STATUS_200))
        while not talk.server.stopped.is_set():
            talk.send(frame(DATA, 0, 1, b"x" * 16_000))

    options = ProbeOptions(cacert=str(authority.root))
    context = authority.issue("127.0.0.1").server_context("h2")
    with raw_server(script, tls=context) as server:
        answer = response(server.url(), options)
    assert (answer.status, answer.version, answer.complete) == (200, "HTTP/2", False)
    assert 0 < len(answer.body) <= options.limits.body_bytes


def test_a_kept_connection_that_never_stops_talking_is_left_behind(authority: Authority) -> None:
    def script(talk: Talk) -> None:
        talk.sock.recv(65536)
        talk.send(HELLO + frame(HEADERS, END_HEADERS | END_STREAM, 1, STATUS_200))
        while not talk.server.stopped.is_set():
            talk.send(frame(PING, 0, 0, bytes(8)) * 3000)

    options = ProbeOptions(cacert=str(authority.root))
    context = authority.issue("127.0.0.1").server_context("h2")
    with raw_server(script, tls=context) as server, Session(options) as session:
        for _ in range(2):
            assert answered(session.send(WireRequest("GET", server.url()))).status == 200
        assert server.connections == 2
