"""URLs that aren't HTTP."""

from __future__ import annotations

import pytest

from corsac.browser.outcome import Reason
from tests.browser.stories import Story


@pytest.mark.parametrize("url", ["data:text/plain;base64,a", "data:nothing"])
def test_a_broken_data_url_is_an_error(url: str) -> None:
    outcome = Story().fetch(url)
    assert outcome.block is not None
    assert outcome.block.reason is Reason.SCHEME


def test_a_data_url_is_the_pages_own_in_every_mode() -> None:
    for mode in ("cors", "no-cors", "same-origin"):
        outcome = Story().fetch("data:,x", mode=mode)
        assert outcome.response is not None
        assert outcome.response.type == "basic"
