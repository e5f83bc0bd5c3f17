"""Policies of tenants: asked for by key, remembered within bounds."""

from __future__ import annotations

import functools
from typing import Any

import pytest

from corsac.core.headers import Headers
from corsac.policy import Mode, Policy
from corsac.policy.decide import Decision, Request
from corsac.policy.enforcer import Enforcer
from corsac.policy.provider import LONGEST_KEY, NeedsPolicy, PolicyProvider

FOO = "https://foo.com"
TENANTS = {"a": Policy(allow_origins=[FOO]), "b": Policy(allow_origins=["https://bar.com"])}


def by_host(request: Request) -> str | None:
    return request.headers.get("Host")


def ask(host: str | None, origin: str = FOO) -> Request:
    lines = (("Origin", origin),) if host is None else (("Host", host), ("Origin", origin))
    return Request("GET", "/", Headers(lines))


def resolved(provider: PolicyProvider, request: Request, now: float = 0.0) -> Decision:
    """Do what an adapter does."""
    answer = provider.decide(request, now)
    if isinstance(answer, NeedsPolicy):
        loaded = provider.load(answer.key)
        assert loaded is None or isinstance(loaded, Policy)
        provider.put(answer.key, loaded, now)
        answer = provider.decide(request, now)
    assert isinstance(answer, Decision)
    return answer


def test_a_tenants_policy_is_asked_for_once() -> None:
    asked: list[str] = []

    def load(key: str) -> Policy | None:
        asked.append(key)
        return TENANTS.get(key)

    provider = PolicyProvider(by_host, load)
    assert provider.decide(ask("a")) == NeedsPolicy("a")
    assert [resolved(provider, ask(host)).allowed for host in "abab"] == [True, False] * 2
    assert resolved(provider, ask("b", "https://bar.com")).allowed
    assert asked == ["a", "b"]


def test_a_key_without_a_policy_is_closed_and_remembered() -> None:
    provider = PolicyProvider(by_host, TENANTS.get)
    assert not resolved(provider, ask("nobody")).allowed
    assert not isinstance(provider.decide(ask("nobody")), NeedsPolicy)


def test_a_request_without_a_key_is_closed() -> None:
    provider = PolicyProvider(by_host, TENANTS.get)
    assert not resolved(provider, ask(None)).allowed
    assert not resolved(provider, ask("x" * (LONGEST_KEY + 1))).allowed
    assert len(provider) == 0


def test_the_one_not_asked_for_the_longest_goes_first() -> None:
    provider = PolicyProvider(by_host, TENANTS.get, kept=2)
    for host in ("a", "b", "a", "c"):
        resolved(provider, ask(host))
    assert len(provider) == 2
    assert isinstance(provider.enforcer(ask("b")), NeedsPolicy)
    assert isinstance(provider.enforcer(ask("a")), Enforcer)


def test_a_policy_is_loaded_again_after_its_lifetime() -> None:
    provider = PolicyProvider(by_host, TENANTS.get, lifetime=60)
    resolved(provider, ask("a"), now=100.0)
    assert isinstance(provider.enforcer(ask("a"), 159.9), Enforcer)
    assert provider.enforcer(ask("a"), 160.0) == NeedsPolicy("a")


def test_a_policy_can_be_forgotten() -> None:
    provider = PolicyProvider(by_host, TENANTS.get)
    for host in "ab":
        resolved(provider, ask(host))
    provider.forget("a")
    provider.forget("never-seen")
    assert len(provider) == 1
    provider.forget()
    assert len(provider) == 0


def test_an_asynchronous_load_is_known_in_all_its_shapes() -> None:
    async def load(key: str) -> Policy | None:
        return TENANTS.get(key)

    class Loader:
        async def __call__(self, key: str) -> Policy | None:
            return TENANTS.get(key)

    for each in (load, functools.partial(load), Loader()):
        assert PolicyProvider(by_host, each).is_async
    assert not PolicyProvider(by_host, TENANTS.get).is_async


def test_what_is_no_policy_is_refused() -> None:
    provider = PolicyProvider(by_host, TENANTS.get)
    wrong: Any = True
    with pytest.raises(TypeError, match="gives a Policy or None, not bool"):
        provider.put("a", wrong)


def test_the_mode_is_the_providers() -> None:
    provider = PolicyProvider(by_host, TENANTS.get, mode=Mode.DEBUG)
    assert provider.put("a", TENANTS["a"]).mode is Mode.DEBUG
