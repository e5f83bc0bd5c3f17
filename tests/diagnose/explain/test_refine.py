"""Values in a line make a cause likelier."""

from __future__ import annotations

import pytest

from corsac.browser.outcome import Phase
from corsac.core.findings import Confidence
from corsac.diagnose.explain.console import causes_of
from corsac.diagnose.explain.refine import contradicted, phase_of, refined, status_of
from corsac.evidence.console import read_console

ACCESS = "Access to fetch at '{url}' from origin '{origin}' has been blocked by CORS policy: {rest}"
VALUE = (
    "The 'Access-Control-Allow-Origin' header has a value '{value}' that is not equal to the "
    "supplied origin."
)
SEVERAL = (
    "The 'Access-Control-Allow-Origin' header contains multiple values '{value}', but only one is "
    "allowed."
)
HEADER = (
    "Request header field {value} is not allowed by Access-Control-Allow-Headers in preflight "
    "response."
)
METHOD = "Method {value} is not allowed by Access-Control-Allow-Methods in preflight response."
PREFLIGHT = (
    "Response to preflight request doesn't pass access control check: No "
    "'Access-Control-Allow-Origin' header is present on the requested resource."
)
MISSING = "No 'Access-Control-Allow-Origin' header is present on the requested resource."


def chrome(rest: str, *, origin: str = "https://app.example", redirected: str = "") -> str:
    line = ACCESS.format(url=redirected or "https://api.example/", origin=origin, rest=rest)
    first = " (redirected from 'https://api.example/') from origin"
    return line.replace(" from origin", first) if redirected else line


def first(text: str) -> tuple[str, Confidence]:
    lines = read_console(text)
    cause = causes_of(lines[0], lines)[0]
    return cause.rule, cause.confidence


@pytest.mark.parametrize(
    ("rest", "rule"),
    [
        (VALUE.format(value="https://app.example/"), "origin-not-byte-equal"),
        (VALUE.format(value="http://app.example"), "origin-not-byte-equal"),
        (VALUE.format(value="https://*.example"), "origin-pattern-sent"),
        (VALUE.format(value="null"), "allow-origin-null"),
        (VALUE.format(value="https://other.example"), "other-origin-allowed"),
        (
            SEVERAL.format(value="https://a.example, https://b.example"),
            "origin-list",
        ),
        (
            SEVERAL.format(value="*, https://b.example"),
            "duplicate-allow-origin",
        ),
        (HEADER.format(value="access-control-allow-origin"), "page-sends-response-headers"),
        (HEADER.format(value="content-type"), "json-needs-preflight"),
        (HEADER.format(value="baggage"), "header-not-allowed"),
        (HEADER.format(value="x-own"), "header-not-allowed"),
        (METHOD.format(value="patch"), "method-in-wrong-case"),
        (METHOD.format(value="PUT"), "method-not-allowed"),
    ],
)
def test_the_value_names_the_cause(rest: str, rule: str) -> None:
    assert first(chrome(rest)) == (rule, Confidence.HIGH)


def test_two_names_of_this_machine() -> None:
    rest = VALUE.format(value="http://127.0.0.1:3000")
    assert first(chrome(rest, origin="http://localhost:3000"))[0] == "other-loopback-origin"


def test_an_empty_value_is_no_origin() -> None:
    invalid = "The 'Access-Control-Allow-Origin' header contains the invalid value ''."
    assert first(chrome(invalid))[0] == "allow-origin-invalid"
    assert first(chrome(invalid.replace("''", "'somewhere'")))[0] == "allow-origin-invalid"


@pytest.mark.parametrize(
    ("status", "preflight", "actual"),
    [
        (200, "no-cors-headers", "no-cors-headers"),
        (302, "preflight-redirected", "preflight-redirected"),
        (400, "preflight-not-ok", "error-without-headers"),
        (401, "preflight-needs-login", "preflight-needs-login"),
        (404, "preflight-unknown-route", "preflight-unknown-route"),
        (500, "preflight-server-error", "error-without-headers"),
        (502, "preflight-gateway-error", "gateway-error-without-headers"),
    ],
)
def test_the_status_of_another_line_decides(status: int, preflight: str, actual: str) -> None:
    network = f"\nGET https://api.example/ net::ERR_FAILED {status} (x)"
    assert first(chrome(PREFLIGHT) + network)[0] == preflight
    assert first(chrome(MISSING) + network)[0] == actual


def test_statuses_rule_causes_out() -> None:
    assert contradicted(0) == frozenset()
    assert "no-cors-headers" in contradicted(500)
    assert "error-without-headers" in contradicted(200)
    assert "no-cors-headers" in contradicted(302)
    assert "no-cors-headers" not in contradicted(404)


def test_a_redirect_to_a_login_is_seen() -> None:
    text = chrome(MISSING, redirected="https://login.example/oauth2/authorize")
    assert first(text) == ("redirect-to-login", Confidence.HIGH)
    other = chrome(MISSING, redirected="https://b.example/")
    lines = read_console(other)
    assert next(refined(lines[0], lines)).rule == "redirect-target-without-headers"
    preflight = "Response to preflight request doesn't pass access control check: Redirect is not "
    redirected = chrome(preflight + "allowed for a preflight request.")
    assert first(redirected)[0] == "preflight-redirected"


def test_the_origin_null_is_a_cause_of_its_own() -> None:
    lines = read_console(chrome(MISSING, origin="null"))
    assert "null-origin" in {each.rule for each in causes_of(lines[0], lines)}


def test_firefox_s_second_line_tells_a_preflight() -> None:
    blocked = (
        "Cross-Origin Request Blocked: The Same Origin Policy disallows reading the remote "
        "resource at https://api.example/. (Reason: {reason}). Status code: {status}."
    )
    line = blocked.format(reason="CORS header ‘Access-Control-Allow-Origin’ missing", status="401")
    trailer = blocked.format(reason="CORS request did not succeed", status="(null)")
    alone = read_console(line)
    assert phase_of(alone[0], alone) is None
    both = read_console(f"{line}\n{trailer}")
    assert phase_of(both[0], both) is Phase.PREFLIGHT
    assert phase_of(both[1], both) is None
    assert status_of(both[0], both) == 401
    assert status_of(read_console(trailer)[0], ()) == 0
    assert first(f"{line}\n{trailer}") == ("preflight-needs-login", Confidence.HIGH)
