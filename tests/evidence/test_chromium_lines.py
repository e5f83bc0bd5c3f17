"""Chromium's sentences: each of the writer's has its place."""

from __future__ import annotations

from corsac.browser.console.chromium import SENTENCES
from corsac.browser.outcome import Phase
from corsac.evidence.chromium_lines import FRAMES


def test_every_sentence_of_the_writer_s_can_be_read() -> None:
    read = {saying.reason for saying in FRAMES[0].sayings}
    assert set(SENTENCES) <= read


def test_what_is_introduced_comes_before_what_it_contains() -> None:
    sayings = FRAMES[0].sayings
    introduced = [n for n, each in enumerate(sayings) if each.template.startswith("Response to")]
    actual = [n for n, each in enumerate(sayings) if each.phase is Phase.ACTUAL]
    assert max(introduced) < min(actual)
