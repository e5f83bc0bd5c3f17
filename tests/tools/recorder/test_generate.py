"""Scenarios come from a seed, and can be run."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from tools.recorder import generate, pages
from tools.recorder.families import CATALOGUE, SPECIAL

if TYPE_CHECKING:
    from collections.abc import Iterator

SCENARIOS = generate.scenarios(7, 1500)


def _answers(scenario: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for pair in scenario["server"].values():
        for entry in pair.values():
            several: list[Any] = [*entry] if isinstance(entry, list) else [entry]
            yield from (each for each in several if each)


def test_the_same_seed_draws_the_same() -> None:
    assert generate.scenarios(7, 1500) == SCENARIOS


def test_another_seed_draws_others() -> None:
    assert generate.scenarios(8, 100) != SCENARIOS[:100]


def test_a_longer_run_begins_like_a_shorter_one() -> None:
    assert generate.scenarios(7, 100) == SCENARIOS[:100]


def test_all_families_are_drawn() -> None:
    assert {scenario["f"] for scenario in SCENARIOS} == set(CATALOGUE)


def test_no_two_are_alike() -> None:
    shapes = {json.dumps(each).replace(each["id"], "") for each in SCENARIOS}
    assert len(shapes) > 0.99 * len(SCENARIOS)


@pytest.mark.parametrize("name", sorted(SPECIAL))
def test_special_families_come_when_asked_for(name: str) -> None:
    assert {scenario["f"] for scenario in generate.scenarios(1, 20, [name])} == {name}


def test_answers_can_be_written_as_bytes() -> None:
    for scenario in SCENARIOS:
        for script in _answers(scenario):
            text = script.get("b", "") + script.get("raw", "")
            parts = [text, *(part for pair in script.get("h", []) for part in pair)]
            assert "".join(parts).encode("latin-1") is not None


def test_pages_are_of_known_kinds() -> None:
    for scenario in SCENARIOS:
        kind = scenario["page"].get("k", "top")
        assert kind in pages.KINDS or kind.startswith("x-http"), scenario["id"]


def test_ids_are_in_every_location_and_target() -> None:
    relative = [s for s in SCENARIOS if s["f"] not in ("schemes", "redir-loc", "origins")]
    for scenario in relative:
        for step in scenario["steps"]:
            assert f"/{scenario['id']}/" in step["url"]


def test_an_unknown_family_is_an_error() -> None:
    with pytest.raises(KeyError):
        generate.scenarios(1, 5, ["nonsense"])
