"""Policies that come from elsewhere, one for each tenant, remembered within bounds."""

from __future__ import annotations

from collections import OrderedDict
from contextlib import suppress
from dataclasses import dataclass
from inspect import iscoroutinefunction
from typing import TYPE_CHECKING, Final

from corsac.policy.answers import Mode
from corsac.policy.decide import Decision, Request, decide
from corsac.policy.enforcer import Enforcer
from corsac.policy.policy import Policy

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from typing import Any

    Load = Callable[[str], Policy | None] | Callable[[str], Awaitable[Policy | None]]

#: Tenants that are remembered; the one that was not asked for the longest goes first.
KEPT: Final = 1024
#: Keys longer than this are no tenant's: they get the closed policy, and nobody is asked.
LONGEST_KEY: Final = 512
_CLOSED: Final = Enforcer(Policy())


@dataclass(frozen=True, slots=True)
class NeedsPolicy:
    """An answer that has to wait: load the policy for `key`, `put` it, and ask again."""

    key: str


class PolicyProvider:
    """Finds each request's policy by a key taken from it: a host, a path's first segment, a token.

    It does no I/O itself. `decide` and `enforcer` answer at once for a tenant that is remembered;
    for any other they give `NeedsPolicy`, and the adapter calls `load`, awaits it where
    `is_async`, and puts the result in. A key without a policy is remembered too, as closed.

    Args:
        key: Takes the key from a request; None for a request that is no tenant's.
        load: Gives the key's policy, which was checked when it was made; None for no policy.
        vary: Request headers that the key is taken from: they go into every answer's Vary.
        kept: How many tenants are remembered.
        lifetime: Seconds after which a policy is loaded again; None for never.
        mode: How the policies are applied.

    Attributes:
        load: As given.
        vary: As given.
        is_async: Whether `load` has to be awaited.
        under_way: What adapters note of loads that have not ended.
    """

    __slots__ = (
        "_entries",
        "_kept",
        "_key",
        "_lifetime",
        "_mode",
        "is_async",
        "load",
        "under_way",
        "vary",
    )

    def __init__(
        self,
        key: Callable[[Request], str | None],
        load: Load,
        *,
        vary: tuple[str, ...] = (),
        kept: int = KEPT,
        lifetime: float | None = None,
        mode: Mode = Mode.ENFORCE,
    ) -> None:
        self._key = key
        self._entries: OrderedDict[str, tuple[Enforcer, float]] = OrderedDict()
        self._kept = kept
        self._lifetime = lifetime
        self._mode = mode
        self.load = load
        self.vary = vary
        #: The loads under way: the adapters' own note, by which one is shared by who waits for it.
        self.under_way: dict[object, Any] = {}
        # An object with an async __call__ is as good as an async function.
        self.is_async = iscoroutinefunction(load) or iscoroutinefunction(
            getattr(load, "__call__", None)  # noqa: B004 -- its kind is asked for, not whether
        )

    def enforcer(self, request: Request, now: float = 0.0) -> Enforcer | NeedsPolicy:
        """Find the enforcer of a request's tenant.

        Args:
            request: What is asked.
            now: The time in seconds, from any start; needed where there is a `lifetime`.
        """
        key = self._key(request)
        if key is None or len(key) > LONGEST_KEY:
            return _CLOSED
        entry = self._entries.get(key)
        if entry is None or (self._lifetime is not None and now >= entry[1] + self._lifetime):
            return NeedsPolicy(key)
        self._touch(key)
        return entry[0]

    def decide(
        self, request: Request, now: float = 0.0, *, tracing: bool = False
    ) -> Decision | NeedsPolicy:
        """Decide a request by its tenant's policy; arguments as of `enforcer` and `decide`."""
        found = self.enforcer(request, now)
        if isinstance(found, NeedsPolicy):
            return found
        return decide(found.policy, request, found.mode, tracing=tracing)

    def put(self, key: str, policy: Policy | None, now: float = 0.0) -> Enforcer:
        """Remember a tenant's policy.

        Args:
            key: What `NeedsPolicy` named.
            policy: What `load` gave.
            now: The time in seconds.

        Raises:
            TypeError: `load` gave something else, such as an awaitable in a synchronous adapter.
        """
        checked = _checked(policy)
        enforcer = _CLOSED if checked is None else Enforcer(checked, self._mode)
        self._entries[key] = (enforcer, now)
        self._touch(key)
        while len(self._entries) > self._kept:
            self._entries.popitem(last=False)
        return enforcer

    def forget(self, key: str | None = None) -> None:
        """Drop a tenant's policy, or all of them: the next request has it loaded."""
        if key is None:
            self._entries.clear()
        else:
            self._entries.pop(key, None)

    def __len__(self) -> int:
        return len(self._entries)

    def _touch(self, key: str) -> None:
        # Another thread may just have dropped it; what was found still counts.
        with suppress(KeyError):
            self._entries.move_to_end(key)


def _checked(given: object) -> Policy | None:
    if given is None or isinstance(given, Policy):
        return given
    raise TypeError(f"a policy provider's load gives a Policy or None, not {type(given).__name__}")
