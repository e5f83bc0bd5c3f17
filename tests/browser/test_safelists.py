"""Each engine's own safelist, as the recordings show it."""

from __future__ import annotations

import pytest

from corsac.browser.safelists import CHROMIUM, FIREFOX, STANDARD, WEBKIT
from corsac.core.request_headers import Safelist, is_safelisted, unsafe_names

ENGINES = {"chromium": CHROMIUM, "firefox": FIREFOX, "webkit": WEBKIT, "standard": STANDARD}


def safe_in(name: str, value: str) -> set[str]:
    return {engine for engine, rules in ENGINES.items() if is_safelisted(name, value, rules)}


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DPR", "2"),
        ("Device-Memory", "0.5"),
        ("Save-Data", "On"),
        ("Width", "10"),
        ("Intervention", "x"),
        ("User-Agent", "mine"),
        ("RTT", "50"),
        ("ECT", "4g"),
    ],
)
def test_client_hints_are_safe_in_chromium(name: str, value: str) -> None:
    assert safe_in(name, value) == {"chromium"}


@pytest.mark.parametrize(
    ("name", "value"),
    [("DPR", "abc"), ("DPR", "2."), ("Save-Data", "off"), ("Width", "1.5"), ("Purpose", "x")],
)
def test_not_with_any_value(name: str, value: str) -> None:
    assert safe_in(name, value) == set()


def test_high_bytes_are_unsafe_in_firefox() -> None:
    assert safe_in("Accept", "a\x80b") == {"chromium", "webkit", "standard"}


def test_the_unit_of_a_range_may_be_capital_in_webkit() -> None:
    assert safe_in("Range", "Bytes=0-5") == {"webkit"}


@pytest.mark.parametrize(
    ("number", "engines"),
    [
        (2**63 - 2, {"chromium", "firefox", "webkit", "standard"}),
        (2**63 - 1, {"firefox", "webkit", "standard"}),
        (10**20 - 1, {"standard"}),
    ],
)
def test_ranges_end_where_integers_do(number: int, engines: set[str]) -> None:
    assert safe_in("Range", f"bytes={number}-") == engines


@pytest.mark.parametrize(
    ("rules", "names"),
    [(CHROMIUM, ("accept",)), (WEBKIT, ("accept",)), (FIREFOX, ()), (STANDARD, ())],
)
def test_a_name_given_twice_is_judged_as_one(rules: Safelist, names: tuple[str, ...]) -> None:
    assert unsafe_names([("Accept", "a" * 100), ("Accept", "b" * 100)], rules) == names


def test_firefox_lists_a_name_as_often_as_it_was_given() -> None:
    twice = [("X-Foo", "1"), ("X-Foo", "2")]
    assert unsafe_names(twice, FIREFOX) == ("x-foo", "x-foo")
    assert unsafe_names(twice, CHROMIUM) == ("x-foo",)


def test_the_total_counts_in_chromium() -> None:
    hints = ("Accept", "Accept-Language", "Content-Language", "Downlink", "DPR", "ECT", "RTT")
    values = [(name, "1" * 128) for name in (*hints, "Width", "Viewport-Width")]
    assert len(unsafe_names(values, CHROMIUM)) == 9
