"""Findings about a header: where it stands, whose it is, and what the server has to send."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corsac.core.findings import Confidence, Party, RemedyKind, Rule, Text, Where
from corsac.rules.reading.advice import page_fix
from corsac.rules.reading.finding import brief, headers_finding
from corsac.rules.reading.scene import Scene
from tests.rules.play import case_of

if TYPE_CHECKING:
    from corsac.rules.case import Case
    from corsac.rules.reading.scene import Answer

RULE = Rule("CORS900", "cause", "name", "title", "page")
SAID = Text.of("it is wrong")
NOTE = Text.of("and so on")
COOKIES = """https://app.example runs fetch("https://api.example/items", {"credentials": "include"})
> GET /items
< 200 OK
< Vary: Accept
< Access-Control-Allow-Origin: https://www.example
"""


def seen(text: str) -> tuple[Case, Answer]:
    """Give a case and its only answer."""
    case = case_of(text)
    (answer,) = Scene.of(case).answers
    return case, answer


def test_it_points_at_allow_origin_and_its_value() -> None:
    found = headers_finding(RULE, *seen(COOKIES), SAID)
    assert found.where == Where(0, "Access-Control-Allow-Origin", "https://www.example")
    assert (found.rule, found.message) == (RULE, SAID)
    assert (found.party, found.confidence) == (Party.BACKEND, Confidence.HIGH)


def test_it_points_at_another_header_where_that_is_wrong() -> None:
    there = headers_finding(RULE, *seen(COOKIES), SAID, header="Vary")
    assert there.where == Where(0, "Vary", "Accept")
    missing = "Access-Control-Allow-Credentials"
    absent = headers_finding(RULE, *seen(COOKIES), SAID, header=missing)
    assert absent.where == Where(0, missing, None)


def test_the_server_learns_what_this_request_needs() -> None:
    remedy = headers_finding(RULE, *seen(COOKIES), SAID).remedy
    assert remedy is not None
    assert remedy.kind is RemedyKind.SEND_HEADERS
    assert (remedy.origin, remedy.credentials) == ("https://app.example", True)


def test_it_is_no_surer_than_its_cause_nor_than_whose_it_is() -> None:
    unsure = headers_finding(RULE, *seen(COOKIES), SAID, at_most=Confidence.LOW)
    assert unsure.confidence is Confidence.LOW
    behind = headers_finding(RULE, *seen(COOKIES + "< Server: nginx\n"), SAID)
    assert behind.confidence is Confidence.MEDIUM


def test_who_answered_comes_after_the_facts() -> None:
    found = headers_finding(RULE, *seen(COOKIES + "< Server: nginx\n"), SAID, notes=iter([NOTE]))
    assert found.notes[0] == NOTE
    assert str(found.notes[1]).startswith("nginx answers here")


def test_what_the_page_can_do_is_kept() -> None:
    fix = page_fix("ask otherwise")
    assert headers_finding(RULE, *seen(COOKIES), SAID, fixes=(fix,)).fixes == (fix,)


def test_a_value_is_shortened_only_where_it_is_too_long_to_read() -> None:
    assert brief("x" * 120) == "x" * 120
    assert brief("x" * 121) == "x" * 120 + "…"
    assert len(brief("x" * 1_000_000)) == 121
