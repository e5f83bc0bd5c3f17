"""Access-Control-Max-Age: four readings of odd values."""

from __future__ import annotations

import pytest

from corsac.browser.max_age import (
    chromium_max_age,
    firefox_max_age,
    standard_max_age,
    webkit_max_age,
)

READERS = (standard_max_age, chromium_max_age, firefox_max_age, webkit_max_age)


@pytest.mark.parametrize(
    ("lines", "seconds"),
    [
        ((), (5, 5, 5, 5)),
        (("600",), (600, 600, 600, 600)),
        (("0",), (0, 0, 0, 0)),
        (("-1",), (5, 0, 0, 0)),
        (("+5",), (5, 5, 0, 5)),
        (("x",), (5, 5, 0, 5)),
        (("",), (5, 5, 5, 5)),
        (("", "600"), (5, 5, 600, 5)),
        (("60", "60"), (5, 5, 0, 5)),
        (("9" * 20,), (float("9" * 20), 5, float("9" * 20), 5)),
    ],
)
def test_each_engine_reads_its_own_way(lines: tuple[str, ...], seconds: tuple[float, ...]) -> None:
    assert tuple(read(lines) for read in READERS) == seconds
