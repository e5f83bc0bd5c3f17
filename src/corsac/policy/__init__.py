"""The server's half of the protocol: what an operator allows, decided without I/O."""

from corsac.policy.answers import Mode
from corsac.policy.enforcer import Enforcer
from corsac.policy.grant import Grant, Refused
from corsac.policy.mistakes import Mistake, PolicyError
from corsac.policy.policy import Policy
from corsac.policy.routes import Route

__all__ = [
    "Enforcer",
    "Grant",
    "Mistake",
    "Mode",
    "Policy",
    "PolicyError",
    "Refused",
    "Route",
]
