"""WebSocket handshakes from other origins."""

from __future__ import annotations

from corsac.browser.outcome import Outcome, Verdict
from corsac.browser.request import Api, Page, PageRequest
from corsac.core.headers import Headers
from corsac.core.messages import Answer, Exchange, Failure, FailureKind, WireRequest, WireResponse
from corsac.rules.case import Case, Probe, ProbeKind
from corsac.rules.reading.handshake import opened_for

URL = "https://api.example/live"
OPEN = WireResponse(101)


def probe(kind: ProbeKind, origin: str | None, answer: Answer) -> Probe:
    headers = Headers.of([] if origin is None else [("Origin", origin)])
    return Probe(kind, Exchange(WireRequest("GET", URL, headers), answer))


def test_those_that_were_let_in_are_named() -> None:
    probes = (
        probe(ProbeKind.NO_ORIGIN, "https://a.example", OPEN),
        probe(ProbeKind.OTHER_ORIGIN, None, OPEN),
        probe(ProbeKind.OTHER_ORIGIN, "https://b.example", WireResponse(403)),
        probe(ProbeKind.NEAR_ORIGIN, "https://c.example", Failure(FailureKind.CLOSED)),
        probe(ProbeKind.NEAR_ORIGIN, "https://d.example", OPEN),
        probe(ProbeKind.OTHER_ORIGIN, "https://e.example", OPEN),
    )
    case = Case(
        PageRequest(URL, Api.WEBSOCKET),
        Page("https://app.example"),
        "https://app.example",
        Outcome(Verdict.ALLOWED, None, None),
        probes,
    )
    assert list(opened_for(case)) == ["https://d.example", "https://e.example"]
