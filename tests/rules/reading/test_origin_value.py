"""Allow-Origin is there and lets this origin not in: which answers, and in what they differ."""

from __future__ import annotations

import pytest

from corsac.rules.reading.difference import SPELLINGS, Difference
from corsac.rules.reading.origin_value import Listed, listed_variants, mismatches
from tests.rules.play import case_of

GET = """https://app.example runs fetch("https://api.example/items")
> GET /items
< 200 OK
"""
COOKIES = """https://app.example runs fetch("https://api.example/items", {"credentials": "include"})
> GET /items
< 200 OK
"""
ALLOW = "< Access-Control-Allow-Origin: "


def near(origin: str, answered: str) -> str:
    """Write a probe from a near variant of the page's origin, and its answer."""
    return f"? near-origin\n> GET /items\n> Origin: {origin}\n< 200 OK\n{answered}"


@pytest.mark.parametrize(
    ("value", "how"),
    [
        ("https://app.example/", Difference.SLASH),
        ("http://app.example", Difference.SCHEME),
        ("https://www.example", Difference.OTHER),
        ("null", Difference.NULL),
        ("", Difference.EMPTY),
    ],
)
def test_a_value_is_found_by_its_difference(value: str, how: Difference) -> None:
    case = case_of(f"{GET}{ALLOW}{value}\n")
    (found,) = mismatches(case, how)
    assert (found.value, found.difference, found.answer.index) == (value, how, 0)
    assert mismatches(case, *(set(Difference) - {how})) == ()


@pytest.mark.parametrize("lines", ["", f"{ALLOW}*\n", f"{ALLOW}https://app.example\n"])
def test_what_is_missing_or_lets_in_is_no_mismatch(lines: str) -> None:
    assert mismatches(case_of(GET + lines), *Difference) == ()


def test_with_credentials_a_wildcard_is_a_mismatch() -> None:
    (found,) = mismatches(case_of(f"{COOKIES}{ALLOW}*\n"), Difference.WILDCARD)
    assert found.value == "*"


def test_two_lines_of_any_value_are_repeated() -> None:
    twice = f"{ALLOW}https://app.example\n{ALLOW}https://b.example\n"
    (found,) = mismatches(case_of(GET + twice), Difference.REPEATED)
    assert found.value == "https://app.example, https://b.example"
    one = f"{ALLOW}https://app.example, https://b.example\n"
    assert mismatches(case_of(GET + one), Difference.LIST) != ()


def test_where_a_redirect_made_the_origin_null_the_value_is_not_to_blame() -> None:
    case = case_of(
        'https://app.example runs fetch("https://api.example/items")\n> GET /items\n'
        "< 302 Found\n< Location: https://c.example/\n< Access-Control-Allow-Origin: *\n"
        f"> GET https://c.example/\n> Origin: null\n< 200 OK\n{ALLOW}https://app.example\n"
    )
    assert mismatches(case, *Difference) == ()


def test_a_variant_that_is_let_in_shows_what_stands_in_the_list() -> None:
    slash = near("https://app.example/", f"{ALLOW}https://app.example/\n")
    port = near("https://app.example:8443", f"{ALLOW}https://app.example:8443\n")
    case = case_of(GET + slash + port)
    assert listed_variants(case) == (
        Listed(1, "https://app.example/", Difference.SLASH),
        Listed(2, "https://app.example:8443", Difference.PORT),
    )
    assert [each.index for each in listed_variants(case, Difference.PORT)] == [2]
    assert len(listed_variants(case, *SPELLINGS)) == 2


def test_a_server_that_lets_everything_in_proves_nothing() -> None:
    reflected = near("http://app.example", f"{ALLOW}http://app.example\n")
    assert listed_variants(case_of(f"{GET}{ALLOW}https://app.example\n{reflected}")) == ()


@pytest.mark.parametrize(
    "probe",
    [
        near("http://app.example", ""),
        near("http://app.example", f"{ALLOW}*\n"),
        "? near-origin\n> GET /items\n> Origin: http://app.example\n! reset\n",
        "? near-origin\n> GET /items\n> Accept: */*\n< 200 OK\n",
        near("http://app.example", f"{ALLOW}http://app.example\n").replace("near", "other", 1),
    ],
)
def test_other_probes_show_no_list(probe: str) -> None:
    assert listed_variants(case_of(GET + probe)) == ()
