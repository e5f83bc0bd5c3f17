"""What an answer tells caches."""

from __future__ import annotations

import pytest

from corsac.core.headers import Headers
from corsac.core.messages import WireResponse
from corsac.rules.reading.caching import (
    came_from_cache,
    is_stored,
    varies_by_origin,
    varies_by_preflight,
)


def response(*lines: tuple[str, str]) -> WireResponse:
    return WireResponse(200, headers=Headers.of(lines))


@pytest.mark.parametrize(
    ("value", "by_origin", "by_preflight"),
    [
        ("Origin", True, False),
        ("Accept, origin", True, False),
        ("*", True, False),
        ("Access-Control-Request-Method", False, True),
        ("Accept-Encoding, access-control-request-headers", False, True),
        ("Original", False, False),
    ],
)
def test_vary_names_headers(value: str, *, by_origin: bool, by_preflight: bool) -> None:
    assert varies_by_origin(response(("Vary", value))) is by_origin
    assert varies_by_preflight(response(("Vary", value))) is by_preflight


@pytest.mark.parametrize(
    ("line", "stored"),
    [
        (("Cache-Control", "public"), True),
        (("Cache-Control", "max-age=60"), True),
        (("Cache-Control", "max-age=0"), False),
        (("Cache-Control", "max-age=60, private"), False),
        (("Cache-Control", "no-store"), False),
        (("Cache-Control", "must-revalidate"), False),
        (("Expires", "Thu, 01 Jan 2032 00:00:00 GMT"), True),
        (("Age", "3"), True),
        (("X-Other", "1"), False),
    ],
)
def test_an_answer_says_whether_it_may_be_kept(line: tuple[str, str], *, stored: bool) -> None:
    assert is_stored(response(line)) is stored


@pytest.mark.parametrize(
    ("line", "kept"),
    [
        (("Age", "0"), False),
        (("Age", "12"), True),
        (("X-Cache", "Hit from cloudfront"), True),
        (("X-Cache", "Miss from cloudfront"), False),
        (("CF-Cache-Status", "HIT"), True),
        (("CF-Cache-Status", "DYNAMIC"), False),
    ],
)
def test_a_cache_says_that_it_had_the_answer(line: tuple[str, str], *, kept: bool) -> None:
    assert came_from_cache(response(line)) is kept
