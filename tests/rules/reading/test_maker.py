"""Who made an answer: only what it carries counts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from corsac.rules.reading.maker import Made, mark_on
from tests.rules.reading.answers import NGINX, PAGE, answer

if TYPE_CHECKING:
    from corsac.core.messages import WireResponse


@pytest.mark.parametrize(
    ("response", "name", "made"),
    [
        (answer(502, NGINX, body=PAGE), "nginx", Made.BY_PROXY),
        (answer(200, NGINX), "nginx", Made.BEHIND),
        (answer(200, NGINX, ("X-Powered-By", "Express")), "the application", Made.BY_APPLICATION),
        (answer(200, ("Server", "uvicorn")), "the application", Made.BY_APPLICATION),
        (answer(403, ("CF-Mitigated", "challenge")), "Cloudflare", Made.BY_CHALLENGE),
        (answer(200, ("Via", "1.1 google")), "a proxy", Made.BEHIND),
        (answer(503, body="upstream connect error or reset"), "Envoy", Made.BY_PROXY),
        (
            answer(
                503, body="<html><body><h1>503 Service Unavailable</h1>\nNo server\n</body></html>"
            ),
            "HAProxy",
            Made.BY_PROXY,
        ),
        (answer(502, body="error code: 502\n"), "Cloudflare", Made.BY_PROXY),
        (answer(404, body="<address>Apache/2.4</address>"), "Apache", Made.BY_PROXY),
        (answer(403, ("x-amzn-ErrorType", "Forbidden")), "AWS API Gateway", Made.BY_PROXY),
    ],
)
def test_marks(response: WireResponse, name: str, made: Made) -> None:
    mark = mark_on(response)
    assert mark is not None
    assert (mark.name, mark.made) == (name, made)


def test_an_answer_without_marks_is_nobodys() -> None:
    assert mark_on(answer(200)) is None
    assert mark_on(answer(200, NGINX), Made.BY_PROXY) is None


def test_a_page_with_an_error_code_is_not_cloudflares() -> None:
    assert mark_on(answer(501, body="<h1>Error response</h1><p>Error code: 501</p>")) is None


def test_a_body_that_speaks_of_nginx_is_not_nginxs() -> None:
    assert mark_on(answer(500, body='{"error": "nginx said no"}')) is None
