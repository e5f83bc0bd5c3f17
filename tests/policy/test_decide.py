"""One decision, plainly: its kind, and its steps with their clauses."""

from __future__ import annotations

import pytest

from corsac.core.headers import Headers
from corsac.core.trace import Result
from corsac.policy import Mode, Policy, Refused, Route
from corsac.policy.decide import Decision, Kind, Request, decide, route_of

FOO = "https://foo.com"
POLICY = Policy(
    allow_origins=[FOO, "https://*.bar.com"], allow_methods=["PUT"], allow_headers=["X-A"]
)


def ask(
    method: str = "GET",
    origin: str | None = FOO,
    asked: str | None = None,
    headers: str | None = None,
    path: str = "/",
) -> Request:
    pairs = (
        ("origin", origin),
        ("access-control-request-method", asked),
        ("access-control-request-headers", headers),
    )
    lines = ((name, value) for name, value in pairs if value is not None)
    return Request(method, path, Headers.of(lines))


def steps(decision: Decision) -> list[tuple[str, str, Result]]:
    return [(step.clause, step.name, step.result) for step in decision.trace]


@pytest.mark.parametrize(
    ("request_", "kind"),
    [
        (ask(), Kind.ACTUAL_ALLOWED),
        (ask(origin="https://evil.com"), Kind.ACTUAL_REFUSED),
        (ask(origin=None), Kind.NOT_CORS),
        (ask("OPTIONS", asked="PUT"), Kind.PREFLIGHT_ALLOWED),
        (ask("OPTIONS", asked="DELETE"), Kind.PREFLIGHT_REFUSED),
        # Two of the three marks are not enough.
        (ask("OPTIONS"), Kind.ACTUAL_ALLOWED),
        (ask("OPTIONS", origin=None, asked="PUT"), Kind.NOT_CORS),
        (ask("POST", asked="PUT"), Kind.ACTUAL_ALLOWED),
        (ask("options", asked="PUT"), Kind.ACTUAL_ALLOWED),
    ],
)
def test_a_request_is_known_by_its_marks(request_: Request, kind: Kind) -> None:
    decision = decide(POLICY, request_)
    assert decision.kind is kind
    assert decision.trace == ()
    assert bool(decision.status) == kind.value.startswith("preflight")


def test_two_origin_lines_match_nothing() -> None:
    headers = Headers((("Origin", FOO), ("Origin", FOO)))
    assert decide(POLICY, Request("GET", "/", headers)).reason is Refused.ORIGIN


def test_several_lines_of_names_are_one_list() -> None:
    lines = (("Origin", FOO), ("Access-Control-Request-Method", "PUT"))
    names = (("Access-Control-Request-Headers", "x-a"), ("Access-Control-Request-Headers", "X-A"))
    assert decide(POLICY, Request("OPTIONS", "/", Headers(lines + names))).allowed


def test_the_steps_are_the_browsers() -> None:
    decision = decide(POLICY, ask("OPTIONS", asked="PUT", headers="x-a"), tracing=True)
    assert steps(decision) == [
        ("fetch#cors-preflight-request", "preflight", Result.NOTE),
        ("fetch#cors-check.4", "origin-allowed", Result.PASS),
        ("fetch#cors-preflight-fetch.7.5", "method-allowed", Result.PASS),
        ("fetch#cors-preflight-fetch.7.7", "headers-allowed", Result.PASS),
    ]
    assert decision.clause == ""
    assert dict(decision.lines)["Access-Control-Allow-Methods"] == "PUT"
    assert "Origin" in decision.vary


@pytest.mark.parametrize(
    ("request_", "clause", "name"),
    [
        (ask(origin="https://evil.com"), "fetch#cors-check.4", "origin-not-allowed"),
        (ask("OPTIONS", asked="DELETE"), "fetch#cors-preflight-fetch.7.5", "method-not-allowed"),
        (ask("OPTIONS", asked="P T"), "fetch#cors-preflight-fetch.7.5", "method-malformed"),
        (ask("OPTIONS", asked="PUT", headers="x-b"), "fetch#cors-preflight-fetch.7.7",
         "header-not-allowed"),
        (ask("OPTIONS", asked="PUT", headers="a b"), "fetch#cors-preflight-fetch.7.7",
         "headers-malformed"),
        (ask("OPTIONS", asked="PUT", headers="x" * 5000), "fetch#cors-preflight-fetch.7.7",
         "headers-too-long"),
    ],
)  # fmt: skip
def test_the_last_step_is_the_one_that_fails(request_: Request, clause: str, name: str) -> None:
    decision = decide(POLICY, request_, tracing=True)
    assert steps(decision)[-1] == (clause, name, Result.FAIL)
    assert decision.clause == clause
    assert decision.reason == name


def test_the_steps_of_an_actual_request() -> None:
    assert steps(decide(POLICY, ask(origin=None), tracing=True)) == [
        ("fetch#origin-header", "no-origin", Result.NOTE)
    ]
    star = Policy(allow_origins="*", expose_headers=["ETag"])
    assert steps(decide(star, ask(), tracing=True)) == [
        ("fetch#cors-check.3", "every-origin", Result.PASS),
        ("fetch#concept-filtered-response-cors", "exposed", Result.NOTE),
    ]


ROUTED = POLICY.changed(
    routes=[Route("/open", Policy(allow_origins="*")), Route("/open", Policy(), ("DELETE",))]
)


def test_a_route_decides_and_is_named() -> None:
    decision = decide(ROUTED, ask(origin="https://evil.com", path="/open/x"), tracing=True)
    assert (decision.kind, decision.route) == (Kind.ACTUAL_ALLOWED, "/open")
    assert steps(decision)[0] == ("rfc3986#section-3.3", "route", Result.NOTE)
    assert decide(ROUTED, ask(path="/")).route == ""


def test_a_preflight_is_decided_by_the_route_of_the_method_it_asks_for() -> None:
    assert decide(ROUTED, ask("OPTIONS", asked="GET", path="/open")).allowed
    refused = ask("OPTIONS", asked="DELETE", path="/open")
    assert not decide(ROUTED, refused).allowed
    assert route_of(ROUTED, refused) == 1


@pytest.mark.parametrize("mode", Mode)
def test_a_path_with_several_readings_gets_no_policy(mode: Mode) -> None:
    path = "/open/%2e%2e/secret"
    preflight = decide(ROUTED, ask("OPTIONS", asked="PUT", path=path), mode, tracing=True)
    assert (preflight.kind, preflight.reason) == (Kind.PREFLIGHT_REFUSED, Refused.PATH)
    assert preflight.lines == ()
    assert steps(preflight) == [("rfc3986#section-6", "path-doubtful", Result.FAIL)]
    assert decide(ROUTED, ask(path=path), mode).kind is Kind.ACTUAL_REFUSED
    assert decide(ROUTED, ask(path=path, origin=None), mode).kind is Kind.NOT_CORS
