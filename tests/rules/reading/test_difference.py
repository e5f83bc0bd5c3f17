"""How a value differs from an origin, told apart by value alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corsac.rules.reading.difference import Difference, difference

APP = "https://app.example"
LOCAL = "http://localhost:3000"

CASES = (
    (APP, APP, Difference.NONE),
    ("", APP, Difference.EMPTY),
    ("*", APP, Difference.WILDCARD),
    ("null", APP, Difference.NULL),
    ("null", "null", Difference.NONE),
    (f"{APP}, {APP}", APP, Difference.REPEATED),
    (f"{APP}, *", APP, Difference.REPEATED),
    (f"{APP}, https://b.example", APP, Difference.LIST),
    (f"{APP} https://b.example", APP, Difference.LIST),
    ("https://*.example", APP, Difference.PATTERN),
    (r"https://app\.example", APP, Difference.PATTERN),
    ("^https://app.example$", APP, Difference.PATTERN),
    ("https://(a|b).example", APP, Difference.PATTERN),
    (f'"{APP}"', APP, Difference.QUOTED),
    (f"[{APP}]", APP, Difference.QUOTED),
    ("https://App.example", APP, Difference.CASE),
    ("HTTPS://app.example", APP, Difference.CASE),
    (f"{APP}:443", APP, Difference.DEFAULT_PORT),
    (f"{APP}/", APP, Difference.SLASH),
    (f"{APP}/app", APP, Difference.PATH),
    ("app.example", APP, Difference.NO_SCHEME),
    ("//app.example", APP, Difference.NO_SCHEME),
    ("http://app.example", APP, Difference.SCHEME),
    (f"{APP}:8443", APP, Difference.PORT),
    ("https://www.app.example", APP, Difference.OTHER),
    ("http://localhost:5173", LOCAL, Difference.LOOPBACK_PORT),
    ("http://127.0.0.1:3000", LOCAL, Difference.LOOPBACK),
    ("http://[::1]:3000", LOCAL, Difference.LOOPBACK),
    ("https://localhost:3000", LOCAL, Difference.SCHEME),
    ("$http_origin", APP, Difference.GARBAGE),
    ("https://app%2Eexample", APP, Difference.GARBAGE),
    ("true", APP, Difference.GARBAGE),
    ("NULL", APP, Difference.GARBAGE),
    ("data:text/plain", APP, Difference.GARBAGE),
    ("https:app.example", APP, Difference.GARBAGE),
    ("capacitor://localhost", APP, Difference.OTHER),
    ("https://b.example", "null", Difference.OTHER),
    ("nonsense", "null", Difference.GARBAGE),
    ("http://xn--bücher.example", "http://xn--bcher-kva.example", Difference.GARBAGE),
)


@pytest.mark.parametrize(("value", "origin", "expected"), CASES)
def test_it_names_what_a_person_would_see(value: str, origin: str, expected: Difference) -> None:
    assert difference(value, origin) is expected


@given(st.text(st.characters(max_codepoint=255)), st.sampled_from([APP, LOCAL, "null"]))
def test_any_value_differs_somehow(value: str, origin: str) -> None:
    assert (difference(value, origin) is Difference.NONE) == (value == origin)
