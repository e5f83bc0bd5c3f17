"""Which uncovered header WebKit names: those it knows, in the order of the request."""

from __future__ import annotations

import pytest

from tests.browser.stories import API, Story, answer


@pytest.mark.parametrize(
    ("headers", "named"),
    [
        ((("X-B", "1"), ("x-a", "1")), "X-B"),
        ((("X-B", "1"), ("range", "bytes=1-1,2-2"), ("authorization", "a")), "Range"),
        ((("If-None-Match", "a"), ("Authorization", "a")), "If-None-Match"),
    ],
)
def test_known_names_come_first_in_their_own_spelling(
    headers: tuple[tuple[str, str], ...], named: str
) -> None:
    line = Story("webkit").fetch(API, answer(204, allow_origin="*"), headers=headers).console[0]
    assert line == f"Request header field {named} is not allowed by Access-Control-Allow-Headers."
