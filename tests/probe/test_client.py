"""The client against real servers: what goes out, what comes back, which connection carries it."""

from __future__ import annotations

import asyncio
import base64
import hashlib
import threading
import time
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from corsac.core.headers import Headers
from corsac.core.messages import Failure, FailureKind, WireRequest, WireResponse
from corsac.probe.client import Client
from corsac.probe.options import DEFAULT_USER_AGENT, Limits, ProbeOptions, Timeouts
from corsac.probe.runner import Session
from tests.probe.ask import answered, exchange, failed, failure, response
from tests.servers.nginx import Nginx, nginx
from tests.servers.raw import Talk, raw_server

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.servers.certificates import Authority

pytestmark = pytest.mark.servers

EMPTY = b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"


def get(url: str, method: str = "GET", body: bytes | None = None) -> WireRequest:
    return WireRequest(method, url, body=body)


@pytest.fixture(scope="module")
def server(authority: Authority) -> Iterator[Nginx]:
    pair = authority.issue("localhost", "127.0.0.1", "::1")
    config = f"""
    server {{
        listen 127.0.0.1:@http@;
        listen [::1]:@http@;
        listen 127.0.0.1:@https@ ssl http2;
        listen [::1]:@https@ ssl http2;
        ssl_certificate {pair.cert};
        ssl_certificate_key {pair.key};
        http2_max_concurrent_streams 8;
        default_type text/plain;
        location /connection {{ return 200 "$connection $connection_requests"; }}
        location /headers {{
            add_header Access-Control-Allow-Origin "https://page.example" always;
            add_header Vary Origin always;
            add_header X-Twice one always;
            add_header X-Twice two always;
            return 404 "none";
        }}
        location /echo {{
            return 200 "$request_method $content_length $http_origin $http_user_agent";
        }}
        location /moved {{ return 302 http://elsewhere.example/; }}
        location /closing {{ keepalive_timeout 0; return 200 "$connection"; }}
        location /gzip {{
            gzip on; gzip_min_length 1; gzip_types text/plain;
            return 200 "{"packed " * 50}";
        }}
        location /length {{ client_max_body_size 1k; proxy_pass http://127.0.0.1:@http@/echo; }}
    }}"""
    with nginx(config) as running:
        yield running


@pytest.fixture
def trust(authority: Authority) -> ProbeOptions:
    return ProbeOptions(cacert=str(authority.root))


SCHEMES = [("http", "HTTP/1.1"), ("https", "HTTP/2")]


@pytest.mark.parametrize(("scheme", "version"), SCHEMES)
def test_nginx_answers(server: Nginx, trust: ProbeOptions, scheme: str, version: str) -> None:
    done = exchange(server.url(scheme, "/headers", scheme=scheme), trust)
    answer = answered(done)
    assert (answer.version, answer.status, answer.body) == (version, 404, b"none")
    assert answer.headers.get("Access-Control-Allow-Origin") == "https://page.example"
    assert answer.headers.all("x-twice") == ("one", "two")
    names = [name for name, _ in answer.headers]
    assert ("Access-Control-Allow-Origin" in names) is (scheme == "http")
    assert answer.complete
    timing = done.timing
    assert timing.dns is None
    assert timing.connect is not None
    assert timing.first_byte is not None
    assert (timing.tls is not None) is (scheme == "https")


@pytest.mark.parametrize(("scheme", "version"), SCHEMES)
@pytest.mark.parametrize("method", ["HEAD", "OPTIONS", "DELETE", "PATCH"])
def test_any_method_is_sent(
    server: Nginx, trust: ProbeOptions, scheme: str, version: str, method: str
) -> None:
    answer = response(server.url(scheme, "/echo", scheme=scheme), trust, method)
    assert answer.version == version
    expected = f"{method}  https://page.example {DEFAULT_USER_AGENT}".encode()
    assert answer.body == (b"" if method == "HEAD" else expected)


@pytest.mark.parametrize(("scheme", "version"), SCHEMES)
def test_a_body_is_sent_with_its_length(
    server: Nginx, trust: ProbeOptions, scheme: str, version: str
) -> None:
    options = replace(trust, user_agent="Engine/1")
    answer = response(server.url(scheme, "/echo", scheme=scheme), options, "PUT", b"x" * 300)
    assert answer.version == version
    assert answer.body == b"PUT 300 https://page.example Engine/1"


@pytest.mark.parametrize(("scheme", "version"), SCHEMES)
def test_a_body_that_is_refused_has_the_servers_answer(
    server: Nginx, trust: ProbeOptions, scheme: str, version: str
) -> None:
    url = server.url(scheme, "/length", scheme=scheme)
    answer = response(url, trust, "POST", b"x" * 3_000_000)
    assert (answer.version, answer.status) == (version, 413)


@pytest.mark.parametrize(("scheme", "version"), SCHEMES)
def test_a_redirect_is_not_followed(
    server: Nginx, trust: ProbeOptions, scheme: str, version: str
) -> None:
    answer = response(server.url(scheme, "/moved", scheme=scheme), trust)
    assert (answer.version, answer.status) == (version, 302)
    assert answer.headers.get("location") == "http://elsewhere.example/"


