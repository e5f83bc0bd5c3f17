"""What a policy answers: the lines, the statuses, Vary."""

from __future__ import annotations

import pytest

from corsac.policy import Policy
from corsac.policy.answers import LONGEST_LIST, MOST_NAMES, Answers, Asked, Mode
from corsac.policy.grant import Refused

FOO = "https://foo.com"
LISTED = Policy(
    allow_origins=[FOO],
    allow_methods=["PUT"],
    allow_headers=["Content-Type", "X-Token"],
    expose_headers=["ETag"],
    allow_credentials=True,
    max_age=600,
)
OPEN = Policy(allow_origins="*", allow_methods="*", allow_headers="*", expose_headers="*")
ECHO = Policy(allow_origins=[FOO], allow_methods="*", allow_headers="*", allow_credentials=True)


def lines(policy: Policy, method: str, headers: str | None = None) -> dict[str, str]:
    grant = Answers(policy).preflight(FOO, Asked.of(method, headers))
    assert grant.allowed
    return {name.removeprefix("Access-Control-"): value for name, value in grant.lines}


def test_a_listed_policy_answers_with_its_lists() -> None:
    assert lines(LISTED, "PUT", "x-token") == {
        "Allow-Origin": FOO,
        "Allow-Credentials": "true",
        "Allow-Methods": "PUT",
        "Allow-Headers": "Content-Type, X-Token",
        "Max-Age": "600",
    }


def test_a_safelisted_method_is_allowed_and_named_though_it_is_not_listed() -> None:
    assert lines(LISTED, "GET")["Allow-Methods"] == "GET, PUT"


def test_the_star_is_sent_as_such_and_authorization_beside_it() -> None:
    sent = lines(OPEN, "PURGE", "x-a")
    assert (sent["Allow-Origin"], sent["Allow-Methods"]) == ("*", "*")
    assert sent["Allow-Headers"] == "*, Authorization"


def test_with_credentials_the_star_becomes_what_was_asked_for() -> None:
    sent = lines(ECHO, "PURGE", "x-a,X-A, ,x-b")
    assert (sent["Allow-Methods"], sent["Allow-Headers"]) == ("PURGE", "x-a, x-b")
    assert "Allow-Headers" not in lines(ECHO, "PUT")


@pytest.mark.parametrize(
    ("policy", "actual", "preflight"),
    [
        (LISTED, ("Origin",), "O M H"),
        (ECHO, ("Origin",), "O M H"),
        (OPEN, (), ""),
        (Policy(allow_origins="*"), (), "M H"),
        (Policy(allow_origins=[FOO], allow_methods="*", allow_headers="*"), ("Origin",), "O"),
        (Policy(), (), ""),
    ],
)
def test_vary_names_what_the_answer_depends_on(
    policy: Policy, actual: tuple[str, ...], preflight: str
) -> None:
    short = {
        "Origin": "O",
        "Access-Control-Request-Method": "M",
        "Access-Control-Request-Headers": "H",
    }
    answers = Answers(policy)
    assert answers.vary == actual
    assert " ".join(short[name] for name in answers.preflight_vary) == preflight
    assert {answers.actual(origin).vary for origin in (None, FOO, "https://evil.com")} == {actual}


def test_an_actual_answer_has_no_header_of_preflights() -> None:
    assert Answers(LISTED).actual(FOO).lines == (
        ("Access-Control-Allow-Origin", FOO),
        ("Access-Control-Allow-Credentials", "true"),
        ("Access-Control-Expose-Headers", "ETag"),
    )
    assert Answers(OPEN).actual(None).lines == (
        ("Access-Control-Allow-Origin", "*"),
        ("Access-Control-Expose-Headers", "*"),
    )


def test_companions_stand_on_every_answer_that_is_no_preflights() -> None:
    policy = Policy(
        allow_origins=[FOO],
        timing_allow_origins=[FOO, "https://bar.com"],
        cross_origin_resource_policy="cross-origin",
    )
    companions = (
        ("Timing-Allow-Origin", f"{FOO}, https://bar.com"),
        ("Cross-Origin-Resource-Policy", "cross-origin"),
    )
    answers = Answers(policy)
    for origin in (None, FOO, "https://evil.com"):
        assert answers.actual(origin).lines[-2:] == companions
    assert answers.actual("https://evil.com").lines == companions
    assert "Timing-Allow-Origin" not in dict(answers.preflight(FOO, Asked.of("GET", None)).lines)


