"""Firefox's reasons: each of the writer's has its place, in Chinese too."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from corsac.browser.console.firefox import SENTENCES
from corsac.browser.outcome import Phase, Reason
from corsac.evidence.console import read_console
from corsac.evidence.firefox_chinese import FRAMES as CHINESE
from corsac.evidence.firefox_lines import CODES, FRAMES, saying

if TYPE_CHECKING:
    from corsac.evidence.saying import Saying


def test_every_reason_of_the_writer_s_can_be_read() -> None:
    templates = {each.template for each in FRAMES[0].sayings}
    assert set(SENTENCES.values()) <= templates


def test_what_only_a_preflight_fails_on_says_so() -> None:
    assert saying(Reason.METHOD_NOT_ALLOWED, "x").phase is Phase.PREFLIGHT
    assert saying(Reason.ALLOW_ORIGIN_MISSING, "x").phase is None


@pytest.mark.parametrize("code", sorted(set(CODES.values())))
def test_each_message_has_its_chinese(code: str) -> None:
    assert any(each.code == code for each in CHINESE[0].sayings)


@pytest.mark.parametrize("each", CHINESE[0].sayings, ids=[str(n) for n in range(17)])
@pytest.mark.parametrize("frame", [0, 1])
def test_chinese_lines_are_read(each: Saying, frame: int) -> None:
    reason = each.template.format(detail="x-a")
    line = CHINESE[frame].template.format(url="https://a.example/", rest=reason, status="403")
    (read,) = read_console(line)
    assert read.code == each.code
    assert read.get("url") == "https://a.example/"
