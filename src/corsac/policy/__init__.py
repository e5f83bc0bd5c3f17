"""The server's half of the protocol: what an operator allows, decided without I/O.

The names load when they are asked for (PEP 562): a target that knows patterns needs no enforcer.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from corsac.policy.answers import Mode
    from corsac.policy.decide import Decision, Request
    from corsac.policy.enforcer import Enforcer
    from corsac.policy.grant import Grant, Refused
    from corsac.policy.mistakes import Mistake, PolicyError
    from corsac.policy.policy import Policy
    from corsac.policy.provider import NeedsPolicy, PolicyProvider
    from corsac.policy.routes import Route
    from corsac.policy.running import RunningPolicy

__all__ = [
    "Decision",
    "Enforcer",
    "Grant",
    "Mistake",
    "Mode",
    "NeedsPolicy",
    "Policy",
    "PolicyError",
    "PolicyProvider",
    "Refused",
    "Request",
    "Route",
    "RunningPolicy",
]

_HOMES = {
    "Decision": "decide",
    "Enforcer": "enforcer",
    "Grant": "grant",
    "Mistake": "mistakes",
    "Mode": "answers",
    "NeedsPolicy": "provider",
    "Policy": "policy",
    "PolicyError": "mistakes",
    "PolicyProvider": "provider",
    "Refused": "grant",
    "Request": "decide",
    "Route": "routes",
    "RunningPolicy": "running",
}


def __getattr__(name: str) -> object:
    """Load a public name from its module."""
    if (home := _HOMES.get(name)) is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{home}"), name)
