"""One Location or several, clean or not: each engine's reading."""

from __future__ import annotations

import pytest

from corsac.browser.location import (
    AmbiguousLocationError,
    chromium_location,
    firefox_location,
    standard_location,
    webkit_location,
)

READERS = (standard_location, chromium_location, firefox_location, webkit_location)


def test_all_read_one_clean_line_alike() -> None:
    assert {read(("/a",)) for read in READERS} == {"/a"}
    assert {read(()) for read in READERS} == {None}


def test_two_lines_are_one_value_or_must_agree() -> None:
    assert standard_location(("/a", "/a")) == "/a, /a"
    assert firefox_location(("/a", "/a")) == "/a"
    with pytest.raises(AmbiguousLocationError):
        chromium_location(("/a", "/b"))


def test_an_empty_value_leads_to_the_same_place_or_nowhere() -> None:
    assert standard_location(("",)) == ""
    assert firefox_location(("",)) == ""
    assert chromium_location(("",)) is None
    with pytest.raises(AmbiguousLocationError):
        webkit_location(("",))


def test_stray_bytes_are_escaped_or_repaired() -> None:
    assert chromium_location(("/\xe9",)) == "/%E9"
    assert webkit_location(("/\xe9",)) == "/\xef\xbf\xbd"
