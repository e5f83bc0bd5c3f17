"""Each deviation of a profile has a recorded scenario that comes out wrong without it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from corsac.browser import find_profile
from tools.truth import corpus, differences, evidence
from tools.truth.deviations import deviations, without

if TYPE_CHECKING:
    from pathlib import Path

CASES = [
    (engine, field, where)
    for engine, fields in evidence.read().items()
    for field, where in fields.items()
]


@pytest.mark.parametrize(("engine", "field", "where"), CASES)
def test_the_scenario_shows_the_deviation(engine: str, field: str, where: str) -> None:
    recording, identity = evidence.place(where)
    profile = find_profile(engine)
    again = "python -m tools.truth evidence finds another scenario"
    assert recording.engine == engine
    assert field in deviations(profile), f"no deviation any more: {again}"
    assert corpus.wrong_facets(recording, identity, profile) == (), again
    assert corpus.wrong_facets(recording, identity, without(profile, field)) != (), again


@pytest.mark.parametrize("engine", corpus.ENGINES)
def test_every_deviation_has_words_and_evidence(engine: str) -> None:
    words = {each.field: each for each in differences.read()}
    shown = evidence.read()[engine]
    fields = deviations(find_profile(engine))
    described = {field for field, each in words.items() if engine in each.engines}
    lacking = [field for field in fields if field not in described]
    assert lacking == [], "describe them in tools/truth/differences.toml"
    unproven = [
        field for field in fields if field not in shown and engine not in words[field].unshown
    ]
    assert unproven == [], "make a scenario, or say why there is none (`unshown`)"
    assert described <= set(fields), "the engine does as the standard here: take its words out"
    both = [field for field in shown if field in words and engine in words[field].unshown]
    assert both == [], "there is a scenario: take `unshown` out"


def test_evidence_is_found_where_there_is_some(tmp_path: Path) -> None:
    recording = corpus.load("webkit-made")
    found = {"webkit": evidence.find("webkit", [recording])}
    assert found["webkit"]["safelist.range_any_case"] == "webkit-made:d10"
    assert "max_age_cap" not in found["webkit"]
    path = tmp_path / "evidence.toml"
    evidence.write(found, path)
    assert evidence.read(path) == found
