"""Recorded browsers against the model: what they don't agree in is listed, and nothing else."""

from __future__ import annotations

import os
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from corsac.browser.profile import Streams
from tools.truth import corpus, listed
from tools.truth.deviations import replaced

if TYPE_CHECKING:
    from collections.abc import Collection

#: Engine → the share of its scenarios that must agree in every facet, whatever is listed.
DEMANDED = {"chromium": 0.995, "firefox": 0.99, "webkit": 0.99}


def thinned(recording: corpus.Recording, known: Collection[str]) -> corpus.Recording:
    """Leave each fourth scenario of a long recording, and those that are listed."""
    kept = {
        identity: record
        for place, (identity, record) in enumerate(recording.records.items())
        if place < 400 or place % 4 == 0 or identity in known
    }
    return replace(recording, records=kept)


@pytest.mark.parametrize("name", corpus.names())
def test_the_model_does_what_the_browser_did(name: str) -> None:
    recording, known = corpus.load(name), listed.read().of(name)
    assert len(recording.records) > 50, "too few scenarios to say anything"
    if os.environ.get("CORSAC_HYPOTHESIS") == "quick":
        recording = thinned(recording, known)
    told = listed.problems(known, corpus.disagreeing(recording))
    assert told == [], "mend the model, or tests/browsers/not_modelled.toml"


@pytest.mark.parametrize("engine", corpus.ENGINES)
def test_the_list_stays_short(engine: str) -> None:
    total = len(corpus.load(engine).records)
    assert len(listed.read().of(engine)) <= (1 - DEMANDED[engine]) * total


@pytest.mark.parametrize("engine", corpus.ENGINES)
def test_there_are_scenarios_enough_of_every_engine(engine: str) -> None:
    assert len(corpus.load(engine).records) >= 2500
    assert {name for name in corpus.names() if name.startswith(f"{engine}-")}


def test_another_engine_does_not_pass_for_it() -> None:
    found = corpus.disagreeing(corpus.load("webkit-3pcblock"), corpus.load("chromium").profile)
    assert len(found) > 20


@pytest.mark.parametrize(
    ("name", "field", "value", "told"),
    [
        ("chromium", "cookies.schemeful", False, "disagrees in wire"),
        ("chromium-made", "wildcard_covers_authorization", False, "k36 disagrees in verdict"),
        ("chromium-made", "max_age_cap", 0.0, "k09 disagrees in wire"),
        ("firefox-made", "streams", Streams.SENT, "k18 disagrees in"),
        ("firefox-lna", "local_network", True, "disagrees in verdict"),
        ("webkit-made", "safelist.range_any_case", False, "d10 disagrees in"),
    ],
)
def test_a_deviation_planted_in_a_profile_is_found(
    name: str, field: str, value: object, told: str
) -> None:
    recording = corpus.load(name)
    planted = replaced(recording.profile, field, value)
    assert planted != recording.profile
    found = listed.problems(listed.read().of(name), corpus.disagreeing(recording, planted))
    assert any(told in line for line in found)
