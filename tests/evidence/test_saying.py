"""Templates, read backwards."""

from __future__ import annotations

import pytest

from corsac.evidence.saying import pattern_of, plain_quotes


def test_holes_become_groups() -> None:
    match = pattern_of("Method {detail} is not allowed at {url}.").search(
        "Error: Method PUT is not allowed at https://a.example/x."
    )
    assert match
    assert match.groupdict() == {"detail": "PUT", "url": "https://a.example/x"}


def test_a_hole_that_stands_twice_is_filled_alike() -> None:
    pattern = pattern_of("{origin} is {origin}!")
    assert pattern.search("a is a!")
    assert not pattern.search("a is b!")


@pytest.mark.parametrize(("status", "fits"), [("404", True), ("(null)", True), ("40", False)])
def test_a_status_is_three_digits_or_null(status: str, fits: bool) -> None:  # noqa: FBT001 - a table's column
    assert bool(pattern_of("Status code: {status}.").search(f"Status code: {status}.")) is fits


def test_blanks_may_be_broken_and_quotes_turned() -> None:
    assert pattern_of("no ‘header’ here").search(plain_quotes("no 'header'\n  here"))


def test_a_url_at_the_end_has_no_blanks() -> None:
    match = pattern_of("load {url}").search("load https://a.example/ now")
    assert match
    assert match["url"] == "https://a.example/"
