"""Recorded browsers against the model: the same scenarios, the same outcomes."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from corsac.browser import find_profile
from tools import agreement

if TYPE_CHECKING:
    from tools.agreement import Agreement

RECORDINGS = Path(__file__).parent / "recordings"
#: Recording → the engine, and the share of scenarios that must agree in every facet.
DEMANDED = {
    "chromium": ("chromium", 0.995),
    "firefox": ("firefox", 0.995),
    "webkit": ("webkit", 0.99),
    "chromium-lna": ("chromium", 0.99),
    "chromium-lna-granted": ("chromium", 0.97),
    "chromium-3pcblock": ("chromium", 0.99),
    "firefox-tcp": ("firefox", 0.99),
}


def replayed(name: str, engine: str) -> Agreement:
    meta, records = agreement.read_recording(RECORDINGS / f"{name}.jsonl.gz")
    return agreement.replay(records, find_profile(engine), meta)


@pytest.mark.parametrize("name", DEMANDED)
def test_the_model_does_what_the_browser_did(name: str) -> None:
    engine, demanded = DEMANDED[name]
    result = replayed(name, engine)
    assert sum(result.count.values()) > 30, "too few scenarios to say anything"
    told = [f"{one.id} {one.facet}: {one.recorded} / {one.predicted}" for one in result.differences]
    assert result.share("all") >= demanded, "\n".join(told)


def test_another_engine_does_not_pass_for_it() -> None:
    assert replayed("webkit", "chromium").share("all") < 0.9


def test_a_planted_deviation_is_found() -> None:
    meta, records = agreement.read_recording(RECORDINGS / "chromium.jsonl.gz")
    changed = (json.loads(json.dumps(record).replace('"ok": 0', '"ok": 1')) for record in records)
    assert agreement.replay(changed, find_profile("chromium"), meta).share("verdict") < 0.9
