"""The strategies, and with them both halves: what the policy allows, the browser reads."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given

from corsac.browser.request import Page
from corsac.core.origin import parse_origin
from corsac.middleware import wsgi
from corsac.policy import Enforcer
from corsac.testing import AppBrowser
from corsac.testing.strategies import origins, page_requests, policies
from tests.testing.apps import wsgi_echo

if TYPE_CHECKING:
    from corsac.browser.request import PageRequest
    from corsac.policy import Policy

SERVER = "https://api.example"


@given(origins())
def test_origins_are_origins(origin: str) -> None:
    parsed = parse_origin(origin)
    assert parsed is not None
    assert str(parsed) == origin


@given(policies(), page_requests(SERVER), origins())
def test_what_the_policy_allows_the_browser_reads(
    policy: Policy, request: PageRequest, origin: str
) -> None:
    with AppBrowser(wsgi.CORS(wsgi_echo, policy), server=SERVER, engine="standard") as browser:
        fetched = browser.start(request, Page(origin))
    enforcer = Enforcer(policy)
    preflight = fetched.preflight
    granted = enforcer.actual(origin).allowed
    if preflight is not None:
        asked = preflight.request.headers
        method = asked.get("Access-Control-Request-Method") or ""
        names = asked.get("Access-Control-Request-Headers")
        granted = granted and enforcer.preflight(origin, method, names).allowed
    # With credentials, what is not granted to them is refused by the browser alone.
    readable = policy.allow_credentials or request.credentials != "include"
    assert fetched.allowed == (granted and readable)
