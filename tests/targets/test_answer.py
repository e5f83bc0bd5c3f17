"""A remedy becomes the lines that a server must send."""

from __future__ import annotations

from corsac.core.findings import Remedy, RemedyKind
from corsac.targets.answer import Answer, listed, quoted

ORIGIN = "https://app.example"


def answer(
    kind: RemedyKind = RemedyKind.SEND_HEADERS,
    *,
    origin: str = ORIGIN,
    credentials: bool = False,
    methods: tuple[str, ...] = (),
    headers: tuple[str, ...] = (),
) -> Answer:
    return Answer.of(Remedy(kind, origin, credentials, methods, headers))


def test_a_simple_request_needs_the_origin_and_vary() -> None:
    assert answer().lines() == (
        ("Access-Control-Allow-Origin", "https://app.example"),
        ("Vary", "Origin"),
    )
    assert not answer().preflight


def test_everybody_needs_no_vary() -> None:
    assert answer(origin="*").lines() == (("Access-Control-Allow-Origin", "*"),)


def test_credentials_stand_beside_an_exact_origin() -> None:
    assert ("Access-Control-Allow-Credentials", "true") in answer(credentials=True).lines()


def test_a_preflight_lists_what_was_asked_for_and_the_safelisted_methods() -> None:
    found = answer(methods=("PATCH",), headers=("x-trace",))
    assert found.preflight
    assert found.preflight_lines() == (
        ("Access-Control-Allow-Methods", "GET, HEAD, POST, PATCH"),
        ("Access-Control-Allow-Headers", "x-trace"),
        ("Access-Control-Max-Age", "600"),
    )


def test_a_preflight_for_a_listener_lists_no_headers() -> None:
    found = answer(RemedyKind.ANSWER_PREFLIGHT)
    assert found.preflight
    assert [name for name, _ in found.preflight_lines()] == [
        "Access-Control-Allow-Methods",
        "Access-Control-Max-Age",
    ]


def test_a_method_is_listed_once() -> None:
    assert answer(methods=("POST",)).methods == ("GET", "HEAD", "POST")


def test_what_some_syntax_would_read_as_its_own_is_not_plain() -> None:
    assert answer(methods=("PUT",), headers=("x-trace",)).plain
    assert answer(origin="http://[::1]:3000").plain
    for name in ("x-$host", "x-`id`", "x-it's", "x-%{y}e"):
        assert not answer(headers=(name,)).plain


def test_texts_are_quoted_for_many_languages() -> None:
    assert quoted('a"b') == '"a\\"b"'
    assert listed(("a", "b")) == '["a", "b"]'
