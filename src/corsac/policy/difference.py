"""What one policy allows and another doesn't, and whether one lies inside the other."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from corsac.core.methods import SAFELISTED
from corsac.policy.containment import covered
from corsac.policy.paths import segments
from corsac.policy.pattern import ANY

if TYPE_CHECKING:
    from corsac.policy.policy import Policy


@dataclass(frozen=True, slots=True)
class Change:
    """Members of a list that come and go; `"*"` stands for all."""

    gained: tuple[str, ...] = ()
    lost: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.gained or self.lost)


@dataclass(frozen=True, slots=True)
class Difference:
    """What is different, from one policy to another, on one path.

    `origins` are patterns that the other side does not cover; a pattern that is only written
    otherwise is no difference. Methods that are always allowed are left out. `other` are fields
    with their values before and after. `routes` are the differences on the paths of either
    side's routes, each for `path` and what is below it; `method` is empty where routes don't
    depend on it.
    """

    path: str = ""
    method: str = ""
    origins: Change = field(default_factory=Change)
    methods: Change = field(default_factory=Change)
    headers: Change = field(default_factory=Change)
    exposed: Change = field(default_factory=Change)
    other: tuple[tuple[str, object, object], ...] = ()
    routes: tuple[Difference, ...] = ()

    def __bool__(self) -> bool:
        lists = (self.origins, self.methods, self.headers, self.exposed)
        return any(lists) or bool(self.other) or any(self.routes)


_OTHER = (
    "allow_credentials",
    "max_age",
    "timing_allow_origins",
    "cross_origin_resource_policy",
    "preflight_status",
    "refused_preflight_status",
)


def difference(before: Policy, after: Policy) -> Difference:
    """Compare two policies.

    Args:
        before: What was allowed.
        after: What is allowed instead.
    """
    pairs = _by_route(before, after)
    routes = [_compare(*pair, path, method) for (path, method), pair in pairs.items()]
    return replace(_compare(before, after), routes=tuple(route for route in routes if route))


def within(inner: Policy, outer: Policy) -> bool:
    """Tell whether everything that `inner` lets a page do, `outer` lets it do too.

    Origins, methods, headers, exposed names and credentials are compared, on the policy itself
    and on every route of either. The answer is never yes without reason; no is given too where
    only several patterns together would cover one.
    """
    pairs = [(inner, outer), *_by_route(inner, outer).values()]
    return all(_is_within(one, other) for one, other in pairs)


def _is_within(inner: Policy, outer: Policy) -> bool:
    change = _compare(outer, inner)
    if inner.allow_credentials and not outer.allow_credentials:
        return False
    lists = (change.origins, change.methods, change.headers, change.exposed)
    if any(each.gained for each in lists):
        return False
    return ANY in outer.timing_allow_origins or set(inner.timing_allow_origins) <= set(
        outer.timing_allow_origins
    )


def _by_route(before: Policy, after: Policy) -> dict[tuple[str, str], tuple[Policy, Policy]]:
    """Pair what decides before and after on each route's path, for each method that routes name.

    No method, an empty one, stands for those that no route names.
    """
    routes = (*before.routes, *after.routes)
    methods = sorted({method for route in routes for method in route.methods} | {""})
    pairs: dict[tuple[str, str], tuple[Policy, Policy]] = {}
    for route in routes:
        for method in methods:
            old, new = (_at(policy, route.path, method) for policy in (before, after))
            pairs["/" + "/".join(segments(route.path)), method] = (old, new)
    return pairs


def _at(policy: Policy, path: str, method: str) -> Policy:
    index = policy.table.find(path, method)
    return policy if index is None or index < 0 else policy.routes[index].policy


def _compare(before: Policy, after: Policy, path: str = "", method: str = "") -> Difference:
    other = ((name, getattr(before, name), getattr(after, name)) for name in _OTHER)
    return Difference(
        path,
        method,
        Change(
            gained=_uncovered(after, before),
            lost=_uncovered(before, after),
        ),
        _members(_methods(before), _methods(after)),
        _members(_folded(before, before.allow_headers), _folded(after, after.allow_headers)),
        _members(_folded(before, before.expose_headers), _folded(after, after.expose_headers)),
        tuple(entry for entry in other if entry[1] != entry[2]),
    )


def _uncovered(policy: Policy, other: Policy) -> tuple[str, ...]:
    """Give the patterns of a policy that the other one doesn't cover."""
    exact = set(other.allow_origins)
    return tuple(
        pattern.text
        for pattern in policy.patterns
        if pattern.text not in exact and not covered(other.patterns, pattern)
    )


def _methods(policy: Policy) -> dict[str, str]:
    """Give the methods that a policy adds to those that always are allowed."""
    if policy.closed:
        return {}
    return {method: method for method in policy.allow_methods if method not in SAFELISTED}


def _folded(policy: Policy, names: tuple[str, ...]) -> dict[str, str]:
    """Give header names by their lower case; where no origin is allowed, none is."""
    return {} if policy.closed else {name.lower(): name for name in names}


def _members(before: dict[str, str], after: dict[str, str]) -> Change:
    def beyond(these: dict[str, str], those: dict[str, str]) -> tuple[str, ...]:
        """Give what one side has beyond the other."""
        return () if ANY in those else tuple(these[key] for key in these if key not in those)

    return Change(gained=beyond(after, before), lost=beyond(before, after))
