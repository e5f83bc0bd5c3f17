"""A rehearsal: what the browsers would send, with no server there to answer.

Each browser is run on answers that allow everything, so that it goes on to its last request; of
what it then makes of those answers nothing is kept.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from corsac.browser.client import client_of
from corsac.browser.machine import Browser
from corsac.browser.outcome import Outcome, Phase, Verdict
from corsac.browser.url import parse_url
from corsac.core.findings import Text
from corsac.core.headers import Headers
from corsac.core.messages import WireResponse
from corsac.diagnose.forced import what_forced
from corsac.diagnose.ledger import key_of
from corsac.diagnose.options import Options
from corsac.diagnose.report import EngineResult, Hop, Report, ReportVerdict, Role

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corsac.browser.profile import Profile
    from corsac.browser.request import Page, PageRequest
    from corsac.core.messages import WireRequest

#: A media element asks twice; nothing asks more often when all is allowed.
_MOST = 8

NOTHING_SENT = Text("nothing was sent (--offline): these are the requests that would be")
_ASKS_FIRST = Text("asks first: only an answer that allows it lets the request follow")
_FOLLOWS = Text("follows, if the preflight's answer allows it; its own answer is checked again")
_AT_ONCE = Text("sent at once, and carried out by the server; its answer is checked afterwards")
_OTHER_WAY = "{engine} asks this in a way of its own"
_OTHER_REASON = "{engine} differs: {reason}"
_STOPPED = Text("nothing would be sent: the browser refuses this before")


def rehearse(
    request: PageRequest,
    page: Page,
    engines: tuple[Profile, ...],
    options: Options | None = None,
) -> Report:
    """Give a report of what would be sent, and of what forced it.

    Args:
        request: What the page asks for.
        page: Where it asks from.
        engines: The first one's requests come first; others are named where they differ.
        options: The user's choices.

    Returns:
        A report without exchanges: undecided, or blocked where the browser refuses by itself.

    Raises:
        PageError: The page can't exist.
    """
    options = options or Options()
    runs = [_run(request, page, profile, options) for profile in engines]
    results = tuple(
        EngineResult(profile.name, profile.label, outcome)
        for profile, (outcome, _) in zip(engines, runs, strict=True)
    )
    blocked = [each.outcome.verdict is Verdict.BLOCKED for each in results]
    counts = any(blocked) if options.every_engine else blocked[0]
    return Report(
        verdict=ReportVerdict.BLOCKED if counts else ReportVerdict.UNDECIDED,
        request=request,
        page=page,
        origin=client_of(page, parse_url).serialized,
        engines=results,
        hops=tuple(_hops(engines, runs)),
        notes=tuple(_notes(engines, runs)),
    )


_Run = tuple[Outcome, tuple["WireRequest", ...]]


def _run(request: PageRequest, page: Page, profile: Profile, options: Options) -> _Run:
    browser = Browser(profile, settings=options.settings)
    options.prepare(browser)
    fetch = browser.start(request, page, 0.0)
    sent: list[WireRequest] = []
    while fetch.pending is not None and len(sent) < _MOST:
        sent.append(fetch.pending)
        fetch.receive(granting(fetch.pending), 0.0)
    ended = fetch.outcome or Outcome(Verdict.ALLOWED, None, None)
    trace = tuple(step for step in ended.trace if step.exchange is None)
    if ended.block is not None and ended.block.phase is Phase.BEFORE:
        return replace(ended, trace=trace, exchanges=()), ()
    last = next((n for n, each in enumerate(sent, 1) if not each.preflight), len(sent))
    return Outcome(Verdict.ALLOWED, None, None, trace=trace), tuple(sent[:last])


def granting(request: WireRequest) -> WireResponse:
    """Allow everything that a request asks for."""
    headers = {
        "Access-Control-Allow-Origin": request.headers.get("Origin"),
        "Access-Control-Allow-Credentials": "true",
        "Access-Control-Allow-Methods": request.headers.get("Access-Control-Request-Method"),
        "Access-Control-Allow-Headers": request.headers.get("Access-Control-Request-Headers"),
    }
    # HTTP/2, over which streams can be sent.
    allowed = Headers.of((name, value) for name, value in headers.items() if value)
    return WireResponse(200, headers=allowed, version="HTTP/2")


def _hops(engines: tuple[Profile, ...], runs: list[_Run]) -> Iterator[Hop]:
    known: set[object] = set()
    for number, (profile, (_, sent)) in enumerate(zip(engines, runs, strict=True)):
        preflighted = any(each.preflight for each in sent)
        for wire in sent:
            key = key_of(wire)
            if key in known:
                continue
            known.add(key)
            role = Role.PREFLIGHT if wire.preflight else Role.ACTUAL
            why = _ASKS_FIRST if wire.preflight else _FOLLOWS if preflighted else _AT_ONCE
            if number:
                why = Text.of(_OTHER_WAY, engine=profile.label)
            yield Hop(role, wire, None, why)


def _notes(engines: tuple[Profile, ...], runs: list[_Run]) -> Iterator[Text]:
    yield NOTHING_SENT
    told: set[Text] = set()
    for number, (profile, (outcome, sent)) in enumerate(zip(engines, runs, strict=True)):
        last = sent[-1].headers if sent else Headers()
        reasons = tuple(what_forced(outcome, last)) if sent else (_STOPPED,)
        for reason in reasons:
            if reason not in told:
                told.add(reason)
                shown = Text.of(_OTHER_REASON, engine=profile.label, reason=reason)
                yield shown if number else reason
