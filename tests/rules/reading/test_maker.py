"""Who made an answer: only what it carries counts."""

from __future__ import annotations

import pytest

from corsac.core.findings import Confidence, Party
from corsac.core.headers import Headers
from corsac.core.messages import WireResponse
from corsac.rules.reading.blame import blame_for_answer, blame_for_headers
from corsac.rules.reading.gateway import gateway_error
from corsac.rules.reading.maker import Made, mark_on


def _answer(status: int, *lines: tuple[str, str], body: str = "") -> WireResponse:
    return WireResponse(status, headers=Headers.of(lines), body=body.encode())


NGINX = ("Server", "nginx")
PAGE = "<hr><center>nginx</center>"


@pytest.mark.parametrize(
    ("answer", "name", "made"),
    [
        (_answer(502, NGINX, body=PAGE), "nginx", Made.BY_PROXY),
        (_answer(200, NGINX), "nginx", Made.BEHIND),
        (_answer(200, NGINX, ("X-Powered-By", "Express")), "the application", Made.BY_APPLICATION),
        (_answer(200, ("Server", "uvicorn")), "the application", Made.BY_APPLICATION),
        (_answer(403, ("CF-Mitigated", "challenge")), "Cloudflare", Made.BY_CHALLENGE),
        (_answer(200, ("Via", "1.1 google")), "a proxy", Made.BEHIND),
        (_answer(503, body="upstream connect error or reset"), "Envoy", Made.BY_PROXY),
        (
            _answer(
                503, body="<html><body><h1>503 Service Unavailable</h1>\nNo server\n</body></html>"
            ),
            "HAProxy",
            Made.BY_PROXY,
        ),
        (_answer(404, body="<address>Apache/2.4</address>"), "Apache", Made.BY_PROXY),
        (_answer(403, ("x-amzn-ErrorType", "Forbidden")), "AWS API Gateway", Made.BY_PROXY),
    ],
)
def test_marks(answer: WireResponse, name: str, made: Made) -> None:
    mark = mark_on(answer)
    assert mark is not None
    assert (mark.name, mark.made) == (name, made)


def test_an_answer_without_marks_is_nobodys() -> None:
    assert mark_on(_answer(200)) is None
    assert mark_on(_answer(200, NGINX), Made.BY_PROXY) is None


def test_a_body_that_speaks_of_nginx_is_not_nginxs() -> None:
    assert mark_on(_answer(500, body='{"error": "nginx said no"}')) is None


@pytest.mark.parametrize(
    ("answer", "party", "confidence"),
    [
        (_answer(200), Party.BACKEND, Confidence.HIGH),
        (_answer(200, NGINX), Party.BACKEND, Confidence.MEDIUM),
        (_answer(200, NGINX, ("X-Powered-By", "PHP/8")), Party.BACKEND, Confidence.MEDIUM),
        (_answer(404, NGINX, body=PAGE), Party.PROXY, Confidence.MEDIUM),
    ],
)
def test_headers_behind_a_proxy_are_not_surely_the_back_ends(
    answer: WireResponse, party: Party, confidence: Confidence
) -> None:
    blame = blame_for_headers(answer)
    assert (blame.party, blame.confidence) == (party, confidence)


@pytest.mark.parametrize(
    ("answer", "party", "confidence"),
    [
        (_answer(500), Party.BACKEND, Confidence.HIGH),
        (_answer(500, NGINX, ("X-Powered-By", "PHP/8")), Party.BACKEND, Confidence.HIGH),
        (_answer(500, NGINX), Party.BACKEND, Confidence.MEDIUM),
        (_answer(401, NGINX, body=PAGE), Party.PROXY, Confidence.MEDIUM),
        (_answer(503, ("Server", "awselb/2.0")), Party.PROXY, Confidence.HIGH),
    ],
)
def test_an_answer_is_blamed_on_who_made_it(
    answer: WireResponse, party: Party, confidence: Confidence
) -> None:
    blame = blame_for_answer(answer)
    assert (blame.party, blame.confidence) == (party, confidence)
    assert blame.at_most(Confidence.LOW).confidence is Confidence.LOW
    assert blame.at_most(Confidence.HIGH).confidence is confidence


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (_answer(404, NGINX, body=PAGE), None),
        (_answer(502), ("a gateway", Confidence.MEDIUM)),
        (_answer(502, NGINX), ("nginx", Confidence.HIGH)),
        (_answer(429), None),
        (_answer(429, NGINX), ("nginx", Confidence.MEDIUM)),
        (_answer(429, NGINX, body=PAGE), ("nginx", Confidence.HIGH)),
        (_answer(503, ("Server", "gunicorn")), None),
        (_answer(503, ("CF-Mitigated", "challenge")), None),
    ],
)
def test_a_gateways_own_errors(
    answer: WireResponse, expected: tuple[str, Confidence] | None
) -> None:
    assert gateway_error(answer) == expected
