"""Servers in memory: one that follows a policy, and what can be wrong with it, fault by fault."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from corsac.core.headers import Headers
from corsac.core.messages import Answer, Exchange, WireRequest, WireResponse
from corsac.diagnose.variants import NOWHERE
from corsac.diagnose.verify.infer import Wanted
from corsac.diagnose.verify.limits import BUDGET
from corsac.diagnose.verify.run import Verifier
from corsac.policy import Policy
from corsac.policy.decide import Request

if TYPE_CHECKING:
    from collections.abc import Callable

    from corsac.diagnose.verify.report import Verification

    Server = Callable[[WireRequest], Answer]
    Change = Callable[[WireRequest, WireResponse], Answer]

URL = "https://api.example/items"
LOCAL = "http://127.0.0.1:5173/items"
APP = "https://app.example"
#: What a whole application has: everything that a check can have for its object.
POLICY = Policy(
    allow_origins=[APP, "https://*.shop.example", "https://pr-{digits}.preview.example"],
    allow_methods=["PUT", "PATCH"],
    allow_headers=["Content-Type", "Authorization"],
    expose_headers=["X-Total"],
    allow_credentials=True,
    max_age=600,
    cross_origin_resource_policy="cross-origin",
)
PLAIN = Policy(allow_origins=[APP], allow_methods=["PUT"], allow_headers=["Content-Type"])
PUBLIC = Policy(allow_origins="*", allow_methods=["PUT"], allow_headers="*")


def right(policy: Policy) -> Server:
    """Make a server that follows a policy; behind it, OPTIONS is 405 and one path is missing."""

    def answer(request: WireRequest) -> Answer:
        path = urlsplit(request.url).path
        decision = policy.decide(Request(request.method, path, request.headers))
        vary = (("Vary", ", ".join(decision.vary)),) if decision.vary else ()
        headers = Headers((*decision.lines, *vary))
        if decision.status:
            return WireResponse(decision.status, headers=headers)
        if request.url.startswith("ws"):
            return WireResponse(101 if decision.allowed else 403)
        if path.endswith(NOWHERE):
            return WireResponse(404, headers=headers)
        if request.method == "OPTIONS":
            return WireResponse(405, headers=headers)
        if path == "/broken":
            return WireResponse(500, headers=headers)
        unchanged = "If-None-Match" in request.headers
        return WireResponse(304 if unchanged else 200, headers=headers)

    return answer


def wrong(policy: Policy, change: Change) -> Server:
    """Make a server that follows a policy but for one change of its answers."""
    follow = right(policy)

    def answer(request: WireRequest) -> Answer:
        response = follow(request)
        assert isinstance(response, WireResponse)
        return change(request, response)

    return answer


def verify(
    server: Server,
    policy: Policy | None = POLICY,
    *,
    origins: tuple[str, ...] = (),
    websocket: str = "",
    budget: int = BUDGET,
    paths: tuple[str, ...] = (),
    url: str = URL,
) -> Verification:
    """Verify a server in memory."""
    wanted = Wanted(url, origins=origins, websocket=websocket, paths=paths)
    verifier = Verifier(wanted, policy, budget)
    while verifier.pending is not None:
        assert verifier.pending.method in {"OPTIONS", "GET", "HEAD"}
        verifier.receive(Exchange(verifier.pending, server(verifier.pending)))
    assert verifier.report is not None
    return verifier.report


def codes(verification: Verification) -> set[str]:
    """Give the codes of what was found."""
    return {finding.code for finding in verification.findings}


# The changes ----------------------------------------------------------------------------------


def setting(response: WireResponse, name: str, value: str) -> WireResponse:
    """Put a header in place of any of its name."""
    return replace(response, headers=response.headers.without(name).with_line(name, value))


def without(*names: str) -> Change:
    """Leave headers out."""
    return lambda _, response: replace(response, headers=response.headers.without(*names))


def adding(name: str, value: str) -> Change:
    """Put a header on every answer, in place of any of its name."""
    return lambda _, response: setting(response, name, value)


def instead(policy: Policy) -> Change:
    """Follow another policy."""
    follow = right(policy)
    return lambda request, _: follow(request)


def granting(pattern: str) -> Change:
    """Let in besides, with cookies, every origin in which a pattern is found."""
    found = re.compile(pattern)

    def change(request: WireRequest, response: WireResponse) -> WireResponse:
        origin = request.headers.get("Origin")
        if origin is None or not found.search(origin):
            return response
        granted = setting(response, "Access-Control-Allow-Origin", origin)
        return setting(granted, "Access-Control-Allow-Credentials", "true")

    return change


def where(told: Callable[[WireRequest, WireResponse], bool], change: Change) -> Change:
    """Change some answers only."""

    def changed(request: WireRequest, response: WireResponse) -> Answer:
        return change(request, response) if told(request, response) else response

    return changed
