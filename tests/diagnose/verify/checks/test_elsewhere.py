"""Redirects past the server, cookies that are dropped, cookies that stay at home."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from corsac.diagnose.verify.checks import elsewhere
from corsac.diagnose.verify.checks.elsewhere import is_inner
from corsac.policy import Policy
from tests.diagnose.verify.faults import assert_found, moved
from tests.diagnose.verify.servers import LOCAL, POLICY, URL, adding, codes, right, verify, wrong

if TYPE_CHECKING:
    from corsac.core.messages import WireRequest, WireResponse
    from corsac.diagnose.verify.check import Check

OURS = {"CORS393", "CORS394", "CORS395"}
NEAR = POLICY.changed(allow_origins=["https://app.shop.example"])
SHELL = POLICY.changed(allow_origins=["capacitor://localhost"])
API = "https://api.shop.example/items"


@pytest.mark.parametrize("check", elsewhere.CHECKS, ids=lambda check: check.code)
def test_it_finds_its_fault(check: Check) -> None:
    assert_found(check)


@pytest.mark.parametrize(
    ("url", "location", "past"),
    [
        (URL, "http://backend:8080/items/", True),
        (URL, "http://127.0.0.1:8080/items/", True),
        (URL, "//10.0.0.7/items", True),
        (URL, "http://app.default.svc.cluster.local/items", True),
        (URL, "http://api.example/items/", True),
        (LOCAL, "http://127.0.0.1:8080/items", True),
        (LOCAL, "http://localhost:8080/items", True),
        (LOCAL, "https://127.0.0.1:8443/items", False),
        (LOCAL, "https://accounts.example/login", False),
        ("http://api.example/items", "https://api.example/items", False),
        (URL, "https://api.example/items/", False),
        (URL, "https://accounts.example/login", False),
        (URL, "https://api.example:8443/items", False),
        (URL, "items/", False),
        (URL, "app://backend/items", False),
        (URL, "http://[", False),
    ],
)
def test_a_redirect_to_what_stands_behind_leads_past_the_server(
    url: str,
    location: str,
    past: bool,  # noqa: FBT001 -- a case
) -> None:
    found = codes(verify(wrong(POLICY, moved(location)), url=url))
    assert ("CORS393" in found) is past


@pytest.mark.parametrize(
    ("url", "cookie", "found"),
    [
        (URL, "a=1; SameSite=None; Secure", ""),
        (URL, "a=1; SameSite=None; Secure; Domain=api.example", ""),
        (URL, "a=1; SameSite=None; Secure; Domain=backend.example", "CORS394"),
        (URL, "a=1; SameSite=None; Secure; Domain=example", "CORS394"),
        (URL, "a=1; SameSite=None", "CORS394"),
        (URL, "a=1; SameSite=None; Partitioned", "CORS394"),
        (URL, "__Host-a=1; SameSite=None; Secure; Path=/items", "CORS394"),
        ("http://api.example/items", "a=1; SameSite=None; Secure", "CORS394"),
        (URL, "a=; Domain=backend.example; Max-Age=0", ""),
        (URL, "a=x; Domain=backend.example; Max-Age=0", ""),
        (URL, "a=x; Domain=backend.example; Expires=Thu, 01 Jan 1970 00:00:00 GMT", ""),
        (URL, "a=1", "CORS395"),
        (URL, "a=1; SameSite=Strict", "CORS395"),
        (LOCAL, "a=1; SameSite=Lax", ""),
        (LOCAL, "a=1; Secure; SameSite=None", ""),
        (LOCAL, "a=1; Domain=api.example", "CORS394"),
        ("http://api:8000/items", "__Host-a=1; Secure; Path=/", ""),
    ],
)
def test_cookies_are_judged_by_whom_they_are_set_for(url: str, cookie: str, found: str) -> None:
    server = wrong(POLICY, adding("Set-Cookie", cookie))
    assert codes(verify(server, url=url)) & OURS == set(found.split())


@pytest.mark.parametrize("policy", [NEAR, SHELL, NEAR.changed(allow_credentials=False)])
def test_pages_of_the_same_site_and_without_cookies_need_no_same_site_none(policy: Policy) -> None:
    server = wrong(policy, adding("Set-Cookie", "a=1; SameSite=Strict"))
    assert codes(verify(server, policy, url=API)) == set()


def test_one_cookie_that_goes_along_is_enough() -> None:
    def change(request: WireRequest, response: WireResponse) -> WireResponse:
        del request
        lines = response.headers.with_line("Set-Cookie", "own=1; SameSite=Lax")
        lines = lines.with_line("Set-Cookie", "a=1; SameSite=None; Secure")
        return replace(response, headers=lines)

    assert codes(verify(wrong(POLICY, change))) == set()


def test_a_closed_server_is_asked_as_a_stranger() -> None:
    closed = Policy()
    server = wrong(closed, adding("Set-Cookie", "a=1; Domain=backend.example"))
    assert codes(verify(server, closed)) == {"CORS394"}
    assert codes(verify(right(closed), closed)) == set()


@pytest.mark.parametrize(
    ("host", "inner"),
    [
        ("localhost", True),
        ("127.0.0.1", True),
        ("[::1]", True),
        ("backend", True),
        ("api.internal", True),
        ("192.168.1.20", True),
        ("192.0.2.1", False),
        ("api.example", False),
    ],
)
def test_names_without_a_dot_and_private_addresses_are_of_the_house(
    host: str,
    inner: bool,  # noqa: FBT001 -- a case
) -> None:
    assert is_inner(host) is inner
