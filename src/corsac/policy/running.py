"""A policy that can be replaced while it is in force."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corsac.policy.answers import Mode
from corsac.policy.enforcer import Enforcer

if TYPE_CHECKING:
    from typing import Unpack

    from corsac.policy.policy import Policy, PolicyFields


class RunningPolicy:
    """Holds the enforcer in force; every adapter that was given it follows its changes.

    A new policy is complete before it counts, and replacing it is one assignment: a request sees
    the old one or the new one. A policy that does not construct changes nothing.

    Attributes:
        enforcer: What decides now.
    """

    __slots__ = ("_narrow", "enforcer")

    def __init__(self, policy: Policy, mode: Mode = Mode.ENFORCE) -> None:
        self._narrow = False
        self.enforcer = Enforcer(policy, mode)

    @property
    def policy(self) -> Policy:
        """The policy in force."""
        return self.enforcer.policy

    @property
    def mode(self) -> Mode:
        """How it is applied."""
        return self.enforcer.mode

    def replace(self, policy: Policy) -> Policy:
        """Put another policy in force.

        Returns:
            The one that was in force before.
        """
        before = self.enforcer
        self.enforcer = Enforcer(policy, before.mode, narrow=self._narrow)
        return before.policy

    def change(self, **given: Unpack[PolicyFields]) -> Policy:
        """Replace some fields of the policy in force.

        Returns:
            The policy that was in force before.

        Raises:
            PolicyError: The new one can't work or isn't safe; the old one stays in force.
        """
        return self.replace(self.policy.changed(**given))

    def switch(self, mode: Mode) -> None:
        """Apply the policy in another mode."""
        self.enforcer = Enforcer(self.policy, mode, narrow=self._narrow)

    def narrow(self) -> None:
        """Name in a preflight's answer the requested method alone, from now on.

        Due where an application has policies for single methods of a URL beside this one: a
        browser remembers every method that is named, for the whole URL (fetch#concept-cache-match).
        """
        self._narrow = True
        self.switch(self.mode)
