"""What the steps cost that every simulated request takes. `make bench` prints it."""

from __future__ import annotations

from timeit import Timer
from typing import TYPE_CHECKING

import pytest

from corsac.browser.safelists import CHROMIUM
from corsac.browser.url import parse_url
from corsac.core.origin import Origin, parse_origin, same_origin
from corsac.core.request_headers import STANDARD, script_headers, unsafe_names
from corsac.core.site import same_site

if TYPE_CHECKING:
    from collections.abc import Callable

HEADERS = (
    ("Accept", "application/json"),
    ("Content-Type", "application/json; charset=UTF-8"),
    ("Authorization", "Bearer x"),
    ("X-Requested-With", "XMLHttpRequest"),
    ("Range", "bytes=0-1023"),
)
HERE, THERE = Origin("https", "app.a.example"), Origin("https", "api.b.example", 8443)
STEPS: dict[str, Callable[[], object]] = {
    "name the unsafe ones of five headers": lambda: unsafe_names(HEADERS, STANDARD),
    "likewise, as Chromium does": lambda: unsafe_names(HEADERS, CHROMIUM),
    "drop what script can't set of five": lambda: script_headers(HEADERS),
    "parse an origin": lambda: parse_origin("https://api.b.example:8443"),
    "compare two origins": lambda: same_origin(HERE, THERE),
    "compare two sites": lambda: same_site(HERE, THERE),
    "parse a URL that was seen before": lambda: parse_url("https://api.b.example/v1/items?q=1"),
}


@pytest.mark.bench
@pytest.mark.parametrize("step", STEPS)
def test_step(step: str) -> None:
    """Print the best of five rounds, in microseconds."""
    timer = Timer(STEPS[step])
    number, _ = timer.autorange()
    best = min(timer.repeat(5, number)) / number
    print(f"{best * 1e6:8.2f} us  {step}")
