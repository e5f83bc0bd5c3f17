"""A remedy becomes the lines that a server must send."""

from __future__ import annotations

from corsac.core.findings import Remedy, RemedyKind
from corsac.policy import Policy
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


def test_a_policy_asks_for_all_that_it_says() -> None:
    found = Answer.of_policy(
        Policy(
            allow_origins=[ORIGIN, "https://pr-{digits}.example.net"],
            allow_methods=["PUT"],
            allow_headers=["X-A"],
            expose_headers=["ETag"],
            allow_credentials=True,
            timing_allow_origins=[ORIGIN],
            cross_origin_resource_policy="same-site",
        )
    )
    assert found.plain
    assert found.preflight_lines() == (
        ("Access-Control-Allow-Methods", "GET, HEAD, POST, PUT"),
        ("Access-Control-Allow-Headers", "X-A"),
    )
    assert found.preflight_vary()[0] == "Origin"
    assert found.companions == (
        ("Timing-Allow-Origin", ORIGIN),
        ("Cross-Origin-Resource-Policy", "same-site"),
    )


def test_a_star_names_authorization_and_depends_on_nothing() -> None:
    found = Answer.of_policy(Policy(allow_origins="*", allow_methods="*", allow_headers="*"))
    assert ("Access-Control-Allow-Headers", "*, Authorization") in found.preflight_lines()
    assert found.preflight_vary() == ()
    assert not found.echoes_method
    assert not found.echoes_headers


def test_with_credentials_a_star_is_what_was_asked_for() -> None:
    every = Policy(
        allow_origins=[ORIGIN], allow_methods="*", allow_headers="*", allow_credentials=True
    )
    found = Answer.of_policy(every)
    assert found.echoes_method
    assert found.echoes_headers
    assert found.preflight_lines() == ()
