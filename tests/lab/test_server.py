"""The lab's servers, asked over real sockets."""

from __future__ import annotations

import http.client
import json
import socket
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest

from corsac.lab.case import Answers, LabCase, answer
from corsac.lab.cases import CASES, find_case
from corsac.lab.server import Lab

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.servers


@pytest.fixture(scope="module")
def lab() -> Iterator[Lab]:
    with Lab() as running:
        yield running


def case_named(name: str) -> LabCase:
    case = find_case(name)
    assert case is not None
    return case


def ask(
    url: str, method: str = "GET", headers: dict[str, str] | None = None, body: str | None = None
) -> tuple[int, dict[str, str], bytes]:
    parts = urlsplit(url)
    target = f"{parts.path}?{parts.query}".removesuffix("?")
    connection = http.client.HTTPConnection("127.0.0.1", parts.port, timeout=5)
    try:
        connection.request(method, target, body, headers or {})
        response = connection.getresponse()
        return response.status, dict(response.getheaders()), response.read()
    finally:
        connection.close()


def preflight(origin: str) -> dict[str, str]:
    return {"Origin": origin, "Access-Control-Request-Method": "PUT"}


def test_a_preflight_and_a_request_are_answered_each_in_its_way(lab: Lab) -> None:
    url = lab.url(case_named("preflight-405"))
    assert ask(url, "OPTIONS", preflight(lab.origin))[0] == 405
    status, headers, body = ask(url)
    assert (status, headers["Access-Control-Allow-Origin"]) == (200, lab.origin)
    assert json.loads(body) == [{"id": 1}]


def test_an_options_that_is_no_preflight_is_an_ordinary_request(lab: Lab) -> None:
    assert ask(lab.url(case_named("preflight-405")), "OPTIONS")[0] == 200


def test_head_has_the_same_headers_and_no_body(lab: Lab) -> None:
    status, headers, body = ask(lab.url(CASES[0]), "HEAD")
    assert (status, headers["Content-Length"], body) == (200, "11", b"")


def test_a_port_where_nobody_listens_refuses(lab: Lab) -> None:
    with pytest.raises(ConnectionRefusedError):
        ask(lab.url(case_named("refused")))


def test_a_server_that_hangs_up_says_nothing(lab: Lab) -> None:
    with pytest.raises((http.client.RemoteDisconnected, ConnectionResetError)):
        ask(lab.url(case_named("hangs-up")))


def test_the_redirect_leads_to_the_server_that_is_right(lab: Lab) -> None:
    _, headers, _ = ask(lab.url(case_named("redirect-elsewhere")))
    assert headers["Location"] == lab.url(CASES[0])


def test_a_mended_case_answers_anew(lab: Lab) -> None:
    case = case_named("no-cors")
    lab.mend(case, Answers(answer("204 No Content"), answer("200 OK", "X-Mended: {port}")))
    assert ask(lab.url(case))[1]["X-Mended"] == lab.origin.rpartition(":")[2]


def test_the_index_lists_every_case_with_its_command(lab: Lab) -> None:
    status, headers, body = ask(f"{lab.origin}/")
    page = body.decode()
    assert (status, headers["Content-Type"]) == (200, "text/html; charset=utf-8")
    assert all(f"<td>{case.name}<td>" in page for case in lab.cases)
    assert "const RUN = []" in page


def test_the_index_runs_the_cases_it_is_asked_for_and_takes_the_report(lab: Lab) -> None:
    page = ask(f"{lab.origin}/?run=no-cors,nonsense")[2].decode()
    assert 'const RUN = ["no-cors"]' in page
    assert ask(f"{lab.origin}/report", "POST", body="[]")[0] == 204
    assert lab.reported.is_set()
    assert lab.reports.pop() == b"[]"


@pytest.mark.parametrize(
    "garbage",
    [b"\x16\x03\x01\x00", b"nonsense\r\n\r\n", b"GET / HTTP/1.1\r\nContent-Length: x\r\n\r\n"],
)
def test_what_is_no_http_is_a_bad_request(lab: Lab, garbage: bytes) -> None:
    port = urlsplit(lab.url(CASES[0])).port
    for target in (port, urlsplit(lab.origin).port):
        with socket.create_connection(("127.0.0.1", target), timeout=5) as connection:
            connection.sendall(garbage)
            assert connection.recv(4096).startswith(b"HTTP/1.1 400 ")


def test_a_taken_port_is_named() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
        with pytest.raises(OSError, match=f"port {port} on 127.0.0.1 is taken"):
            Lab(port)
