"""Chromium's console lines."""

from __future__ import annotations

from corsac.browser.request import Api
from tests.browser.stories import API, APP, OTHER, Story, answer

ACCESS = f"Access to fetch at '{API}' from origin '{APP}' has been blocked by CORS policy: "


def test_a_missing_header_and_the_line_behind_it() -> None:
    assert Story("chromium").fetch(API, answer()).console == (
        f"{ACCESS}No 'Access-Control-Allow-Origin' header is present on the requested resource.",
        "Failed to load resource: net::ERR_FAILED",
    )


def test_a_preflight_is_introduced_and_fetch_is_advised() -> None:
    line = Story("chromium").fetch(API, answer(allow_origin="x"), method="PUT").console[0]
    assert line == (
        f"{ACCESS}Response to preflight request doesn't pass access control check: The"
        " 'Access-Control-Allow-Origin' header contains the invalid value 'x'. Have the server"
        " send the header with a valid value."
    )


def test_xhr_is_advised_about_credentials() -> None:
    told = answer(allow_origin="*")
    line = Story("chromium").fetch(API, told, api=Api.XHR, with_credentials=True).console[0]
    assert line.startswith(f"Access to XMLHttpRequest at '{API}'")
    assert line.endswith("controlled by the withCredentials attribute.")


def test_a_redirect_names_both_ends() -> None:
    away = answer(302, allow_origin="*", location=OTHER)
    line = Story("chromium").fetch(API, away, answer()).console[0]
    assert f"at '{OTHER}' (redirected from '{API}') from origin '{APP}'" in line


def test_stray_bytes_are_escaped() -> None:
    line = Story("chromium").fetch(API, answer(allow_origin="\xe9\x01")).console[0]
    assert "invalid value '\\u00E9\\u0001'" in line


def test_modes_schemes_and_mixed_content_have_lines_of_their_own() -> None:
    story = Story("chromium")
    line = (
        f'Fetch API cannot load {API}. Request mode is "same-origin" but the URL\'s origin is not'
        f" same as the request origin {APP}."
    )
    assert story.fetch(API, mode="same-origin").console == (line,)
    assert (
        '"no-cors" but the redirect'
        in story.fetch(API, mode="no-cors", redirect="error").console[0]
    )
    assert story.fetch("http://b.example/").console[0].startswith("Mixed Content: The page at")
    assert "only supported for protocol schemes" in story.fetch("foo:x", api=Api.XHR).console[0]
    away = answer(302, allow_origin="*", location="foo:x")
    assert "at 'foo:x' (redirected from" in story.fetch(API, away).console[0]
    silent = answer(302, allow_origin="*", location="data:,x")
    assert story.fetch(API, silent).console == ()
    moved = answer(302, location=API)
    unsafe = story.fetch(f"{APP}/", moved, mode="same-origin").console[0]
    assert unsafe.startswith("Unsafe attempt to load URL")


def test_the_pages_policy_is_quoted() -> None:
    console = Story("chromium", kind="csp-connect").fetch("http://b.example/").console
    assert "connect-src 'self' https:" in console[0]
    assert "Refused to connect" in console[1]
    xhr = Story("chromium", kind="csp-connect").fetch("http://b.example/", api=Api.XHR)
    assert len(xhr.console) == 1


def test_a_bad_port_and_a_foreign_worker_print_nothing() -> None:
    assert Story("chromium").fetch("https://b.example:1/").console == ()
    assert Story("chromium").fetch(API, api=Api.WORKER).console == ()
