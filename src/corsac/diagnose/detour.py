"""Tries the URL that the page may have meant: would the same request pass there?"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from corsac.browser.machine import Browser
from corsac.browser.outcome import Reason
from corsac.core.cors_headers import ORIGIN, REQUEST_HEADERS, REQUEST_METHOD
from corsac.core.findings import Text
from corsac.core.headers import Headers
from corsac.core.messages import Failure, WireResponse
from corsac.diagnose.ledger import SAFE, UnaskedError, stand_in
from corsac.diagnose.variants import after_failure, other_scheme, redirect_target
from corsac.diagnose.walk import walk

if TYPE_CHECKING:
    from collections.abc import Generator

    from corsac.browser.outcome import Outcome
    from corsac.browser.profile import Profile
    from corsac.browser.request import Page, PageRequest
    from corsac.core.messages import WireRequest
    from corsac.diagnose.ledger import Arrival, Asking, Ledger
    from corsac.rules.case import Case

_KEPT = frozenset({"accept", ORIGIN.lower(), REQUEST_METHOD.lower(), REQUEST_HEADERS.lower()})
_WHY = Text("the URL that may be meant: does it pass there?")


@dataclass(frozen=True, slots=True)
class Detour:
    """What became of the same request at a near URL; `inferred` where a GET stood in for it."""

    url: str
    outcome: Outcome
    inferred: bool


def near_url(case: Case) -> str | None:
    """Give the URL that may be meant, if what blocked suggests one."""
    block = case.outcome.block
    if block is None:
        return None
    if block.reason is Reason.MIXED_CONTENT:
        return other_scheme(case.request.url)
    if block.exchange is None:
        return None
    exchange = case.outcome.exchanges[block.exchange]
    if isinstance(exchange.answer, Failure):
        return after_failure(exchange.request.url, exchange.answer.kind)
    return _behind_redirect(exchange.request.url, exchange.answer)


def _behind_redirect(url: str, answer: WireResponse) -> str | None:
    location = answer.headers.get("Location")
    return None if location is None else redirect_target(url, location)


def detour(
    request: PageRequest, page: Page, profile: Profile, case: Case, ledger: Ledger
) -> Generator[WireRequest, Arrival, Detour | None]:
    """Run the page's request at the near URL, as far as the budget goes.

    No header of the page's goes there but what CORS is decided by: it is another place, perhaps
    without TLS.

    Returns:
        None where no URL is near, or the budget was spent.
    """
    url = near_url(case)
    if url is None or url == request.url:
        return None
    replaced: list[WireRequest] = []

    def ask(wire: WireRequest) -> Asking:
        """Ask as a probe, with a safe method."""
        kept = [line for line in wire.headers if line[0].lower() in _KEPT]
        bare = replace(wire, headers=Headers.of(kept))
        if wire.method not in SAFE:
            replaced.append(wire)
            bare = stand_in(bare)
        return (yield from ledger.probe(bare, _WHY))

    fetch = Browser(profile).start(replace(request, url=url), page, ledger.now)
    try:
        outcome = yield from walk(fetch, ask, ledger)
    except UnaskedError:
        return None
    return Detour(url, outcome, inferred=bool(replaced))
