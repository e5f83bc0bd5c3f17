"""Header lists keep what was on the wire, and are looked up without regard to case."""

from __future__ import annotations

from corsac.core.headers import Headers

LINES = (("Vary", "Origin"), ("X-A", "1"), ("vary", "Accept"))


def test_order_case_and_duplicates_are_kept() -> None:
    assert tuple(Headers.of(iter(LINES))) == LINES
    assert len(Headers(LINES)) == 3


def test_names_are_found_in_any_case() -> None:
    headers = Headers(LINES)
    assert "VARY" in headers
    assert "Via" not in headers
    assert headers.all("vARY") == ("Origin", "Accept")


def test_get_joins_the_lines_of_a_name() -> None:
    headers = Headers(LINES)
    assert headers.get("Vary") == "Origin, Accept"
    assert headers.get("Via") is None
    assert Headers((("X", ""), ("X", ""))).get("x") == ", "


def test_changing_a_list_makes_another() -> None:
    headers = Headers(LINES)
    assert headers.with_line("X-A", "2").all("x-a") == ("1", "2")
    assert tuple(headers.without("VARY", "none")) == (("X-A", "1"),)
    assert tuple(headers) == LINES
