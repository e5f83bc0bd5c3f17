"""Refusals as records and counts."""

from __future__ import annotations

from corsac.core.headers import Headers
from corsac.policy import Policy, Refused
from corsac.policy.decide import Request
from corsac.policy.observe import LONGEST, Refusal, Tally, refusal

FOO = "https://foo.com"
POLICY = Policy(
    allow_origins=[FOO],
    allow_headers=["X-A"],
    routes={"/open": Policy(allow_origins="*"), "/off": Policy()},
)


def record(
    method: str, lines: dict[str, str], path: str = "/", *, enforced: bool = True
) -> Refusal:
    found = refusal(POLICY, Request(method, path, Headers.of(lines.items())), enforced=enforced)
    assert found is not None
    return found


def test_a_refused_request_is_one_record() -> None:
    found = record(
        "POST", {"Origin": "https://evil.com", "Cookie": "secret"}, "/off/x?token=secret"
    )
    assert found.fields() == {
        "kind": "actual",
        "reason": "origin-not-allowed",
        "clause": "fetch#cors-check.4",
        "route": "/off",
        "origin": "https://evil.com",
        "method": "POST",
        "headers": "",
        "enforced": "true",
    }
    assert "secret" not in str(found)
    assert "route='/off'" in str(found)


def test_a_refused_preflight_says_what_was_asked_for() -> None:
    lines = {
        "Origin": FOO,
        "Access-Control-Request-Method": "GET",
        "Access-Control-Request-Headers": "x-a," + ",".join(f"x-{n}" for n in range(20)),
    }
    found = record("OPTIONS", lines, enforced=False)
    assert (found.kind, found.reason, found.enforced) == ("preflight", Refused.HEADER, False)
    assert found.names[:2] == ("x-0", "x-1")
    assert len(found.names) == 8
    lines = {"Origin": FOO, "Access-Control-Request-Method": "DELETE"}
    assert record("OPTIONS", lines).method == "DELETE"


def test_a_doubtful_path_is_recorded_without_the_path() -> None:
    found = record("GET", {"Origin": FOO}, "/open/../secret")
    assert (found.reason, found.route, found.names) == (Refused.PATH, "", ())


def test_nothing_that_a_log_would_trip_over_is_kept() -> None:
    found = record("GET", {"Origin": "https://u:pw@evil.com\n\x1b[31m" + "é" * 5000})
    assert len(found.origin) <= LONGEST + 3
    assert found.origin.startswith("https://***@evil.com??[31m?")
    assert found.origin.isprintable()


def test_what_is_not_refused_has_no_record() -> None:
    for lines in (
        {"Origin": FOO},
        {},
        # A form posted by the site's own page has an Origin, and is not cross-origin.
        {"Origin": "https://api.com", "Host": "api.com"},
    ):
        assert refusal(POLICY, Request("POST", "/", Headers.of(lines.items()))) is None


def test_refusals_are_counted_by_route_and_reason() -> None:
    tally = Tally()
    for path in ("/", "/off", "/off/a", "/off/b"):
        tally.add(record("GET", {"Origin": f"https://evil{path.count('/')}.com"}, path))
    assert tally.counts() == {("", Refused.ORIGIN): 1, ("/off", Refused.ORIGIN): 3}
