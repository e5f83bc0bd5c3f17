"""Matching an origin against many patterns, in time that doesn't depend on their number.

Exact origins are one look-up. Wildcards are looked up once for each label of the host, with the
scheme and the whole rest of the host as the key: labels are compared whole, so that nothing is
ever taken for a subdomain because its letters end alike. `OriginPattern.matches` says the same
in the slow, plain way, and tests hold the two against each other.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from corsac.core.origin import parse_origin
from corsac.policy.pattern import LONGEST_HOST, LONGEST_LABEL, LONGEST_ORIGIN, is_labels

if TYPE_CHECKING:
    from collections.abc import Iterable

    from corsac.core.origin import Origin
    from corsac.policy.pattern import OriginPattern, Placeholder

    _Ports = dict[int | None, OriginPattern]
    _Kinds = dict[Placeholder, OriginPattern]

#: Stands for every port; None is the scheme's default, as in an origin.
_EVERY: Final = -1


@dataclass(slots=True)
class _Bucket:
    """The placeholders with the same labels around them.

    `shapes` are the lengths of what surrounds a placeholder in its label; `table` is keyed by
    what surrounds it, each place having at most three kinds of placeholder and their ports.
    """

    shapes: set[tuple[int, int]] = field(default_factory=set[tuple[int, int]])
    table: dict[tuple[str, str], dict[int | None, _Kinds]] = field(
        default_factory=dict[tuple[str, str], "dict[int | None, _Kinds]"]
    )


class Matcher:
    """The compiled form of a policy's patterns."""

    __slots__ = ("_any", "_buckets", "_exact", "_hosts", "_parses", "_wild")

    def __init__(self, patterns: Iterable[OriginPattern]) -> None:
        self._any: OriginPattern | None = None
        self._exact: dict[str, OriginPattern] = {}
        self._hosts: dict[tuple[str, str], OriginPattern] = {}
        self._wild: dict[tuple[str, str], _Ports] = {}
        self._buckets: dict[tuple[str, str, str], _Bucket] = {}
        for pattern in patterns:
            self._add(pattern)
        self._parses = bool(self._hosts or self._wild or self._buckets)

    @property
    def exact(self) -> int:
        """How many of the patterns are single origins."""
        return len(self._exact)

    def matches(self, origin: str) -> bool:
        """Tell whether an origin is allowed.

        Args:
            origin: As the request's Origin header has it, whatever that is.
        """
        return self.find(origin) is not None

    def find(self, origin: str) -> OriginPattern | None:
        """Find a pattern that an origin matches, None where there is none."""
        if self._any is not None:
            return self._any
        # The length comes first: nothing is hashed or read of what can't be an origin.
        if len(origin) > LONGEST_ORIGIN:
            return None
        found = self._exact.get(origin)
        if found is not None or not self._parses:
            return found
        parsed = parse_origin(origin)
        if parsed is None or parsed.is_opaque or len(parsed.host) > LONGEST_HOST:
            return None
        return self._hosts.get((parsed.scheme, parsed.host)) or self._by_label(parsed)

    def _add(self, pattern: OriginPattern) -> None:
        port = _EVERY if pattern.any_port else pattern.port
        if pattern.any:
            self._any = pattern
        elif pattern.exact:
            self._exact[pattern.text] = pattern
        elif pattern.subdomains:
            self._wild.setdefault((pattern.scheme, pattern.host), {})[port] = pattern
        elif pattern.placeholder:
            key = (pattern.scheme, pattern.left, pattern.host)
            bucket = self._buckets.setdefault(key, _Bucket())
            bucket.shapes.add((len(pattern.prefix), len(pattern.suffix)))
            ports = bucket.table.setdefault((pattern.prefix, pattern.suffix), {})
            ports.setdefault(port, {})[pattern.placeholder] = pattern
        else:
            self._hosts[pattern.scheme, pattern.host] = pattern

    def _by_label(self, origin: Origin) -> OriginPattern | None:
        """Try each label of the host: as the last one under `*.`, and as a placeholder's."""
        host, start = origin.host, 0
        while (end := host.find(".", start)) >= 0:
            found = self._below(origin, end)
            if found is not None:
                return found
            bucket = self._buckets.get((origin.scheme, host[:start], host[end:]))
            if bucket is not None:
                found = _in_bucket(bucket, host[start:end], origin.port)
                if found is not None:
                    return found
            start = end + 1
        return None

    def _below(self, origin: Origin, end: int) -> OriginPattern | None:
        """Look for a `*.` that stands for all labels before the dot at `end`."""
        ports = self._wild.get((origin.scheme, origin.host[end + 1 :]))
        if ports is None or not is_labels(origin.host[:end]):
            return None
        return ports.get(origin.port) or ports.get(_EVERY)


def _in_bucket(bucket: _Bucket, label: str, port: int | None) -> OriginPattern | None:
    if len(label) > LONGEST_LABEL:
        return None
    for before, after in bucket.shapes:
        end = len(label) - after
        ports = bucket.table.get((label[:before], label[end:])) if before < end else None
        if ports is None:
            continue
        middle = label[before:end]
        for kind, pattern in (ports.get(_EVERY, {}) | ports.get(port, {})).items():
            if kind.matches(middle):
                return pattern
    return None
