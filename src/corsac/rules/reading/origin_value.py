"""Answers whose Allow-Origin is there and does not let the origin in, sorted by what is wrong."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from corsac.browser.outcome import Reason
from corsac.core.cors_headers import ALLOW_ORIGIN
from corsac.core.messages import WireResponse
from corsac.rules.case import ProbeKind
from corsac.rules.reading.difference import Difference, difference
from corsac.rules.reading.scene import Answer, Scene

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corsac.rules.case import Case


#: What browsers call a value that is not the origin; where they draw the line differs.
VALUE_REASONS = frozenset(
    {
        Reason.ALLOW_ORIGIN_INVALID,
        Reason.ALLOW_ORIGIN_MISMATCH,
        Reason.ALLOW_ORIGIN_MULTIPLE,
    }
)


@dataclass(frozen=True, slots=True)
class Mismatch:
    """An answer, its Allow-Origin value, and how that differs from the origin."""

    answer: Answer
    value: str
    difference: Difference


def mismatches(case: Case, *wanted: Difference) -> tuple[Mismatch, ...]:
    """Find the answers whose Allow-Origin differs from the request origin in a wanted way.

    An origin that a redirect made `null` is left out: the value is then not to blame. Two header
    lines of any value count as repeated.
    """
    found = (m for m in _all(Scene.of(case)) if m.difference in wanted)
    return tuple(m for m in found if m.answer.origin == case.origin)


def _all(scene: Scene) -> Iterator[Mismatch]:
    for answer in scene.answers:
        value = answer.allow_origin
        if value is None or answer.origin_passes:
            continue
        lines = answer.response.headers.all(ALLOW_ORIGIN)
        how = Difference.REPEATED if len(lines) > 1 else difference(value, answer.origin)
        yield Mismatch(answer, value, how)


@dataclass(frozen=True, slots=True)
class Listed:
    """A near variant of the page's origin that the server does allow; `index` is its exchange."""

    index: int
    origin: str
    difference: Difference


def listed_variants(case: Case, *wanted: Difference) -> tuple[Listed, ...]:
    """Find near variants of the page's origin that were tried and let in.

    They show what stands in the server's list. A server that lets everything in proves nothing.
    """
    scene = Scene.of(case)
    if any(answer.origin_passes for answer in scene.first_hop):
        return ()
    return tuple(m for m in _listed(case) if not wanted or m.difference in wanted)


def _listed(case: Case) -> Iterator[Listed]:
    offset = len(case.outcome.exchanges)
    for number, probe in enumerate(case.probes):
        answer = probe.exchange.answer
        tried = probe.exchange.request.headers.get("Origin")
        if probe.kind is not ProbeKind.NEAR_ORIGIN or tried is None:
            continue
        if isinstance(answer, WireResponse) and answer.headers.get(ALLOW_ORIGIN) == tried:
            yield Listed(offset + number, tried, difference(tried, case.origin))
