"""Scenarios from a seed."""

from __future__ import annotations

import itertools
import json
import random
from typing import TYPE_CHECKING

from .families import CATALOGUE, SPECIAL
from .families.draw import Draw

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from .families.draw import Scenario

_TRIES = 20  # draws for one id before a repeated scenario is taken


def _order(seed: int, families: Sequence[str]) -> Iterator[str]:
    """Families in an endless order in which each has its share, and any start holds all."""
    weights = {name: {**CATALOGUE, **SPECIAL}[name][0] for name in families}
    chance = random.Random(f"{seed}/order")  # noqa: S311 - no secret is made
    yield from families
    while True:
        yield from chance.choices(list(weights), list(weights.values()), k=1000)


def scenarios(seed: int, count: int, families: Sequence[str] = ()) -> list[Scenario]:
    """Draw scenarios; the same arguments give the same ones, and no two are alike.

    Args:
        seed: Any number.
        count: How many.
        families: Which families; none means all that need no special settings.

    Raises:
        KeyError: There is no such family.
    """
    names = tuple(families) or tuple(CATALOGUE)
    table = {**CATALOGUE, **SPECIAL}
    made: list[Scenario] = []
    seen: set[str] = set()
    for number, name in enumerate(itertools.islice(_order(seed, names), count)):
        letter = "l" if name in SPECIAL else "c"
        identity = f"{letter}{number:06d}"
        scenario: Scenario = {}
        for attempt in range(_TRIES):
            scenario = table[name][1](Draw(seed * 1000 + attempt, identity, name))
            shape = json.dumps({**scenario, "id": ""}).replace(identity, "")
            if shape not in seen:
                seen.add(shape)
                break
        made.append(scenario)
    return made
