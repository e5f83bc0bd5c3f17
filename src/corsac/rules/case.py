"""What a rule may look at: one request, what the browsers made of it, and what else was asked."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from corsac.browser.outcome import Outcome
    from corsac.browser.request import Page, PageRequest
    from corsac.core.messages import Exchange


class ProbeKind(StrEnum):
    """Questions beyond the browser's own requests, each answerable with OPTIONS, GET or HEAD."""

    #: GET with the same Origin, in place of a request that was not sent.
    STAND_IN = "stand-in"
    #: The same GET without Origin.
    NO_ORIGIN = "no-origin"
    #: The same request from another, unrelated origin.
    OTHER_ORIGIN = "other-origin"
    #: A path that should not exist, for the headers on an error.
    ERROR_PATH = "error-path"
    #: A near variant of the page's origin (slash, port, scheme, loopback name).
    NEAR_ORIGIN = "near-origin"
    #: A near variant of the URL (scheme, slash, host).
    NEAR_URL = "near-url"
    #: The same GET with a query of its own, which no cache has an answer for.
    PAST_CACHE = "past-cache"
    #: The same path under the page's own origin.
    OWN_ORIGIN = "own-origin"
    #: The same preflight, announcing the method and no headers.
    METHOD_ALONE = "method-alone"


@dataclass(frozen=True, slots=True)
class Probe:
    """A differential probe and its exchange."""

    kind: ProbeKind
    exchange: Exchange


@dataclass(frozen=True, slots=True)
class Case:
    """The evidence of one check.

    `origin` is the request origin as serialised; `outcome` is that of the engine that is reported
    first. `sent` is false where the actual request was withheld (an unsafe method without leave):
    then `outcome` rests on the stand-in and is inferred.
    """

    request: PageRequest
    page: Page
    origin: str
    outcome: Outcome
    probes: tuple[Probe, ...] = ()
    sent: bool = True

    def probe(self, kind: ProbeKind) -> Exchange | None:
        """Give the first exchange of a differential probe of this kind, if one was made."""
        return next((probe.exchange for probe in self.probes if probe.kind is kind), None)
