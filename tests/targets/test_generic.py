"""For a system that nobody knows: the lines themselves, and when to send them."""

from __future__ import annotations

from corsac.targets.generic import snippet
from tests.targets.real import REMEDY, SIMPLE


def test_a_preflight_and_every_other_answer() -> None:
    assert snippet(REMEDY) == (
        "# To OPTIONS with Origin and Access-Control-Request-Method, before authentication,\n"
        "# redirects and routing:\n"
        "HTTP/1.1 204 No Content\n"
        "Access-Control-Allow-Origin: http://app.example\n"
        "Access-Control-Allow-Credentials: true\n"
        "Vary: Origin\n"
        "Access-Control-Allow-Methods: GET, HEAD, POST, PUT\n"
        "Access-Control-Allow-Headers: content-type, x-trace\n"
        "Access-Control-Max-Age: 600\n"
        "\n"
        "# In every other response, errors too:\n"
        "Access-Control-Allow-Origin: http://app.example\n"
        "Access-Control-Allow-Credentials: true\n"
        "Vary: Origin"
    )


def test_a_simple_request_has_no_preflight() -> None:
    assert snippet(SIMPLE).startswith("# In every response, errors too:")
