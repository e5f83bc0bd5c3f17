"""Errors of what stands between page and application, and errors that only look so."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from corsac.core.findings import Confidence
from corsac.rules.reading.gateway import DEFINED, LIMITS, gateway_error
from tests.rules.reading.answers import EXPRESS, NGINX, PAGE, answer

if TYPE_CHECKING:
    from corsac.core.messages import WireResponse

HIGH, MEDIUM = Confidence.HIGH, Confidence.MEDIUM


@pytest.mark.parametrize("status", sorted(DEFINED))
def test_502_and_504_are_a_gateway_s_by_definition(status: int) -> None:
    assert gateway_error(answer(status)) == ("a gateway", MEDIUM)
    assert gateway_error(answer(status, NGINX)) == ("nginx", HIGH)
    assert gateway_error(answer(status, NGINX, body=PAGE)) == ("nginx", HIGH)


@pytest.mark.parametrize("status", sorted(LIMITS))
def test_a_limit_is_a_proxy_s_only_as_far_as_the_answer_shows_one(status: int) -> None:
    assert gateway_error(answer(status)) is None
    assert gateway_error(answer(status, NGINX)) == ("nginx", MEDIUM)
    assert gateway_error(answer(status, NGINX, body=PAGE)) == ("nginx", HIGH)


@pytest.mark.parametrize(
    "response",
    [
        answer(502, EXPRESS),
        answer(503, NGINX, EXPRESS),
        answer(503, ("Server", "gunicorn")),
    ],
)
def test_an_application_may_answer_so_itself(response: WireResponse) -> None:
    assert gateway_error(response) is None


def test_a_challenge_is_no_gateway_s_error() -> None:
    assert gateway_error(answer(503, ("CF-Mitigated", "challenge"))) is None


@pytest.mark.parametrize("status", [200, 400, 401, 404, 500, 501])
def test_other_statuses_are_nobody_s_in_between(status: int) -> None:
    assert gateway_error(answer(status, NGINX, body=PAGE)) is None


def test_cloudflare_s_own_numbers_are_cloudflare_s() -> None:
    page = "<title>api.example | 522: Connection timed out</title>"
    assert gateway_error(answer(522, ("Server", "cloudflare"), body=page)) == ("Cloudflare", HIGH)
    assert gateway_error(answer(522, ("Server", "cloudflare"))) == ("Cloudflare", MEDIUM)
