"""Why a request is refused, for the operator: the step, and the allowed origin that comes nearest.

Never for the one who asks: it names origins that the policy allows.
"""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches
from enum import StrEnum
from typing import TYPE_CHECKING

from corsac.core.cors_headers import ORIGIN
from corsac.core.findings import Text
from corsac.core.origin import parse_origin
from corsac.policy.decide import Decision, Request, decide, route_of
from corsac.policy.grant import Refused
from corsac.policy.objections import objection_to
from corsac.policy.pattern import LONGEST_ORIGIN, parse_pattern

if TYPE_CHECKING:
    from collections.abc import Callable

    from corsac.core.origin import Origin
    from corsac.policy.pattern import OriginPattern
    from corsac.policy.policy import Policy


class Differs(StrEnum):
    """In what an origin differs from the nearest one that is allowed."""

    SCHEME = "scheme"
    PORT = "port"
    SUBDOMAIN = "subdomain"
    PARENT = "parent"
    SPELLING = "spelling"


@dataclass(frozen=True, slots=True)
class Near:
    """An allowed origin or pattern that a refused origin comes near to, and what is different."""

    pattern: str
    differs: Differs


@dataclass(frozen=True, slots=True)
class Explanation:
    """A decision with its steps and, where the origin was refused, what may have been meant.

    `malformed` says why the origin is none that a browser sends; `nearest` is the allowed origin
    that differs least.
    """

    decision: Decision
    nearest: Near | None = None
    malformed: Text | None = None


def explain(policy: Policy, request: Request) -> Explanation:
    """Decide a request and say why.

    Args:
        policy: What is allowed.
        request: What is asked.
    """
    decision = decide(policy, request, tracing=True)
    origin = request.headers.get(ORIGIN)
    if origin is None or decision.reason is not Refused.ORIGIN:
        return Explanation(decision)
    index = route_of(policy, request) if policy.routes else None
    chosen = policy if index is None or index < 0 else policy.routes[index].policy
    text = origin[: 2 * LONGEST_ORIGIN]
    pattern = parse_pattern(text)
    malformed = (
        None if pattern is not None and pattern.exact else Text(objection_to(text)[0].reason)
    )
    return Explanation(decision, nearest_origin(chosen, text), malformed)


def nearest_origin(policy: Policy, origin: str) -> Near | None:
    """Find the allowed origin or pattern that differs least from a refused one.

    Args:
        policy: What is allowed.
        origin: The refused origin, which need not be one.
    """
    parsed = parse_origin(origin)
    if parsed is not None and not parsed.is_opaque:
        for differs, near in _NEARNESS:
            for pattern in policy.patterns:
                if near(parsed, pattern):
                    return Near(pattern.text, differs)
    close = get_close_matches(origin.lower(), policy.allow_origins, n=1, cutoff=0.8)
    return Near(close[0], Differs.SPELLING) if close else None


def _other_scheme(origin: Origin, pattern: OriginPattern) -> bool:
    return pattern.matches(str(_moved(origin, pattern, port=False)))


def _other_port(origin: Origin, pattern: OriginPattern) -> bool:
    return pattern.matches(str(_moved(origin, pattern, port=True))) and (
        origin.scheme == pattern.scheme
    )


def _other_both(origin: Origin, pattern: OriginPattern) -> bool:
    return pattern.matches(str(_moved(origin, pattern, port=True)))


def _moved(origin: Origin, pattern: OriginPattern, *, port: bool) -> Origin:
    """Give an origin the pattern's scheme, and its port too."""
    return type(origin)(pattern.scheme, origin.host, pattern.port if port else origin.port)


def _below(origin: Origin, pattern: OriginPattern) -> bool:
    return bool(pattern.parent) and origin.host.endswith(f".{pattern.parent}")


def _above(origin: Origin, pattern: OriginPattern) -> bool:
    return pattern.parent == origin.host or pattern.parent.endswith(f".{origin.host}")


_NEARNESS: tuple[tuple[Differs, Callable[[Origin, OriginPattern], bool]], ...] = (
    (Differs.SCHEME, _other_scheme),
    (Differs.PORT, _other_port),
    (Differs.SCHEME, _other_both),
    (Differs.SUBDOMAIN, _below),
    (Differs.PARENT, _above),
)
