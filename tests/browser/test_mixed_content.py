"""An https page may not ask for http, unless it is this machine."""

from __future__ import annotations

import pytest

from corsac.browser.outcome import Reason
from tests.browser.stories import Story, answer


@pytest.mark.parametrize("kind", ["top", "sandbox", "worker"])
def test_http_is_blocked_on_https_pages_and_in_their_frames(kind: str) -> None:
    outcome = Story(kind=kind).fetch("http://api.example/")
    assert outcome.block is not None
    assert outcome.block.reason is Reason.MIXED_CONTENT


def test_http_pages_have_no_mixed_content() -> None:
    story = Story(origin="http://app.test")
    assert story.fetch("http://api.example/", answer(allow_origin="*")).response is not None


@pytest.mark.parametrize(("engine", "sent"), [("chromium", 1), ("webkit", 0)])
def test_loopback_is_trusted_by_most(engine: str, sent: int) -> None:
    story = Story(engine)
    story.fetch("http://127.0.0.1:8000/", *[answer(allow_origin="*")] * sent)
    assert len(story.sent) == sent
