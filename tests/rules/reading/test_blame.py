"""Whose a fault is: what an answer doesn't prove is said to be unsure."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from corsac.core.findings import Confidence, Party
from corsac.rules.reading.blame import Blame, blame_for_answer, blame_for_headers
from tests.rules.reading.answers import EXPRESS, NGINX, PAGE, answer

if TYPE_CHECKING:
    from corsac.core.messages import WireResponse

HIGH, MEDIUM, LOW = Confidence.HIGH, Confidence.MEDIUM, Confidence.LOW


@pytest.mark.parametrize(
    ("response", "party", "confidence"),
    [
        (answer(200), Party.BACKEND, HIGH),
        (answer(200, EXPRESS), Party.BACKEND, HIGH),
        (answer(200, NGINX), Party.BACKEND, MEDIUM),
        (answer(200, NGINX, EXPRESS), Party.BACKEND, MEDIUM),
        (answer(404, NGINX, body=PAGE), Party.PROXY, MEDIUM),
        (answer(403, ("CF-Mitigated", "challenge")), Party.PROXY, MEDIUM),
    ],
)
def test_headers_behind_a_proxy_are_not_surely_the_back_end_s(
    response: WireResponse, party: Party, confidence: Confidence
) -> None:
    blame = blame_for_headers(response)
    assert (blame.party, blame.confidence) == (party, confidence)


@pytest.mark.parametrize(
    ("response", "party", "confidence"),
    [
        (answer(500), Party.BACKEND, HIGH),
        (answer(500, NGINX, EXPRESS), Party.BACKEND, HIGH),
        (answer(500, NGINX), Party.BACKEND, MEDIUM),
        (answer(401, NGINX, body=PAGE), Party.PROXY, MEDIUM),
        (answer(503, ("Server", "awselb/2.0")), Party.PROXY, HIGH),
        (answer(403, ("CF-Mitigated", "challenge")), Party.PROXY, HIGH),
    ],
)
def test_an_answer_is_blamed_on_who_made_it(
    response: WireResponse, party: Party, confidence: Confidence
) -> None:
    blame = blame_for_answer(response)
    assert (blame.party, blame.confidence) == (party, confidence)


def test_where_it_can_t_be_told_the_reader_learns_why() -> None:
    (headers,) = blame_for_headers(answer(200, NGINX)).notes
    assert str(headers) == (
        "nginx answers here: the headers are set in its configuration, "
        "or by an application behind it"
    )
    (whole,) = blame_for_answer(answer(500, NGINX)).notes
    assert str(whole) == (
        "this came through nginx: it may be its own answer, or the application's behind it"
    )
    (own,) = blame_for_answer(answer(404, NGINX, body=PAGE)).notes
    assert str(own) == "nginx made this answer itself"


def test_where_nothing_stands_in_between_there_is_nothing_to_say() -> None:
    assert blame_for_headers(answer(200)).notes == ()
    assert blame_for_answer(answer(500, EXPRESS)).notes == ()


@pytest.mark.parametrize(
    ("sure", "cause", "both"),
    [
        (HIGH, HIGH, HIGH),
        (HIGH, LOW, LOW),
        (MEDIUM, HIGH, MEDIUM),
        (MEDIUM, LOW, LOW),
        (LOW, MEDIUM, LOW),
    ],
)
def test_a_finding_is_as_sure_as_its_weaker_half(
    sure: Confidence, cause: Confidence, both: Confidence
) -> None:
    assert Blame(Party.PROXY, sure).at_most(cause) == Blame(Party.PROXY, both)
