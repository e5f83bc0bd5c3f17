"""Where both halves meet: the policy allows a request just when the browser reads its answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corsac.browser import Browser, Profile, find_profile
from corsac.browser.outcome import Verdict
from corsac.browser.request import Page, PageRequest
from corsac.core.headers import Headers
from corsac.core.messages import WireRequest, WireResponse
from corsac.policy import Enforcer, Grant, Mode, Policy
from corsac.policy.pattern import parse_pattern
from tests.policy.strategies import HEADERS, METHODS, hosts, policies

if TYPE_CHECKING:
    from collections.abc import Iterator

SERVER = "https://api.elsewhere.net"


def page_origins(policy: Policy) -> st.SearchStrategy[str]:
    """Pages that the policy may allow, and others."""
    named = [pattern.example for pattern in policy.patterns if not pattern.null]
    drawn = hosts().map(lambda host: f"https://{host}")
    return st.sampled_from(named) | drawn if named else drawn


class Server:
    """A server that has nothing to say but what the enforcer grants."""

    def __init__(self, enforcer: Enforcer) -> None:
        self._enforcer = enforcer
        self.grants: list[Grant] = []

    def answer(self, request: WireRequest, path: str) -> WireResponse:
        headers, origin = request.headers, request.headers.get("Origin")
        if request.preflight and origin is not None:
            method = headers.get("Access-Control-Request-Method") or ""
            asked = headers.get("Access-Control-Request-Headers")
            grant = self._enforcer.preflight(origin, method, asked, path)
        else:
            grant = self._enforcer.actual(origin, path, request.method)
        self.grants.append(grant)
        vary = (("Vary", ", ".join(grant.vary)),) if grant.vary else ()
        return WireResponse(grant.status or 200, headers=Headers(grant.lines + vary))


def fetches(
    policy: Policy, profile: Profile, request: PageRequest, origin: str, mode: Mode = Mode.ENFORCE
) -> tuple[bool, list[Grant]]:
    """Let a browser fetch from the policy's server; tell whether it reads the answer."""
    server = Server(Enforcer(policy, mode))
    fetch = Browser(profile).start(request, Page(origin), now=0.0)
    path = request.url.removeprefix(SERVER)
    for wire in pending(fetch):
        fetch.receive(server.answer(wire, path), now=0.0)
    assert fetch.outcome is not None
    return fetch.outcome.verdict is Verdict.ALLOWED, server.grants


def pending(fetch: object) -> Iterator[WireRequest]:
    while (wire := getattr(fetch, "pending", None)) is not None:
        yield wire


@pytest.mark.parametrize("engine", ["standard", "chromium"])
@given(data=st.data())
def test_the_policy_allows_just_what_the_browser_reads(engine: str, data: st.DataObject) -> None:
    policy = data.draw(policies())
    origin = data.draw(page_origins(policy))
    names = data.draw(st.lists(st.sampled_from([*HEADERS, "X-No"]), unique=True, max_size=3))
    request = PageRequest(
        url=SERVER + data.draw(st.sampled_from(["/", "/a", "/a/b/c", "/public"])),
        method=data.draw(st.sampled_from(METHODS)),
        headers=tuple((name, "application/json") for name in names),
        credentials=data.draw(st.sampled_from(["omit", "include"])),
    )
    reads, grants = fetches(policy, find_profile(engine), request, origin)
    # Cookies are the one thing that the server does not see: with them the star opens nothing.
    star = ("Access-Control-Allow-Origin", "*") in grants[0].lines
    uncredentialed = not any(name.endswith("Credentials") for name, _ in grants[0].lines)
    cookies = request.credentials == "include" and (star or uncredentialed)
    assert reads == (all(grant.allowed for grant in grants) and not cookies)


@given(data=st.data())
def test_debug_mode_allows_no_page_more(data: st.DataObject) -> None:
    policy = data.draw(policies(routes=False))
    origin = data.draw(page_origins(policy))
    request = PageRequest(
        SERVER + "/",
        method=data.draw(st.sampled_from(METHODS)),
        headers=((data.draw(st.sampled_from([*HEADERS, "X-No"])), "a/b"),),
    )
    standard = find_profile("standard")
    assert (
        fetches(policy, standard, request, origin)[0]
        == (fetches(policy, standard, request, origin, Mode.DEBUG)[0])
    )


@pytest.mark.parametrize(
    ("method", "header", "line"),
    [
        ("DELETE", "Content-Type", "Method DELETE is not allowed"),
        ("PUT", "X-Other", "Request header field x-other is not allowed"),
    ],
)
def test_debug_mode_makes_chromiums_message_exact(method: str, header: str, line: str) -> None:
    policy = Policy(
        allow_origins=["https://foo.com"], allow_methods=["PUT"], allow_headers=["Content-Type"]
    )
    request = PageRequest(SERVER + "/", method=method, headers=((header, "application/json"),))
    browser = Browser(find_profile("chromium"))
    for mode, expected in ((Mode.ENFORCE, False), (Mode.DEBUG, True)):
        server = Server(Enforcer(policy, mode))
        fetch = browser.start(request, Page("https://foo.com"), now=0.0)
        assert fetch.pending is not None
        fetch.receive(server.answer(fetch.pending, "/"), now=0.0)
        assert fetch.outcome is not None
        assert (line in fetch.outcome.console[0]) == expected


def test_the_pages_of_the_examples_are_pages() -> None:
    pattern = parse_pattern("https://*.foo.com:*")
    assert pattern is not None
    request = PageRequest(SERVER + "/")
    allowed, _ = fetches(
        Policy(allow_origins=[pattern.text]), find_profile("standard"), request, pattern.example
    )
    assert allowed
