"""Firefox's console lines."""

from __future__ import annotations

from dataclasses import replace

from corsac.core.headers import Headers
from tests.browser.stories import API, APP, Story, answer

BLOCKED = (
    "Cross-Origin Request Blocked: The Same Origin Policy disallows reading the remote resource at"
)
TRAILER = f"{BLOCKED} {API}. (Reason: CORS request did not succeed). Status code: (null)."


def test_a_missing_header_tells_the_status() -> None:
    line = (
        f"{BLOCKED} {API}. (Reason: CORS header ‘Access-Control-Allow-Origin’ missing). Status"
        " code: 404."
    )
    assert Story("firefox").fetch(API, answer(404)).console == (line,)


def test_a_failed_preflight_has_a_second_line() -> None:
    console = Story("firefox").fetch(API, answer(500, allow_origin="*"), method="PUT").console
    assert console == (
        f"{BLOCKED} {API}. (Reason: CORS preflight response did not succeed). Status code: 500.",
        TRAILER,
    )


def test_two_lines_are_told_from_one_list() -> None:
    one = Story("firefox").fetch(API, answer(allow_origin=f"{APP}, x")).console[0]
    assert f"does not match ‘{APP}, x’" in one
    lines = (("Access-Control-Allow-Origin", APP), ("Access-Control-Allow-Origin", APP))
    two = Story("firefox").fetch(API, replace(answer(), headers=Headers(lines))).console[0]
    assert "Multiple CORS header" in two


def test_the_bad_element_of_a_list_is_named() -> None:
    told = answer(204, allow_origin="*", allow_methods="PUT, @\xe9, x y")
    assert "invalid token ‘@\ufffd’" in Story("firefox").fetch(API, told, method="PUT").console[0]


def test_credentials_and_a_wildcard_quote_the_address() -> None:
    line = Story("firefox").fetch(API, answer(allow_origin="*"), credentials="include").console[0]
    assert f"at ‘{API}’. (Reason: Credential is not supported" in line


def test_a_wildcard_that_covers_authorization_is_warned_of() -> None:
    told = answer(204, allow_origin="*", allow_headers="*")
    headers = (("Authorization", "secret"),)
    console = Story("firefox").fetch(API, told, answer(allow_origin="*"), headers=headers).console
    assert console[0].startswith("Cross-Origin Request Warning:")
