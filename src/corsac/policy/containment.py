"""Whether one set of origins lies inside another, told from the patterns alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from corsac.policy.pattern import Placeholder, is_labels

if TYPE_CHECKING:
    from collections.abc import Iterable

    from corsac.policy.pattern import OriginPattern

#: Kinds of placeholders that each kind lies inside.
_INSIDE: Final = {
    Placeholder.DIGITS: frozenset({Placeholder.DIGITS, Placeholder.HEX, Placeholder.SLUG}),
    Placeholder.HEX: frozenset({Placeholder.HEX, Placeholder.SLUG}),
    Placeholder.SLUG: frozenset({Placeholder.SLUG}),
}


def covers(outer: OriginPattern, inner: OriginPattern) -> bool:
    """Tell whether every origin that `inner` stands for is one that `outer` stands for."""
    if outer.any or inner.exact:
        return outer.any or outer.matches(inner.text)
    if inner.any or outer.exact or outer.scheme != inner.scheme:
        return False
    if not outer.any_port and (inner.any_port or inner.port != outer.port):
        return False
    if outer.subdomains:
        return _below(outer.host, inner)
    if outer.placeholder is None:
        return not (inner.subdomains or inner.placeholder) and inner.host == outer.host
    return _same_label(outer, inner)


def covered(patterns: Iterable[OriginPattern], inner: OriginPattern) -> bool:
    """Tell whether one of the patterns covers `inner`.

    What only several of them together would cover (all 65,536 ports written out, say) counts as
    not covered: the answer is never yes without reason.
    """
    return any(covers(outer, inner) for outer in patterns)


def _below(parent: str, inner: OriginPattern) -> bool:
    """Tell whether all hosts of `inner` have labels before `parent`, and nothing but labels."""
    if inner.subdomains and inner.host == parent:
        return True
    if not inner.host.endswith(f".{parent}"):
        return False
    between = inner.host[: -len(parent) - 1].removeprefix(".")
    # A placeholder's own label is in front of its host, so nothing may be between.
    return is_labels(between) if between else bool(inner.placeholder)


def _same_label(outer: OriginPattern, inner: OriginPattern) -> bool:
    """Tell whether a placeholder, with what surrounds it, lies inside another one's label."""
    kind, wider = inner.placeholder, outer.placeholder
    if kind is None or wider is None:
        # A host with any port is inside where its own label fits.
        return not inner.subdomains and outer.matches(_with_port(outer, inner))
    if (outer.left, outer.host) != (inner.left, inner.host) or wider not in _INSIDE[kind]:
        return False
    if not (inner.prefix.startswith(outer.prefix) and inner.suffix.endswith(outer.suffix)):
        return False
    before = inner.prefix[len(outer.prefix) :]
    after = inner.suffix[: len(inner.suffix) - len(outer.suffix)]
    # Ends and middle are of the wider alphabet just when they are around its smallest member.
    return wider.matches(f"{before}0{after}")


def _with_port(outer: OriginPattern, inner: OriginPattern) -> str:
    port = "" if outer.any_port or outer.port is None else f":{outer.port}"
    return f"{inner.scheme}://{inner.host}{port}"
