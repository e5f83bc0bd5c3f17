"""What is looked at in a request that comes as a value."""

from __future__ import annotations

from corsac.core.headers import Headers
from corsac.middleware.asked import may_open, preflight
from corsac.policy import Enforcer, Policy, Request
from tests.middleware.ask import APP, EVIL

ENFORCER = Enforcer(Policy(allow_origins=[APP], allow_methods=["PUT"], allow_headers=["a", "b"]))
METHOD = "Access-Control-Request-Method"


def request(method: str = "GET", *lines: tuple[str, str]) -> Request:
    return Request(method, "/", Headers(lines))


def test_a_preflight_has_three_marks() -> None:
    names = (("Access-Control-Request-Headers", "a"), ("Access-Control-Request-Headers", "b"))
    grant = preflight(ENFORCER, request("OPTIONS", ("Origin", APP), (METHOD, "PUT"), *names))
    assert grant is not None
    assert grant.allowed
    assert preflight(ENFORCER, request("OPTIONS", ("Origin", APP))) is None
    assert preflight(ENFORCER, request("OPTIONS", (METHOD, "PUT"))) is None
    assert preflight(ENFORCER, request("GET", ("Origin", APP), (METHOD, "PUT"))) is None


def test_a_websocket_is_for_the_policys_origins_and_the_servers_own() -> None:
    assert may_open(ENFORCER, request("GET", ("Origin", APP)))
    assert may_open(ENFORCER, request("GET", ("Origin", EVIL), ("Host", "evil.example")))
    assert not may_open(ENFORCER, request("GET", ("Origin", EVIL), ("Host", "api.example")))
