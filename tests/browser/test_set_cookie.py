"""Reading Set-Cookie lines."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corsac.browser.cookie_rules import SameSite
from corsac.browser.set_cookie import SetCookie, parse_cookie_date, parse_set_cookie

# 6 November 1994, 08:49:37 UTC: the example of every standard about dates.
MOMENT = 784111777.0


def read(line: str) -> SetCookie:
    parsed = parse_set_cookie(line)
    assert parsed is not None
    return parsed


@pytest.mark.parametrize(
    ("line", "name", "value"),
    [
        ("a=b", "a", "b"),
        (" a \t= b ;x", "a", "b"),
        ('a="b c"', "a", '"b c"'),
        ("a=b=c", "a", "b=c"),
        ("a=", "a", ""),
        ("=b", "", "b"),
        ("b", "", "b"),
        ("a=b;;", "a", "b"),
        ("é=\xff", "é", "\xff"),
    ],
)
def test_names_and_values(line: str, name: str, value: str) -> None:
    parsed = read(line)
    assert (parsed.name, parsed.value) == (name, value)


@pytest.mark.parametrize("line", ["", "=", " ; Secure", "a=\x00", "a=b\x1f", "a\x7f=b", "a=b;x=\n"])
def test_what_is_ignored_as_a_whole(line: str) -> None:
    assert parse_set_cookie(line) is None


def test_a_tab_is_no_control_character() -> None:
    assert read("a=b\tc").value == "b\tc"


def test_name_and_value_may_be_4096_bytes_long() -> None:
    assert parse_set_cookie("a=" + "b" * 4095) is not None
    assert parse_set_cookie("a=" + "b" * 4096) is None


def test_attributes_are_read_in_any_case() -> None:
    parsed = read(
        "a=b; PATH=/x; domain=.Example.COM; SECURE; HttpOnly; samesite=sTRICT; Partitioned;"
        " max-age=60; expires=Sun, 06 Nov 1994 08:49:37 GMT; unknown=1"
    )
    assert parsed == SetCookie(
        name="a",
        value="b",
        domain="example.com",
        path="/x",
        max_age=60,
        expires=MOMENT,
        secure=True,
        http_only=True,
        partitioned=True,
        same_site=SameSite.STRICT,
    )


def test_without_attributes_there_is_little() -> None:
    assert read("a=b") == SetCookie("a", "b")


@pytest.mark.parametrize(
    ("line", "path"),
    [("a=b; Path=x", None), ("a=b; Path=", None), ("a=b; Path=/x; Path=/y", "/y")],
)
def test_a_path_starts_with_a_slash_and_the_last_counts(line: str, path: str | None) -> None:
    assert read(line).path == path


def test_an_empty_domain_is_none() -> None:
    assert read("a=b; Domain=").domain is None
    assert read("a=b; Domain=a.example; Domain=").domain is None


def test_attributes_beyond_1024_bytes_are_ignored() -> None:
    assert read("a=b; Path=/" + "x" * 1023).path == "/" + "x" * 1023
    assert read("a=b; Path=/" + "x" * 1024).path is None


@pytest.mark.parametrize(
    ("text", "same_site"),
    [
        ("Strict", SameSite.STRICT),
        ("lax", SameSite.LAX),
        ("NONE", SameSite.NONE),
        ("", SameSite.DEFAULT),
        ("Default", SameSite.DEFAULT),
        ("bogus", SameSite.DEFAULT),
    ],
)
def test_same_site(text: str, same_site: SameSite) -> None:
    assert read(f"a=b; SameSite={text}").same_site is same_site


@pytest.mark.parametrize(
    ("text", "seconds"),
    [("0", 0), ("-1", -1), ("007", 7), ("1" * 13, 111111111111), ("9" * 5000, None)],
)
def test_max_age(text: str, seconds: int | None) -> None:
    assert read(f"a=b; Max-Age={text}").max_age == seconds


@pytest.mark.parametrize("text", ["", "1.5", "+5", "5 s", "--5", "x"])
def test_an_unreadable_max_age_drives_out_none(text: str) -> None:
    assert read(f"a=b; Max-Age={text}").max_age is None
    assert read(f"a=b; Max-Age=5; Max-Age={text}").max_age == 5


def test_nor_does_an_unreadable_date() -> None:
    line = "a=b; Expires=Sun, 06 Nov 1994 08:49:37 GMT; Expires=never"
    assert read(line).expires == MOMENT


@pytest.mark.parametrize(
    "text",
    [
        "Sun, 06 Nov 1994 08:49:37 GMT",
        "Sunday, 06-Nov-94 08:49:37 GMT",
        "Sun Nov  6 08:49:37 1994",
        "06 november 1994 8:49:37",
        "1994 8:49:37 nov 6",
        "6nd Nov 1994xyz 08:49:37pm",
        "x6 6 Nov 94 08:49:37",
    ],
)
def test_dates_come_in_many_orders(text: str) -> None:
    assert parse_cookie_date(text) == MOMENT


@pytest.mark.parametrize(
    ("year", "moment"),
    [("70", 0.0), ("69", 3124224000.0), ("99", 915148800.0), ("0099", 915148800.0)],
)
def test_years_below_100_are_completed(year: str, moment: float) -> None:
    assert parse_cookie_date(f"1 Jan {year} 00:00:00") == moment


@pytest.mark.parametrize(
    "text",
    [
        "",
        "never",
        "06 Nov 1994",
        "Nov 1994 08:49:37",
        "06 1994 08:49:37",
        "06 Nov 08:49:37",
        "31 Feb 1994 08:49:37",
        "00 Nov 1994 08:49:37",
        "06 Nov 1994 24:00:00",
        "06 Nov 1994 08:60:00",
        "06 Nov 1600 08:49:37",
        "06 Nov 19945 08:49:37",
        "006 Nov 94 08:49:37:1994",
    ],
)
def test_what_is_no_date(text: str) -> None:
    assert parse_cookie_date(text) is None


@given(st.text(st.characters(max_codepoint=0xFF)))
def test_no_line_is_too_much(line: str) -> None:
    parsed = parse_set_cookie(line)
    assert parsed is None or len(parsed.name) + len(parsed.value) > 0
