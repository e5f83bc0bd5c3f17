"""Names the systems that a set of answers gives away."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from corsac.core.findings import Confidence, Where
from corsac.core.messages import WireResponse
from corsac.targets.clues import BODY, BODY_LIMIT, CLUES, KINDS, LOOKS_LIKE, Clue
from corsac.targets.system import Layer, System, Tier

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from corsac.core.messages import Exchange

_KINDS = {kind.name: kind for kind in KINDS}
_PLACE = {kind.name: place for place, kind in enumerate(KINDS)}
_SURENESS = (Confidence.LOW, Confidence.MEDIUM, Confidence.HIGH)
# "Some Python application" says nothing more once the framework itself is known.
_VAGUE = frozenset({"wsgi", "asgi"})

_compiled = cache(re.compile)


def _values(answer: WireResponse, place: str) -> tuple[str, ...]:
    if place == BODY:
        return (answer.body[:BODY_LIMIT].decode("utf-8", "replace"),)
    return answer.headers.all(place)


def _version(clue: Clue, answer: WireResponse) -> str | None:
    """Give the version that a clue's signs show, "" without one; None where a sign is missing."""
    version = ""
    for sign in clue.signs:
        pattern = _compiled(sign.pattern, re.DOTALL)
        matches = (pattern.search(value) for value in _values(answer, sign.place))
        found = next((match for match in matches if match), None)
        if found is None:
            return None
        version = version or found.groupdict().get("version") or ""
    return version


def _sightings(exchanges: Iterable[Exchange]) -> Iterator[Layer]:
    for index, exchange in enumerate(exchanges):
        answer = exchange.answer
        if not isinstance(answer, WireResponse):
            continue
        for clue in CLUES:
            version = _version(clue, answer)
            if version is not None:
                kind, place = _KINDS[clue.system], clue.signs[0].place
                where = Where(index, header="" if place == BODY else place)
                yield Layer(kind.name, kind.label, kind.tier, clue.confidence, version, (where,))


def _merged(known: Layer, seen: Layer) -> Layer:
    return replace(
        known,
        confidence=max(known.confidence, seen.confidence, key=_SURENESS.index),
        version=known.version or seen.version,
        clues=(*known.clues, *seen.clues),
    )


def recognise(exchanges: Iterable[Exchange]) -> System | None:
    """Name what answered, from exchanges with one server.

    Failures are passed over. None where nothing showed itself: many systems keep silent, and
    silence proves nothing. A clue's index counts in the order in which exchanges were given.
    """
    layers: dict[str, Layer] = {}
    for seen in _sightings(exchanges):
        known = layers.get(seen.name)
        layers[seen.name] = seen if known is None else _merged(known, seen)
    named = any(
        layer.tier is Tier.APPLICATION and name not in _VAGUE for name, layer in layers.items()
    )
    said = {LOOKS_LIKE[name] for name in layers if name in LOOKS_LIKE}
    said |= _VAGUE if named else set()
    shown = [layer for name, layer in layers.items() if name not in said]
    return System(tuple(sorted(shown, key=lambda layer: _PLACE[layer.name]))) if shown else None
