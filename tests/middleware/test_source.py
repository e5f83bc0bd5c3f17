"""What an adapter takes for its policy, and what it doesn't."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from corsac.middleware.source import source_of, tenant, tenant_now, varied
from corsac.policy import Enforcer, Grant, Mode, Policy
from corsac.policy.decide import Request
from corsac.policy.provider import PolicyProvider
from corsac.policy.running import RunningPolicy

POLICY = Policy(allow_origins=["https://app.example"])


def provider(**more: Any) -> PolicyProvider:  # noqa: ANN401 -- PolicyProvider's own
    return PolicyProvider(lambda request: request.path, lambda _key: POLICY, **more)


def test_nothing_given_is_a_policy_that_allows_nothing() -> None:
    source = source_of(None, None, {})
    assert isinstance(source, RunningPolicy)
    assert source.policy.closed


@pytest.mark.parametrize("mode", [Mode.DEBUG, "debug"], ids=["mode", "text"])
def test_a_policy_runs_in_the_mode_that_is_asked_for(mode: Mode | str) -> None:
    source = source_of(POLICY, mode, {})
    assert isinstance(source, RunningPolicy)
    assert source.mode is Mode.DEBUG


def test_what_does_not_go_together_is_refused() -> None:
    with pytest.raises(TypeError, match="not both: allow_origins"):
        source_of(POLICY, None, {"allow_origins": "*"})
    with pytest.raises(TypeError, match="PolicyProvider has one of its own"):
        source_of(provider(), "debug", {})
    with pytest.raises(TypeError, match="not str"):
        source_of("https://app.example", None, {})  # type: ignore[arg-type]  # that is the test
    with pytest.raises(ValueError, match="loud"):
        source_of(POLICY, "loud", {})


def test_a_tenants_policy_is_loaded_once() -> None:
    def waiting(one: PolicyProvider, request: Request) -> Enforcer:
        return asyncio.run(tenant(one, request))

    for find in (tenant_now, waiting):
        one = provider()
        first = find(one, Request("GET", "/a"))
        assert first.policy is POLICY
        assert find(one, Request("GET", "/a")) is first
        assert len(one) == 1


def test_vary_names_what_the_tenant_was_taken_from_once() -> None:
    grant = Grant(allowed=True, vary=("Origin",))
    assert varied(grant, provider(vary=("Host", "Origin"))).vary == ("Origin", "Host")
