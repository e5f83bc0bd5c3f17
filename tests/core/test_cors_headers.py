"""The tables of the protocol's headers."""

from __future__ import annotations

from corsac.core.cors_headers import (
    ALLOW_HEADERS,
    ALLOW_METHODS,
    EXPOSE_HEADERS,
    FORBIDDEN_RESPONSE_NAMES,
    REQUEST,
    RESPONSE,
    SAFELISTED_RESPONSE_NAMES,
    Sender,
    Stage,
)


def test_a_browser_sends_three_and_a_server_six() -> None:
    assert [header.sender for header in REQUEST] == [Sender.BROWSER] * 3
    assert [header.sender for header in RESPONSE] == [Sender.SERVER] * 6


def test_three_answers_are_lists() -> None:
    lists = {header.name for header in RESPONSE if header.form.is_list}
    assert lists == {ALLOW_METHODS, ALLOW_HEADERS, EXPOSE_HEADERS}


def test_the_wildcard_stands_in_four() -> None:
    assert [header.name for header in RESPONSE if header.wildcard] == [
        "Access-Control-Allow-Origin",
        "Access-Control-Allow-Methods",
        "Access-Control-Allow-Headers",
        "Access-Control-Expose-Headers",
    ]


def test_only_expose_headers_counts_on_the_response_alone() -> None:
    assert [header.name for header in RESPONSE if header.stage is Stage.ACTUAL] == [EXPOSE_HEADERS]


def test_each_header_has_a_clause_of_its_own() -> None:
    clauses = {header.clause for header in (*REQUEST, *RESPONSE)}
    assert len(clauses) == 9
    assert all(clause.startswith("fetch#") for clause in clauses)


def test_no_response_header_is_both_readable_and_forbidden() -> None:
    assert not SAFELISTED_RESPONSE_NAMES & FORBIDDEN_RESPONSE_NAMES
    assert all(name == name.lower() for name in SAFELISTED_RESPONSE_NAMES)
