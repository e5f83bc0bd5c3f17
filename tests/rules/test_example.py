"""The format of the examples: what is read, and what is refused."""

from __future__ import annotations

import pytest

from corsac.browser.outcome import Reason
from corsac.browser.request import Api, Body, BodyKind
from corsac.core.address import AddressSpace
from corsac.core.findings import Rule
from corsac.core.messages import Failure, FailureKind, WireResponse
from corsac.rules.case import ProbeKind
from corsac.rules.example import ExampleError, examples_of, parse_example


def test_who_asks_what_is_read() -> None:
    example = parse_example(
        'https://a.example (sandbox) runs xhr("https://b.example/x", {\n'
        '  "method": "PUT", "withCredentials": true, "headers": {"X-A": "1"}, "body": "b"\n'
        "})"
    )
    assert (example.page.origin, example.page.kind) == ("https://a.example", "sandbox")
    assert example.request.api is Api.XHR
    assert example.request.with_credentials
    assert example.request.headers == (("X-A", "1"),)
    assert example.request.body == Body(BodyKind.TEXT, b"b")
    assert example.turns == ()


def test_answers_bodies_failures_and_probes_are_read() -> None:
    example = parse_example(
        'https://a.example runs fetch("https://b.example/x", {"method": "POST", "stream": "s"})\n'
        "* 2 times\n> GET /x\n< HTTP/2 500\n< Server: a\n<\n< one\n< two\n"
        "? no-origin\n> GET /y\n> X-A: b\n! reset by peer\n"
    )
    one, two, probe = example.turns
    assert one == two
    assert isinstance(one.answer, WireResponse)
    assert (one.answer.status, one.answer.version, one.answer.body) == (500, "HTTP/2", b"one\ntwo")
    assert one.answer.headers.lines == (("Server", "a"),)
    assert probe.answer == Failure(FailureKind.RESET, "by peer")
    assert (probe.probe, probe.headers.lines) == (ProbeKind.NO_ORIGIN, (("X-A", "b"),))
    assert example.request.body == Body(BodyKind.STREAM, b"s")


def test_the_browsers_own_reasons_are_read() -> None:
    example = parse_example('https://a.example runs fetch("https://b.example/x")\n! local-network')
    assert example.ended is Reason.LOCAL_NETWORK


def test_a_long_body_is_written_as_javascript_has_it() -> None:
    example = parse_example(
        'https://a.example runs fetch("https://b.example/x", {"body": "a\\"b".repeat(30000)})'
    )
    assert example.request.body == Body(BodyKind.TEXT, b'a"b' * 30000)


def test_where_servers_are_is_read() -> None:
    example = parse_example(
        'https://a.example runs fetch("https://b.example/x")\n'
        "@ a.example:443 public\n@ b.example:443 local\n> GET /x\n< 200 OK"
    )
    assert example.spaces == {
        "a.example:443": AddressSpace.PUBLIC,
        "b.example:443": AddressSpace.LOCAL,
    }
    assert len(example.turns) == 1


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("fetch()", "not a page that runs something"),
        ("https://a.example runs fetch({)", "not JSON"),
        ('https://a.example runs fetch("/")\n< 200', "not expected here: '< 200'"),
        ('https://a.example runs fetch("/")\n> GET /\n< fine', "not a status"),
        ('https://a.example runs fetch("/")\n> GET /', "not a status"),
        ('https://a.example runs fetch("/")\n@ a.example:443', "not a server and its space"),
        ('https://a.example runs fetch("/")\n@ a.example:443 near', "not a server and its space"),
        ('https://a.example runs fetch("/")\n> GET /\n> Origin\n< 200', "not a header"),
    ],
)
def test_a_mistake_is_named(text: str, said: str) -> None:
    with pytest.raises(ExampleError, match=said):
        parse_example(text)


def test_a_page_needs_both_examples() -> None:
    rule = Rule("CORS900", "cause", "name", "title", "## Bad\n\n```http\nx\n```\n")
    with pytest.raises(ExampleError, match="one bad and one good"):
        examples_of(rule)
