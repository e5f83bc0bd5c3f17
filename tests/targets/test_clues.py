"""The table of clues holds together."""

from __future__ import annotations

import re

from corsac.targets.clues import BODY, CLUES, KINDS
from corsac.targets.system import Tier


def test_every_clue_is_for_a_known_kind_and_every_kind_has_a_clue() -> None:
    assert {clue.system for clue in CLUES} == {kind.name for kind in KINDS}


def test_kinds_stand_in_the_order_of_the_path() -> None:
    tiers = [list(Tier).index(kind.tier) for kind in KINDS]
    assert tiers == sorted(tiers)


def test_places_are_lower_case_header_names_and_patterns_compile() -> None:
    for clue in CLUES:
        for sign in clue.signs:
            assert sign.place == BODY or re.fullmatch(r"[a-z0-9-]+", sign.place)
            re.compile(sign.pattern)