@pytest.mark.parametrize(("scheme", "version"), SCHEMES)
def test_a_packed_body_is_unpacked(
    server: Nginx, trust: ProbeOptions, scheme: str, version: str
) -> None:
    answer = response(server.url(scheme, "/gzip", scheme=scheme), trust)
    assert answer.version == version
    assert answer.headers.get("content-encoding") == "gzip"
    assert answer.body == b"packed " * 50


@pytest.mark.parametrize(("scheme", "version"), SCHEMES)
def test_ipv6_is_spoken(server: Nginx, trust: ProbeOptions, scheme: str, version: str) -> None:
    done = exchange(server.url(scheme, "/echo", scheme=scheme, host="[::1]"), trust)
    assert answered(done).version == version
    assert done.peer == f"[::1]:{server.ports[scheme]}"


def test_localhost_is_tried_over_ipv6_first(server: Nginx) -> None:
    done = exchange(server.url("http", host="localhost"))
    assert done.peer == f"[::1]:{server.ports['http']}"


@pytest.mark.parametrize(("scheme", "version"), SCHEMES)
def test_a_connection_is_kept_within_a_session(
    server: Nginx, trust: ProbeOptions, scheme: str, version: str
) -> None:
    url = server.url(scheme, "/connection", scheme=scheme)
    with Session(trust) as session:
        first, second, third = (session.send(get(url)) for _ in range(3))
    bodies = [answered(each).body.split() for each in (first, second, third)]
    assert answered(first).version == version
    assert len({connection for connection, _ in bodies}) == 1
    assert [int(count) for _, count in bodies] == [1, 2, 3]
    assert first.timing.connect is not None
    assert (second.timing.connect, second.timing.tls) == (None, None)
    assert second.peer == first.peer


def test_over_http2_every_method_shares_the_connection(server: Nginx, trust: ProbeOptions) -> None:
    url = server.url("https", "/connection", scheme="https")
    with Session(trust) as session:
        answers = [session.send(get(url, method)) for method in ("OPTIONS", "PUT", "POST")]
    assert len({answered(each).body.split()[0] for each in answers}) == 1


def test_over_http1_what_is_not_safe_to_repeat_gets_a_fresh_connection(server: Nginx) -> None:
    url = server.url("http", "/connection")
    with Session() as session:
        bodies = [
            answered(session.send(get(url, method))).body.split()[0]
            for method in ("OPTIONS", "PUT", "GET")
        ]
    assert bodies[0] != bodies[1]
    assert bodies[2] in bodies[:2], "and the kept one is still there for the next"


def test_a_connection_that_the_server_closes_is_not_kept(server: Nginx) -> None:
    url = server.url("http", "/closing")
    with Session() as session:
        first, second = (answered(session.send(get(url))) for _ in range(2))
    assert first.headers.get("connection") == "close"
    assert first.body != second.body


@pytest.mark.parametrize(("scheme", "version"), SCHEMES)
def test_requests_may_go_out_at_once(
    server: Nginx, trust: ProbeOptions, scheme: str, version: str
) -> None:
    url = server.url(scheme, "/connection", scheme=scheme)

    async def scenario() -> list[WireResponse]:
        async with Client(trust) as client:
            done = await asyncio.gather(*(client.send(get(url)) for _ in range(5)))
            return [answered(each) for each in done]

    answers = asyncio.run(scenario())
    assert {each.version for each in answers} == {version}
    assert len({each.body.split()[0] for each in answers}) == 5


def keeping(*answers: bytes | None) -> Callable[[Talk], None]:
    """Answer the n-th request of a connection with the n-th answer; None closes it instead."""

    def script(talk: Talk) -> None:
        for answer in answers:
            if not talk.read_head() or answer is None:
                return
            talk.send(answer)
        talk.server.until_stopped()

    return script


def test_what_goes_out_is_what_a_browser_would_send() -> None:
    lines = (("Accept", "*/*"), ("Origin", "https://page.example"), ("X-A", "\xe9"))
    with raw_server(EMPTY) as server:
        with Session() as session:
            session.send(WireRequest("OPTIONS", server.url("/a?b"), Headers(lines)))
        assert server.requests == [
            (
                f"OPTIONS /a?b HTTP/1.1\r\nHost: 127.0.0.1:{server.port}\r\n"
                f"Connection: keep-alive\r\nUser-Agent: {DEFAULT_USER_AGENT}\r\n"
                "Accept: */*\r\nOrigin: https://page.example\r\nX-A: \xe9\r\n"
                "Accept-Encoding: gzip, deflate\r\n\r\n"
            ).encode("latin-1")
        ]


def test_a_kept_connection_that_was_closed_is_replaced_before_it_is_used() -> None:
    with raw_server(EMPTY) as server, Session() as session:
        answered(session.send(get(server.url())))
        time.sleep(0.1)
        answered(session.send(get(server.url())))
        assert server.connections == 2
        assert len(server.requests) == 2


