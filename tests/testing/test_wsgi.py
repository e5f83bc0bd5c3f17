"""A WSGI application as a server."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from corsac.core.headers import Headers
from corsac.core.messages import Failure, WireRequest, WireResponse
from corsac.testing.server import BODY_LIMIT
from corsac.testing.wsgi import WsgiServer, environ_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from corsac.core.messages import Answer
    from corsac.middleware.wsgi_types import App, Environ, StartResponse


def get(app: App, method: str = "GET") -> tuple[Answer, WsgiServer]:
    server = WsgiServer(app)
    answer = server.send(WireRequest(method, "https://api.example/"))
    server.close()
    return answer, server


def test_the_environment_is_what_pep_3333_says() -> None:
    lines = Headers.of([("X-A", "1"), ("X-A", "2"), ("Content-Type", "text/plain")])
    request = WireRequest("PUT", "https://api.example:8443/%C3%BC?q=1", lines, b"body")
    environ = environ_of(request)
    assert environ["PATH_INFO"].encode("latin-1").decode() == "/ü"
    assert (environ["QUERY_STRING"], environ["SERVER_PORT"]) == ("q=1", "8443")
    assert (environ["HTTP_X_A"], environ["CONTENT_TYPE"]) == ("1,2", "text/plain")
    assert environ["HTTP_HOST"] == "api.example:8443"
    assert isinstance(environ["wsgi.input"], io.BytesIO)
    assert environ["CONTENT_LENGTH"] == "4"
    assert environ_of(WireRequest("GET", "http://api.example"))["SERVER_PORT"] == "80"


def test_a_body_is_closed_even_when_it_fails() -> None:
    closed: list[bool] = []

    def app(_environ: Environ, start_response: StartResponse) -> Iterator[bytes]:
        start_response("200 OK", [])
        try:
            yield b"half"
            raise LookupError
        finally:
            closed.append(True)

    answer, server = get(app)
    assert isinstance(answer, WireResponse)
    assert (answer.body, answer.complete, closed) == (b"half", False, [True])
    assert [type(error) for error in server.errors] == [LookupError]


def test_an_endless_body_is_cut_off() -> None:
    def app(_environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        start_response("200 OK", [])
        return iter(lambda: b"x" * 2**20, b"")

    answer, _ = get(app)
    assert isinstance(answer, WireResponse)
    assert not answer.complete
    assert len(answer.body) > BODY_LIMIT


def test_an_application_that_breaks_the_rules_is_told() -> None:
    def early(_environ: Environ, _start_response: StartResponse) -> list[bytes]:
        return [b"too early"]

    def twice(_environ: Environ, start_response: StartResponse) -> list[bytes]:
        start_response("200 OK", [])
        start_response("200 OK", [])
        return []

    def never(_environ: Environ, _start_response: StartResponse) -> list[bytes]:
        return []

    for app in (early, twice):
        answer, server = get(app)
        assert isinstance(answer, WireResponse)
        assert (answer.status, len(server.errors)) == (500, 1)
    assert isinstance(get(never)[0], Failure)


def test_an_error_may_replace_what_was_not_sent_and_nothing_else() -> None:
    def app(_environ: Environ, start_response: StartResponse) -> list[bytes]:
        write = start_response("200 OK", [])
        error = LookupError()
        start_response("503 Busy", [], (LookupError, error, None))
        write(b"sent")
        start_response("500 No", [], (LookupError, error, None))
        return []

    answer, server = get(app)
    assert isinstance(answer, WireResponse)
    assert (answer.status, answer.body, len(server.errors)) == (503, b"sent", 1)


def test_a_head_has_no_body() -> None:
    def app(_environ: Environ, start_response: StartResponse) -> list[bytes]:
        start_response("200 OK", [])
        return [b"body"]

    answer, _ = get(app, "HEAD")
    assert isinstance(answer, WireResponse)
    assert answer.body == b""
