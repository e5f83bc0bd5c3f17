"""Why a request is refused: what may have been meant."""

from __future__ import annotations

import pytest

from corsac.core.headers import Headers
from corsac.policy import Policy, Refused
from corsac.policy.decide import Request
from corsac.policy.explain import Differs, Near, explain, nearest_origin

POLICY = Policy(
    allow_origins=[
        "https://app.foo.com",
        "https://*.bar.com",
        "https://qux.com:8443",
        "http://localhost:*",
        "null",
    ],
    dangerously_allow_null_origin=True,
    routes={"/other": Policy(allow_origins=["https://other.com"])},
)


def ask(origin: str | None, path: str = "/") -> Request:
    lines = () if origin is None else (("Origin", origin),)
    return Request("GET", path, Headers(lines))


@pytest.mark.parametrize(
    ("origin", "pattern", "differs"),
    [
        ("http://app.foo.com", "https://app.foo.com", Differs.SCHEME),
        ("https://app.foo.com:8443", "https://app.foo.com", Differs.PORT),
        ("http://app.foo.com:8080", "https://app.foo.com", Differs.SCHEME),
        ("http://a.bar.com", "https://*.bar.com", Differs.SCHEME),
        ("https://qux.com", "https://qux.com:8443", Differs.PORT),
        ("https://localhost:3000", "http://localhost:*", Differs.SCHEME),
        ("https://www.app.foo.com", "https://app.foo.com", Differs.SUBDOMAIN),
        ("https://foo.com", "https://app.foo.com", Differs.PARENT),
        ("https://bar.com", "https://*.bar.com", Differs.PARENT),
        ("https://app.foo.com/", "https://app.foo.com", Differs.SPELLING),
        ("https://app.fooo.com", "https://app.foo.com", Differs.SPELLING),
    ],
)
def test_the_nearest_allowed_origin_is_named(origin: str, pattern: str, differs: Differs) -> None:
    assert nearest_origin(POLICY, origin) == Near(pattern, differs)


@pytest.mark.parametrize("origin", ["https://unrelated.net", "%%%", ""])
def test_nothing_may_be_near(origin: str) -> None:
    assert nearest_origin(POLICY, origin) is None


def test_null_is_near_to_null_alone() -> None:
    assert nearest_origin(Policy(allow_origins=["https://foo.com"]), "null") is None


def test_a_refused_origin_is_explained() -> None:
    explanation = explain(POLICY, ask("https://app.foo.com/"))
    assert explanation.decision.reason is Refused.ORIGIN
    assert explanation.decision.trace
    assert str(explanation.malformed) == "ends in a slash, and no browser sends one"
    assert explanation.nearest == Near("https://app.foo.com", Differs.SPELLING)
    assert explain(POLICY, ask("https://app.foo.com:8443")).malformed is None


def test_the_routes_own_origins_are_looked_at() -> None:
    explanation = explain(POLICY, ask("http://other.com", "/other/x"))
    assert explanation.nearest == Near("https://other.com", Differs.SCHEME)


def test_what_is_allowed_needs_no_neighbour() -> None:
    for request in (ask("https://app.foo.com"), ask(None), ask("https://x.com", "/a/../other")):
        explanation = explain(POLICY, request)
        assert explanation.nearest is None
        assert explanation.malformed is None
