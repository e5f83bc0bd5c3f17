"""Where an adapter's policy comes from: one that stands, one that can be replaced, a provider."""

from __future__ import annotations

import time
from dataclasses import replace
from typing import TYPE_CHECKING, cast

from corsac.middleware.loading import alone, shared
from corsac.policy.answers import Mode
from corsac.policy.policy import Policy
from corsac.policy.provider import NeedsPolicy, PolicyProvider
from corsac.policy.running import RunningPolicy

if TYPE_CHECKING:
    from collections.abc import Awaitable

    from corsac.policy.decide import Request
    from corsac.policy.enforcer import Enforcer
    from corsac.policy.grant import Grant
    from corsac.policy.policy import PolicyFields

    #: What an adapter takes for its policy.
    Source = Policy | RunningPolicy | PolicyProvider


def source_of(
    given: Source | None, mode: Mode | str | None, fields: PolicyFields
) -> RunningPolicy | PolicyProvider:
    """Make of an adapter's arguments what it asks at each request.

    Raises:
        PolicyError: The fields make no policy.
        TypeError: There are a policy and fields, or a mode for what has one already, or what was
            given is no policy.
        ValueError: There is no such mode.
    """
    if given is not None and fields:
        raise TypeError(f"give a policy or its fields, not both: {', '.join(fields)}")
    # What came may be anything, whatever its type was meant to be.
    source = cast("object", Policy(**fields) if given is None else given)
    if isinstance(source, Policy):
        return RunningPolicy(source, Mode.ENFORCE if mode is None else Mode(mode))
    if not isinstance(source, RunningPolicy | PolicyProvider):
        kind = type(source).__name__
        raise TypeError(f"a Policy, RunningPolicy or PolicyProvider is due, not {kind}")
    if mode is not None:
        raise TypeError(f"mode: a {type(source).__name__} has one of its own")
    return source


def parted(
    source: RunningPolicy | PolicyProvider,
) -> tuple[RunningPolicy, PolicyProvider | None]:
    """Give a source under its kind: None is told faster than a class.

    Returns:
        The provider, if it is one; else what runs. Beside a provider a closed policy runs.
    """
    if isinstance(source, RunningPolicy):
        return source, None
    return RunningPolicy(Policy()), source


async def tenant(provider: PolicyProvider, request: Request) -> Enforcer:
    """Find the enforcer of a request's tenant, loading its policy where it isn't remembered.

    Requests that need the same policy at once wait for one load of it. A `load` that isn't async
    runs where the application does: it should not block.
    """
    now = time.monotonic()
    found = provider.enforcer(request, now)
    if not isinstance(found, NeedsPolicy):
        return found
    if not provider.is_async:
        return provider.put(found.key, cast("Policy | None", provider.load(found.key)), now)
    return await shared(provider, found.key, _loaded(provider, found.key, now))


async def _loaded(provider: PolicyProvider, key: str, now: float) -> Enforcer:
    policy = await cast("Awaitable[Policy | None]", provider.load(key))
    return provider.put(key, policy, now)


def tenant_now(provider: PolicyProvider, request: Request) -> Enforcer:
    """Find the enforcer of a request's tenant like `tenant`, with a `load` that isn't async.

    Of several threads that need the same policy, one loads it.
    """
    now = time.monotonic()
    found = provider.enforcer(request, now)
    if not isinstance(found, NeedsPolicy):
        return found
    with alone(provider, found.key):
        # Another thread may have loaded it in the meantime.
        again = provider.enforcer(request, now)
        if not isinstance(again, NeedsPolicy):
            return again
        return provider.put(found.key, cast("Policy | None", provider.load(found.key)), now)


def varied(grant: Grant, provider: PolicyProvider) -> Grant:
    """Add to a grant's Vary what the tenant was taken from."""
    return replace(grant, vary=tuple(dict.fromkeys((*grant.vary, *provider.vary))))
