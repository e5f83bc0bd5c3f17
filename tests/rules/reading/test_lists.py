"""What a preflight asked for, and whether the lists in its answer cover it."""

from __future__ import annotations

import pytest

from corsac.rules.reading.lists import (
    allowed_headers,
    allowed_methods,
    requested_headers,
    requested_method,
    uncovered_headers,
    uncovered_method,
)
from corsac.rules.reading.scene import Answer, Scene
from tests.rules.play import case_of

ANYBODY = "< Access-Control-Allow-Origin: *\n"
METHODS = "< Access-Control-Allow-Methods: "
HEADERS = "< Access-Control-Allow-Headers: "


def preflight(answered: str, *, status: str = "204 No Content", more: str = "") -> Answer:
    """Give the preflight of a PUT with two headers of its own, and what came back."""
    case = case_of(
        'https://app.example runs fetch("https://api.example/items", '
        '{"method": "PUT", "headers": {"X-Trace": "1", "Authorization": "t"}' + more + "})\n"
        "> OPTIONS /items\n"
        f"< {status}\n{answered}"
    )
    return Scene.of(case).preflights[0]


def test_what_was_announced_is_read_off_the_request() -> None:
    asked = preflight("")
    assert requested_method(asked) == "PUT"
    assert requested_headers(asked) == ("authorization", "x-trace")


def test_lists_are_read_over_all_their_lines() -> None:
    read = preflight(f"{METHODS}GET\n{METHODS}Put , DELETE\n{HEADERS}X-A,,X-B\n")
    assert allowed_methods(read) == ("GET", "Put", "DELETE")
    assert allowed_headers(read) == ("x-a", "x-b")


def test_a_list_that_is_not_there_is_empty_and_one_that_can_t_be_read_is_none() -> None:
    assert (allowed_methods(preflight("")), allowed_headers(preflight(""))) == ((), ())
    broken = preflight(f"{METHODS}GET PUT\n{HEADERS}[X-Trace]\n")
    assert (allowed_methods(broken), allowed_headers(broken)) == (None, None)


@pytest.mark.parametrize(
    ("listed", "uncovered"),
    [
        ("GET, PUT", None),
        ("*", None),
        ("GET", "PUT"),
        ("put", "PUT"),
        ("GET PUT", None),
    ],
)
def test_the_method_has_to_be_listed_letter_by_letter(listed: str, uncovered: str | None) -> None:
    assert uncovered_method(preflight(f"{ANYBODY}{METHODS}{listed}\n")) == uncovered


@pytest.mark.parametrize(
    ("listed", "uncovered"),
    [
        ("AUTHORIZATION, X-TRACE", ()),
        ("*", ()),
        ("X-Trace", ("authorization",)),
        ("Accept", ("authorization", "x-trace")),
        ("[X-Trace]", ()),
    ],
)
def test_each_header_has_to_be_listed_in_any_case(listed: str, uncovered: tuple[str, ...]) -> None:
    assert uncovered_headers(preflight(f"{ANYBODY}{HEADERS}{listed}\n")) == uncovered


def test_with_credentials_a_wildcard_is_a_name_like_any_other() -> None:
    asked = preflight(f"{ANYBODY}{METHODS}*\n{HEADERS}*\n", more=', "credentials": "include"')
    assert uncovered_method(asked) == "PUT"
    assert uncovered_headers(asked) == ("authorization", "x-trace")


def test_a_safelisted_method_needs_no_list() -> None:
    case = case_of(
        'https://app.example runs fetch("https://api.example/items", '
        '{"method": "POST", "headers": {"X-Trace": "1"}})\n'
        f"> OPTIONS /items\n< 204 No Content\n{ANYBODY}{METHODS}GET\n"
    )
    assert uncovered_method(Scene.of(case).preflights[0]) is None


def test_an_answer_that_knows_nothing_of_preflights_is_not_blamed_for_its_lists() -> None:
    bare = preflight("", status="200 OK")
    assert (uncovered_method(bare), uncovered_headers(bare)) == (None, ())


def test_a_refusal_is_not_blamed_for_lists_that_it_lacks() -> None:
    refused = preflight(ANYBODY, status="403 Forbidden")
    assert (uncovered_method(refused), uncovered_headers(refused)) == (None, ())


def test_a_refusal_that_lists_something_has_said_what_it_allows() -> None:
    refused = preflight(f"{METHODS}GET\n{HEADERS}Accept\n", status="403 Forbidden")
    assert uncovered_method(refused) == "PUT"
    assert uncovered_headers(refused) == ("authorization", "x-trace")


def test_a_success_that_grants_anything_has_to_list_the_rest() -> None:
    granted = preflight(f"{METHODS}PUT\n", status="200 OK")
    assert uncovered_method(granted) is None
    assert uncovered_headers(granted) == ("authorization", "x-trace")
