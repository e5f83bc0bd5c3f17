"""Refusals as data: one record each, and a count. Adapters log the one and publish the other."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from corsac.policy.decide import decide
from corsac.policy.enforcer import is_same_host
from corsac.policy.mistakes import mask

if TYPE_CHECKING:
    from corsac.policy.decide import Request
    from corsac.policy.grant import Refused
    from corsac.policy.policy import Policy

#: Characters of an origin, a method or a list of names that a record keeps.
LONGEST: Final = 128
_MOST_NAMES: Final = 8
_ORIGIN: Final = "Origin"


@dataclass(frozen=True, slots=True)
class Refusal:
    """One refused request, cut to what an operator needs: no cookie, no query, no credentials.

    `kind` is `preflight` or `actual`; `reason` and `clause` say at which step; `route` is the path
    of the policy's own route, not the request's. `method` and `names` are what was asked for and
    refused. `enforced` is false in report-only mode, where nothing was withheld.
    """

    kind: str
    reason: Refused
    clause: str
    route: str
    origin: str
    method: str
    names: tuple[str, ...] = ()
    enforced: bool = True

    def fields(self) -> dict[str, str]:
        """Give the record as flat text, for a structured log."""
        return {
            "kind": self.kind,
            "reason": self.reason.value,
            "clause": self.clause,
            "route": self.route,
            "origin": self.origin,
            "method": self.method,
            "headers": ", ".join(self.names),
            "enforced": "true" if self.enforced else "false",
        }

    def __str__(self) -> str:
        shown = (f"{name}={value!r}" for name, value in self.fields().items() if value)
        return f"cors refused: {' '.join(shown)}"


def refusal(policy: Policy, request: Request, *, enforced: bool = True) -> Refusal | None:
    """Make the record of a refused request.

    Args:
        policy: What is allowed.
        request: What was asked.
        enforced: Whether the refusal was carried out.

    Returns:
        None where nothing was refused, and for a page of the server's own host, whose requests
        have an Origin header without being cross-origin.
    """
    origin = request.headers.get(_ORIGIN)
    if origin is None or is_same_host(origin, request.headers.get("Host")):
        return None
    decision = decide(policy, request, tracing=True)
    if decision.reason is None:
        return None
    facts = dict(decision.trace[-1].facts) if decision.trace else {}
    names = tuple(name for name in facts.get("refused", "").split(", ") if name)
    return Refusal(
        kind="preflight" if request.preflight else "actual",
        reason=decision.reason,
        clause=decision.clause,
        route=decision.route,
        origin=_shown(origin),
        method=_shown(facts.get("method", request.method)),
        names=tuple(map(_shown, names[:_MOST_NAMES])),
        enforced=enforced,
    )


class Tally:
    """Counts refusals by route and reason: both come from the policy, so that it stays small."""

    __slots__ = ("_counts",)

    def __init__(self) -> None:
        self._counts: dict[tuple[str, Refused], int] = {}

    def add(self, record: Refusal) -> None:
        """Count one refusal."""
        key = (record.route, record.reason)
        self._counts[key] = self._counts.get(key, 0) + 1

    def counts(self) -> dict[tuple[str, Refused], int]:
        """Give the counts so far, by route and reason."""
        return dict(self._counts)


def _shown(text: str) -> str:
    """Cut a text from the wire, and leave nothing in it that a log would trip over."""
    plain = "".join(
        char if char.isprintable() and char.isascii() else "?" for char in text[:LONGEST]
    )
    return mask(plain) + ("..." if len(text) > LONGEST else "")