def test_a_safe_request_goes_out_again_where_the_kept_connection_fails_it() -> None:
    with raw_server(keeping(EMPTY, None)) as server, Session() as session:
        first = session.send(get(server.url()))
        second = session.send(get(server.url()))
    assert answered(first) == answered(second)
    assert second.timing.connect is not None
    assert (server.connections, len(server.requests)) == (2, 3)


def test_on_a_fresh_connection_nothing_is_sent_twice() -> None:
    with raw_server(keeping(None)) as server, Session() as session:
        assert failed(session.send(get(server.url()))).kind is FailureKind.CLOSED
        assert (server.connections, len(server.requests)) == (1, 1)


def test_an_answer_that_breaks_is_not_asked_for_again() -> None:
    with raw_server(keeping(EMPTY, b"HTTP/1.1 200 OK\r\nA: ")) as server:
        options = ProbeOptions(timeouts=Timeouts(between=0.2))
        with Session(options) as session:
            answered(session.send(get(server.url())))
            assert failed(session.send(get(server.url()))).kind is FailureKind.TIMEOUT
        assert (server.connections, len(server.requests)) == (1, 2)


def test_words_that_nobody_asked_for_spoil_a_kept_connection() -> None:
    go_on, said = threading.Event(), threading.Event()

    def script(talk: Talk) -> None:
        talk.read_head()
        talk.send(EMPTY)
        go_on.wait(10)
        talk.send(b"HTTP/1.1 408 Request Timeout\r\n\r\n")
        said.set()
        talk.server.until_stopped()

    with raw_server(script) as server, Session() as session:
        answered(session.send(get(server.url())))
        go_on.set()
        said.wait(10)
        assert answered(session.send(get(server.url()))).status == 200
        assert server.connections == 2


def test_a_body_larger_than_the_limit_is_cut_and_the_connection_closed() -> None:
    wire = b"HTTP/1.1 200 OK\r\nContent-Length: 11\r\n\r\nhello world"
    options = ProbeOptions(limits=Limits(body_bytes=5))
    with raw_server(keeping(wire, wire)) as server, Session(options) as session:
        first, second = (answered(session.send(get(server.url()))) for _ in range(2))
        assert (first.body, first.complete) == (b"hello", False)
        assert first == second
        assert server.connections == 2


@pytest.mark.parametrize(
    ("url", "method", "lines"),
    [
        ("http://127.0.0.1/a b", "GET", ()),
        ("ftp://127.0.0.1/", "GET", ()),
        ("http://127.0.0.1/", "GE T", ()),
        ("http://127.0.0.1/", "GET", (("A", "b\r\nC: d"),)),
    ],
)
def test_what_can_not_be_written_is_the_callers_mistake(
    url: str, method: str, lines: tuple[tuple[str, str], ...]
) -> None:
    with Session() as session, pytest.raises(ValueError):  # noqa: PT011 -- each has its own words
        session.send(WireRequest(method, url, Headers(lines)))


def test_an_exchange_has_the_request_as_it_was_given() -> None:
    request = get("ws://127.0.0.1:1/")
    with Session() as session:
        done = session.send(request)
    assert done.request == request
    assert failed(done).kind is FailureKind.REFUSED
    assert done.peer is None


def accepting(talk: Talk) -> None:
    """Open a WebSocket as a server does."""
    head = talk.read_head().decode("latin-1").lower()
    key = next(
        line.split(": ")[1]
        for line in talk.server.requests[0].decode("latin-1").split("\r\n")
        if line.lower().startswith("sec-websocket-key")
    )
    assert "connection: upgrade" in head
    guid = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"
    accept = base64.b64encode(hashlib.sha1((key + guid).encode()).digest()).decode()  # noqa: S324 -- rfc6455
    talk.send(
        b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        + f"Sec-WebSocket-Accept: {accept}\r\n\r\n".encode()
    )
    talk.server.requests.append(talk.read(8))


@pytest.mark.parametrize("secure", [False, True])
def test_a_websocket_is_opened_and_closed(
    authority: Authority, trust: ProbeOptions, *, secure: bool
) -> None:
    context = authority.issue("127.0.0.1").server_context("h2", "http/1.1") if secure else None
    with raw_server(accepting, tls=context) as server:
        answer = response(server.url().replace("http", "ws", 1), trust)
    head, farewell = server.requests
    assert answer.status == 101
    assert b"\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n" in head
    assert b"Origin: https://page.example" in head
    assert farewell[:2] == b"\x88\x82", "a masked close frame"


def test_a_websocket_that_is_refused_has_its_answer() -> None:
    with raw_server(b"HTTP/1.1 403 Forbidden\r\nContent-Length: 2\r\n\r\nno") as server:
        answer = response(server.url().replace("http", "ws", 1))
    assert (answer.status, answer.body) == (403, b"no")


def test_a_websocket_with_a_wrong_key_is_malformed() -> None:
    wire = (
        b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        b"Sec-WebSocket-Accept: x\r\n\r\n"
    )
    with raw_server(wire) as server:
        answer = failure(server.url().replace("http", "ws", 1))
    assert answer == Failure(
        FailureKind.MALFORMED,
        "101 Switching Protocols, but Sec-WebSocket-Accept is wrong in the handshake",
    )
