"""The server's half of the protocol: what an operator allows, decided without I/O."""

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
