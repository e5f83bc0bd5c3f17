"""Comparisons as text."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Any, TypeGuard

from .facets import shown

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from .changed import Change, Changes
    from .compare import Agreement, Disagreement

_WIDTH = 1200  # characters of one value


def _is_list(value: object) -> TypeGuard[list[Any]]:
    return isinstance(value, list)


def _pair(one: Any, other: Any) -> tuple[str, str]:  # noqa: ANN401 - facets' values
    """Two values on a line each; of two lists of one length, the parts that differ."""
    if _is_list(one) and _is_list(other) and len(one) == len(other):
        parts = [(a, b) for a, b in zip(one, other, strict=True) if a != b]
        one, other = [a for a, _ in parts], [b for _, b in parts]
    return shown(one)[:_WIDTH], shown(other)[:_WIDTH]


def agreement(result: Agreement, facets: Sequence[str], show: int) -> str:
    """Agreement per facet and family, and the first disagreements."""
    lines = [f"{result.engine}: {result.skipped} records skipped"]
    for facet in facets:
        compared, agreed = result.total(facet)
        lines.append(f"{facet:9} {100 * result.share(facet):6.2f} %  {agreed} of {compared}")
    lines += [
        f"not modelled ({count}): {text}" for text, count in result.unmodelled.most_common(10)
    ]
    for facet in facets:
        weak = [
            f"{family} {count[0] - count[1]}/{count[0]}"
            for (name, family), count in sorted(result.counts.items())
            if name == facet and count[0] != count[1]
        ]
        if weak:
            lines += ["", f"{facet} disagrees in: {', '.join(weak)}"]
            lines += _disagreements((each for each in result.found if each.facet == facet), show)
    return "\n".join(lines)


def _disagreements(found: Iterable[Disagreement], show: int) -> list[str]:
    lines: list[str] = []
    for each in islice(found, show):
        observed, predicted = _pair(each.observed, each.predicted)
        lines += [f"  {each.identity} {each.family}", f"    browser   {observed}"]
        lines.append(f"    predicted {predicted}")
    return lines


def changes(result: Changes, facets: Sequence[str], show: int) -> str:
    """What changed between two recordings, facet by facet."""
    head = f"{result.joined} scenarios compared, {result.skipped} skipped"
    if result.altered:
        head += f", {len(result.altered)} are other scenarios now ({result.altered[0]}, ...)"
    lines = [head]
    counts = result.counts()
    lines += [f"{facet:9} {counts.get(facet, 0)} changed" for facet in facets]
    for facet in facets:
        found: list[Change] = [each for each in result.found if each.facet == facet]
        if found:
            lines += ["", facet]
        for each in found[:show]:
            old, new = _pair(each.old, each.new)
            lines += [f"  {each.identity} {each.family}", f"    old {old}", f"    new {new}"]
    return "\n".join(lines)
