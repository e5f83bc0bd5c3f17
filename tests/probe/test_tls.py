"""TLS with a real nginx, and with servers that do it wrong."""

from __future__ import annotations

import contextlib
import socket
import ssl
import threading
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from corsac.core.messages import FailureKind, WireRequest
from corsac.probe.options import OptionError, ProbeOptions, Timeouts
from corsac.probe.resolve import Resolve
from corsac.probe.runner import Session
from corsac.probe.tls import make_context
from tests.probe.ask import answered, exchange, failure, response
from tests.servers.certificates import Authority, Certificate
from tests.servers.nginx import Nginx, nginx
from tests.servers.raw import Talk, raw_server

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

pytestmark = pytest.mark.servers

DAY = timedelta(days=1)


def block(name: str, certificate: Certificate, extra: str = "") -> str:
    return f"""
    server {{
        listen 127.0.0.1:@{name}@ ssl http2;
        ssl_certificate {certificate.cert};
        ssl_certificate_key {certificate.key};
        {extra}
        return 200 "over $server_protocol";
    }}"""


@pytest.fixture(scope="module")
def stranger(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return Authority(tmp_path_factory.mktemp("stranger"), "Nobody knows this authority")


@pytest.fixture(scope="module")
def server(authority: Authority, stranger: Authority) -> Iterator[Nginx]:
    good = authority.issue("localhost", "127.0.0.1", "a.example")
    blocks = [
        block("good", good),
        block("expired", authority.issue("127.0.0.1", starts=-3 * DAY, ends=-DAY)),
        block("future", authority.issue("127.0.0.1", starts=DAY, ends=2 * DAY)),
        block("wrong_name", authority.issue("b.example")),
        block("unknown", stranger.issue("127.0.0.1")),
        block("self_signed", authority.issue("127.0.0.1", self_signed=True)),
        block("refusing", good, "ssl_reject_handshake on;"),
        block("deaf", good, "ssl_protocols TLSv1.2; ssl_ciphers AES128-SHA;"),
        'server { listen 127.0.0.1:@plain@; return 200 "plain"; }',
    ]
    with nginx("\n".join(blocks)) as running:
        yield running


@pytest.fixture
def trust(authority: Authority) -> ProbeOptions:
    return ProbeOptions(cacert=str(authority.root))


def test_a_good_certificate_is_accepted_and_http2_chosen(
    server: Nginx, trust: ProbeOptions
) -> None:
    done = exchange(server.url("good", scheme="https"), trust)
    answer = response(server.url("good", scheme="https"), trust)
    assert (answer.version, answer.body) == ("HTTP/2", b"over HTTP/2.0")
    assert done.timing.tls is not None
    assert done.timing.tls > 0
    assert done.peer == f"127.0.0.1:{server.ports['good']}"


def test_http1_alone_is_offered_where_it_was_asked_for(server: Nginx, trust: ProbeOptions) -> None:
    answer = response(server.url("good", scheme="https"), replace(trust, http1=True))
    assert (answer.version, answer.body) == ("HTTP/1.1", b"over HTTP/1.1")


@pytest.mark.parametrize("host", ["a.example", "A.example", "a.example."])
def test_a_name_is_verified_and_not_only_an_address(
    server: Nginx, trust: ProbeOptions, host: str
) -> None:
    entry = Resolve(host.lower(), server.ports["good"], ("127.0.0.1",))
    options = replace(trust, resolve=(entry,))
    assert response(server.url("good", scheme="https", host=host), options).status == 200


@pytest.mark.parametrize(
    ("name", "kind", "detail"),
    [
        ("expired", FailureKind.TLS_EXPIRED, "certificate has expired"),
        ("future", FailureKind.TLS_NOT_YET_VALID, "certificate is not yet valid"),
        ("wrong_name", FailureKind.TLS_NAME, "not valid for '127.0.0.1'"),
        ("unknown", FailureKind.TLS_UNKNOWN_ISSUER, "unable to get local issuer certificate"),
        ("self_signed", FailureKind.TLS_SELF_SIGNED, "self-signed certificate"),
        ("refusing", FailureKind.TLS_OTHER, "TLS handshake failed: tlsv1 unrecognized name"),
        ("deaf", FailureKind.TLS_OTHER, "TLS handshake failed: sslv3 alert handshake failure"),
        ("plain", FailureKind.TLS_PLAIN_HTTP, "it speaks HTTP without TLS here: 'HTTP/1.1 400"),
    ],
)
def test_the_reason_of_a_failure_is_told(
    server: Nginx, trust: ProbeOptions, name: str, kind: FailureKind, detail: str
) -> None:
    done = exchange(server.url(name, scheme="https"), trust)
    assert done.answer == failure(server.url(name, scheme="https"), trust)
    answer = failure(server.url(name, scheme="https"), trust)
    assert answer.kind is kind
    assert detail in answer.detail
    assert done.timing.connect is not None
    assert done.timing.tls is None, "a handshake that failed took no time to succeed"


@pytest.mark.parametrize("name", ["expired", "future", "wrong_name", "unknown", "self_signed"])
def test_insecure_accepts_any_certificate(server: Nginx, name: str) -> None:
    answer = response(server.url(name, scheme="https"), ProbeOptions(insecure=True))
    assert answer.status == 200


def test_an_authority_of_ones_own_is_unknown_to_the_system(server: Nginx) -> None:
    answer = failure(server.url("good", scheme="https"))
    assert answer.kind is FailureKind.TLS_UNKNOWN_ISSUER


def test_plain_http_at_a_tls_port_gets_the_servers_own_words(server: Nginx) -> None:
    answer = response(server.url("good"))
    assert answer.status == 400
    assert b"plain HTTP request was sent to HTTPS port" in answer.body


def test_a_tls_server_without_such_words_is_known_by_its_alert() -> None:
    with raw_server(b"\x15\x03\x01\x00\x02\x02\x46") as server:
        answer = failure(server.url())
    assert answer.kind is FailureKind.MALFORMED
    assert "the URL should say https" in answer.detail


def test_a_server_that_wants_a_certificate_says_so_after_the_handshake(
    authority: Authority, trust: ProbeOptions
) -> None:
    context = authority.issue("127.0.0.1").server_context("http/1.1")
    context.verify_mode = ssl.CERT_REQUIRED
    context.load_verify_locations(authority.root)
    with raw_server(b"", tls=context) as server:
        answer = failure(server.url(), trust)
    assert answer.kind is FailureKind.TLS_OTHER
    assert answer.detail == "TLS ended: tlsv13 alert certificate required"


def test_a_connection_that_ends_without_farewell_ends_a_body(
    authority: Authority, trust: ProbeOptions
) -> None:
    def script(talk: Talk) -> None:
        talk.read_head()
        talk.send(b"HTTP/1.1 200 OK\r\n\r\nuntil close")
        talk.sock.shutdown(socket.SHUT_RDWR)

    with raw_server(script, tls=authority.issue("127.0.0.1").server_context()) as server:
        answer = response(server.url(), trust)
    assert (answer.body, answer.complete) == (b"until close", True)


def test_a_large_request_body_goes_through(authority: Authority, trust: ProbeOptions) -> None:
    body = bytes(range(256)) * 4096

    def script(talk: Talk) -> None:
        talk.read_head()
        talk.send(b"HTTP/1.1 200 OK\r\n\r\n" + (b"same" if talk.read(len(body)) == body else b"no"))

    with raw_server(script, tls=authority.issue("127.0.0.1").server_context()) as server:
        assert response(server.url(), trust, "POST", body).body == b"same"


def test_an_answer_that_comes_before_the_body_was_sent_counts(
    authority: Authority, trust: ProbeOptions
) -> None:
    def script(talk: Talk) -> None:
        talk.read_head()
        talk.send(b"HTTP/1.1 413 Too Large\r\nContent-Length: 2\r\n\r\nno")
        talk.server.until_stopped()

    with raw_server(script, tls=authority.issue("127.0.0.1").server_context()) as server:
        answer = response(server.url(), trust, "POST", b"x" * 20_000_000)
    assert (answer.status, answer.body) == (413, b"no")


class ByHand:
    """The server's end of TLS over a bare socket, so that records can be sent in pieces."""

    def __init__(self, talk: Talk, context: ssl.SSLContext) -> None:
        self.talk = talk
        self.incoming, self.outgoing = ssl.MemoryBIO(), ssl.MemoryBIO()
        self.tls = context.wrap_bio(self.incoming, self.outgoing, server_side=True)
        while True:
            try:
                self.tls.do_handshake()
            except ssl.SSLWantReadError:
                talk.send(self.outgoing.read())
                self.incoming.write(talk.sock.recv(65536))
            else:
                break

    def read(self) -> bytes:
        while True:
            try:
                return self.tls.read(65536)
            except ssl.SSLWantReadError:
                self.incoming.write(self.talk.sock.recv(65536))

    def record(self, data: bytes) -> bytes:
        self.tls.write(data)
        return self.outgoing.read()


def test_a_kept_connection_may_have_half_a_record_under_way(
    authority: Authority, trust: ProbeOptions
) -> None:
    context = authority.issue("127.0.0.1").server_context()
    ready = threading.Event()

    def script(talk: Talk) -> None:
        end = ByHand(talk, context)
        end.read()
        talk.send(end.record(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"))
        early = end.record(b"HTTP/1.1 204 No Content\r\n\r\n")
        talk.send(early[:7])
        ready.set()
        end.read()
        talk.send(early[7:])

    with raw_server(script) as server, Session(trust) as session:
        url = f"https://127.0.0.1:{server.port}/"
        assert answered(session.send(WireRequest("GET", url))).status == 200
        ready.wait(10)
        assert answered(session.send(WireRequest("GET", url))).status == 204
        assert server.connections == 1


@pytest.mark.parametrize("farewell", [True, False])
def test_a_kept_connection_that_ended_is_not_used(
    authority: Authority, trust: ProbeOptions, *, farewell: bool
) -> None:
    context = authority.issue("127.0.0.1").server_context()
    ended = threading.Event()

    def script(talk: Talk) -> None:
        end = ByHand(talk, context)
        end.read()
        talk.send(end.record(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"))
        if farewell:
            with contextlib.suppress(ssl.SSLWantReadError):
                end.tls.unwrap()
            talk.send(end.outgoing.read())
        else:
            talk.sock.shutdown(socket.SHUT_WR)
        ended.set()
        talk.server.until_stopped()

    with raw_server(script) as server, Session(trust) as session:
        url = f"https://127.0.0.1:{server.port}/"
        for _ in range(2):
            assert answered(session.send(WireRequest("GET", url))).status == 200
            ended.wait(10)
        assert server.connections == 2


def hang_up(talk: Talk) -> None:
    talk.sock.recv(65536)


def break_off(talk: Talk) -> None:
    talk.sock.recv(65536)
    talk.reset()


def talk_ssh(talk: Talk) -> None:
    talk.send(b"SSH-2.0-OpenSSH_9.2\r\n")
    talk.sock.recv(65536)


def page_without_head(talk: Talk) -> None:
    talk.sock.recv(65536)
    talk.send(b"<!DOCTYPE HTML>\n<h1>Bad request version</h1>")


def keep_silent(talk: Talk) -> None:
    talk.server.until_stopped()


@pytest.mark.parametrize(
    ("script", "kind", "detail"),
    [
        (hang_up, FailureKind.TLS_OTHER, "in the TLS handshake"),
        (break_off, FailureKind.TLS_OTHER, "in the TLS handshake"),
        (talk_ssh, FailureKind.TLS_OTHER, "TLS handshake failed: wrong version number"),
        (page_without_head, FailureKind.TLS_PLAIN_HTTP, "'<!DOCTYPE HTML>"),
        (keep_silent, FailureKind.TIMEOUT, "the TLS handshake was not done within 0.3 s"),
    ],
)
def test_what_is_no_tls_says_why(
    script: Callable[[Talk], None], kind: FailureKind, detail: str
) -> None:
    with raw_server(script) as server:
        url = f"https://127.0.0.1:{server.port}/"
        answer = failure(url, ProbeOptions(timeouts=Timeouts(tls=0.3)))
    assert answer.kind is kind
    assert detail in answer.detail


def test_a_host_that_no_certificate_can_name_is_told_so() -> None:
    host = "a" * 64 + ".example"
    with raw_server(b"") as server:
        options = ProbeOptions(resolve=(Resolve(host, server.port, ("127.0.0.1",)),))
        answer = failure(f"https://{host}:{server.port}/", options)
    assert answer.kind is FailureKind.TLS_NAME


def test_an_authority_that_can_not_be_read_is_told_at_once(tmp_path: Path) -> None:
    empty = tmp_path / "empty.pem"
    empty.write_text("not a certificate", "utf-8")
    for path, why in (
        (tmp_path / "none.pem", "no such file or directory"),
        (empty, "no certificate in PEM format in it"),
        (tmp_path, "is a directory"),
    ):
        with (
            pytest.raises(OptionError, match=f"--cacert {path}: {why}"),
            Session(ProbeOptions(cacert=str(path))),
        ):
            pass


def test_names_count_only_where_browsers_look_for_them() -> None:
    context = make_context(ProbeOptions(), ("http/1.1",))
    assert not context.hostname_checks_common_name
    assert context.minimum_version == ssl.TLSVersion.TLSv1_2
