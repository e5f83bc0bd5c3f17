"""Ask one thing with a session of its own, and insist on a response or on a failure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corsac.core.headers import Headers
from corsac.core.messages import Exchange, Failure, WireRequest, WireResponse
from corsac.probe.runner import Session

if TYPE_CHECKING:
    from corsac.probe.options import ProbeOptions


def exchange(
    url: str, options: ProbeOptions | None = None, method: str = "GET", body: bytes | None = None
) -> Exchange:
    """Send a request with an Origin."""
    lines = Headers((("Accept", "*/*"), ("Origin", "https://page.example")))
    with Session(options) as session:
        return session.send(WireRequest(method, url, lines, body))


def response(
    url: str, options: ProbeOptions | None = None, method: str = "GET", body: bytes | None = None
) -> WireResponse:
    """Get a response, or fail the test with what came instead."""
    return answered(exchange(url, options, method, body))


def failure(
    url: str, options: ProbeOptions | None = None, method: str = "GET", body: bytes | None = None
) -> Failure:
    """Get a failure, or fail the test with the response that came instead."""
    return failed(exchange(url, options, method, body))


def answered(done: Exchange) -> WireResponse:
    """Insist that an exchange ended with a response."""
    assert isinstance(done.answer, WireResponse), done.answer
    return done.answer


def failed(done: Exchange) -> Failure:
    """Insist that an exchange ended with a failure."""
    assert isinstance(done.answer, Failure), done.answer
    return done.answer
