"""The scripted server."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from corsac.browser.profiles import find_profile
from corsac.browser.scenario.script import Label, Script, Scripted
from corsac.browser.scenario.server import NOT_FOUND, ScriptedServer, reachable
from corsac.browser.url import parse_url
from corsac.core.headers import Headers
from corsac.core.messages import Failure, FailureKind, WireRequest, WireResponse

if TYPE_CHECKING:
    from corsac.core.messages import Answer

URL = "http://b.test/c1/0"


def ask(
    server: ScriptedServer, method: str = "GET", url: str = URL, *, pre: bool = False
) -> Answer:
    parsed = parse_url(url)
    assert parsed is not None
    headers = Headers((("Access-Control-Request-Method", "PUT"),)) if pre else Headers()
    return server.answer(WireRequest(method, url, headers), parsed)


def server(*answers: Scripted | None, engine: str = "standard") -> ScriptedServer:
    label = Label(preflight=(Scripted(204),), actual=answers)
    return ScriptedServer(Script({"0": label}), find_profile(engine))


def test_the_nth_arrival_gets_the_nth_answer_and_the_last_repeats() -> None:
    scripted = server(Scripted(200), Scripted(500))
    statuses = [getattr(ask(scripted), "status", None) for _ in range(3)]
    assert statuses == [200, 500, 500]


def test_a_preflight_is_an_options_that_asks_for_a_method() -> None:
    scripted = server(Scripted(200))
    assert getattr(ask(scripted, "OPTIONS", pre=True), "status", None) == 204
    assert getattr(ask(scripted, "OPTIONS"), "status", None) == 200


def test_what_is_not_written_is_not_found() -> None:
    assert ask(server(None)) is NOT_FOUND
    assert ask(server(None), url="http://b.test/") is NOT_FOUND


def test_length_is_told_and_a_head_has_no_body() -> None:
    answer = ask(server(Scripted(200, body="ok")), "HEAD")
    assert isinstance(answer, WireResponse)
    assert (answer.headers.get("content-length"), answer.body, answer.reason) == ("2", b"", "OK")
    bare = ask(server(Scripted(204)))
    assert isinstance(bare, WireResponse)
    assert "content-length" not in bare.headers


def test_broken_and_written_out_answers() -> None:
    assert isinstance(ask(server(Scripted(close=True))), Failure)
    raw = ask(server(Scripted(raw="HTTP/1.1 201 Yes\r\n\r\n")))
    assert isinstance(raw, WireResponse)
    assert (raw.status, raw.reason) == (201, "Yes")


def test_odd_lines_are_read_as_the_engine_does() -> None:
    odd = Scripted(204, headers=(("A ", "1"), ("B", "2\r\n 3")))
    for engine, kept in (("chromium", True), ("firefox", False)):
        answer = ask(server(odd, engine=engine))
        assert isinstance(answer, WireResponse)
        assert ("a" in answer.headers) is kept
        assert answer.headers.get("b") == "2 3"


@pytest.mark.parametrize(
    ("url", "kind"),
    [
        ("http://nx.invalid/", FailureKind.DNS),
        ("http://b.test:9/", FailureKind.REFUSED),
        ("https://b.test:8001/", FailureKind.TLS_PLAIN_HTTP),
        ("http://b.test/", None),
        ("https://127.77.0.1:8441/", None),
    ],
)
def test_where_the_recordings_servers_are(url: str, kind: FailureKind | None) -> None:
    parsed = parse_url(url)
    assert parsed is not None
    failure = reachable(parsed)
    assert (failure.kind if failure else None) is kind
