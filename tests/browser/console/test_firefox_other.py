"""Firefox's lines about what isn't the CORS check."""

from __future__ import annotations

import pytest

from corsac.browser.request import Api
from corsac.core.messages import Failure, FailureKind
from tests.browser.stories import API, APP, Story, answer

SECURITY = "Security Error: Content at"
NOT_HTTP = "(Reason: CORS request not http)."


def redirected(location: str, start: str = API, **kind: Api) -> tuple[str, ...]:
    away = answer(302, allow_origin="*", location=location)
    return Story("firefox").fetch(start, away, api=kind.get("api", Api.FETCH)).console


def test_mode_same_origin_names_the_page() -> None:
    line = f"{SECURITY} {APP}/ may not load data from {API}."
    assert Story("firefox").fetch(API, mode="same-origin").console == (line,)
    sandbox = Story("firefox", kind="sandbox").fetch(API, mode="same-origin").console[0]
    assert f"moz-nullprincipal:{{*}}?{APP}" in sandbox
    assert Story("firefox").fetch("ws://b.example/", mode="same-origin").console == ()


@pytest.mark.parametrize(
    ("url", "part"),
    [
        ("file:///x", "may not load or link to file:///x"),
        ("blob:https://b.example/x", "may not load data from blob:"),
        ("ftp://b.example/", NOT_HTTP),
    ],
)
def test_schemes(url: str, part: str) -> None:
    assert part in Story("firefox").fetch(url).console[0]


def test_some_schemes_are_passed_over() -> None:
    assert Story("firefox").fetch("ws://b.example/").console == ()
    assert Story("firefox").fetch("foo:x", mode="no-cors").console == ()


def test_redirects_to_other_schemes() -> None:
    assert "Redirecting to data: URI not allowed" in redirected("data:,x")[0]
    assert f"{SECURITY} {API} may not load or link to file:///x" in redirected("file:///x")[0]
    assert f"{SECURITY} {APP}/ may" in redirected("file:///x", api=Api.XHR)[0]
    assert "may not load data from blob:" in redirected("blob:https://b.example/x")[0]
    assert "may not load data from" in redirected("blob:https://b.example/x", f"{APP}/")[0]
    assert redirected(f"blob:{APP}/x", f"{APP}/") == ()
    assert NOT_HTTP in redirected("mailto:x@y")[0]
    assert "did not succeed" in redirected("javascript:1")[0]
    away = answer(302, location="foo:x")
    assert Story("firefox").fetch(API, away, mode="no-cors").console == ()


def test_ports_policies_and_mixed_content() -> None:
    assert Story("firefox").fetch("https://b.example:1/").console == ()
    assert "did not succeed" in redirected("https://b.example:1/")[0]
    assert "mixed active content" in Story("firefox").fetch("http://b.example/").console[0]
    assert Story("firefox", kind="worker").fetch("http://b.example/").console == ()
    policy = answer(cross_origin_resource_policy="same-origin")
    told = Story("firefox").fetch(API, policy, mode="no-cors").console[0]
    assert "Cross-Origin-Resource-Policy" in told
    csp = Story("firefox", kind="csp-connect").fetch("http://b.example/").console[0]
    assert "(connect-src)" in csp


def test_a_broken_connection_is_told_across_origins_alone() -> None:
    broken = Failure(FailureKind.RESET)
    assert "did not succeed" in Story("firefox").fetch(API, broken).console[0]
    assert Story("firefox").fetch(f"{APP}/", broken).console == ()
    assert Story("firefox").fetch(API, broken, mode="no-cors").console == ()


def test_what_is_not_said() -> None:
    away = answer(302, allow_origin="*", location=f"{APP}/1")
    assert Story("firefox").fetch(API, away, redirect="error").console == ()
    assert Story("firefox").fetch(f"{APP}/", answer(), integrity="sha256-AAAA").console == ()
    leads = answer(302, location="https://u:p@b.example/")
    assert "did not succeed" in Story("firefox").fetch(f"{APP}/", leads).console[0]