@pytest.mark.parametrize(
    ("origin", "method", "headers", "reason"),
    [
        ("https://evil.com", "PUT", None, Refused.ORIGIN),
        (FOO, "DELETE", None, Refused.METHOD),
        (FOO, "put", None, Refused.METHOD),
        (FOO, "P T", None, Refused.METHOD_MALFORMED),
        (FOO, "", None, Refused.METHOD_MALFORMED),
        (FOO, "P" * 200, None, Refused.METHOD_MALFORMED),
        (FOO, "PUT", "x-other", Refused.HEADER),
        (FOO, "PUT", "content-type, x-other", Refused.HEADER),
        (FOO, "PUT", "content-type x-token", Refused.HEADERS_MALFORMED),
        (FOO, "PUT", '"x"', Refused.HEADERS_MALFORMED),
        (FOO, "PUT", "x" * (LONGEST_LIST + 1), Refused.HEADERS_TOO_LONG),
        (FOO, "DELETE", "x" * (LONGEST_LIST + 1), Refused.HEADERS_TOO_LONG),
        (FOO, "PUT", "," * MOST_NAMES, Refused.HEADERS_TOO_LONG),
    ],
)
def test_a_refused_preflight_learns_nothing(
    origin: str, method: str, headers: str | None, reason: Refused
) -> None:
    grant = Answers(LISTED).preflight(origin, Asked.of(method, headers))
    assert (grant.allowed, grant.status, grant.lines, grant.reason) == (False, 403, (), reason)


@pytest.mark.parametrize("headers", [
    None, "", ",", "CONTENT-TYPE", "x-token,content-type", " content-type ,\tx-token",
    "content-type,content-type", ",,x-token,,", "," * (MOST_NAMES - 1),
])  # fmt: skip
def test_lists_are_read_leniently(headers: str | None) -> None:
    assert lines(LISTED, "PUT", headers)["Allow-Headers"] == "Content-Type, X-Token"


@pytest.mark.parametrize("policy", [OPEN, ECHO])
def test_no_star_covers_a_forbidden_method(policy: Policy) -> None:
    grant = Answers(policy).preflight(FOO, Asked.of("TRACE", None))
    assert grant.reason is Refused.METHOD


@pytest.mark.parametrize(
    ("origin", "method", "headers", "names"),
    [
        ("https://evil.com", "PUT", None, []),
        (FOO, "DELETE", None, ["Origin", "Credentials"]),
        (FOO, "PUT", "x-other", ["Origin", "Credentials", "Methods"]),
        (FOO, "PUT", "x" * 5000, ["Origin", "Credentials"]),
    ],
)
def test_debug_mode_sends_what_comes_before_the_failing_step(
    origin: str, method: str, headers: str | None, names: list[str]
) -> None:
    grant = Answers(LISTED, Mode.DEBUG).preflight(origin, Asked.of(method, headers))
    assert [name.removeprefix("Access-Control-Allow-") for name, _ in grant.lines] == names
    assert (grant.allowed, grant.status) == (False, 204)


def test_where_methods_have_policies_of_their_own_one_answer_is_for_one_method() -> None:
    """A browser remembers every method that an answer names, the star too, by URL alone."""
    for policy in (LISTED.changed(allow_methods=["PUT", "DELETE"]), OPEN, ECHO):
        answers = Answers(policy, narrow=True)
        sent = dict(answers.preflight(FOO, Asked.of("PUT", None)).lines)
        assert sent["Access-Control-Allow-Methods"] == "PUT"
        assert "Access-Control-Request-Method" in answers.preflight_vary


def test_statuses_can_be_chosen() -> None:
    answers = Answers(LISTED.changed(preflight_status=200, refused_preflight_status=204))
    assert answers.preflight(FOO, Asked.of("PUT", None)).status == 200
    assert answers.preflight(FOO, Asked.of("DELETE", None)).status == 204


def test_the_refused_names_are_told() -> None:
    asked = Asked.of("PUT", "x-token,x-a,x-b")
    assert Answers(LISTED).refused_names(asked) == ("x-a", "x-b")
    assert Answers(OPEN).refused_names(asked) == ()


def test_a_closed_policy_allows_nothing() -> None:
    answers = Answers(Policy())
    assert answers.actual(None).reason is None
    assert answers.actual(FOO).reason is Refused.ORIGIN
    assert answers.preflight(FOO, Asked.of("GET", None)).reason is Refused.ORIGIN
