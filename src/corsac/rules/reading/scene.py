"""The answers that CORS judges, in the order in which a browser meets them.

A browser stops at the first failure. A scene goes on: it holds the preflight, the answers to the
request itself, and a stand-in for a request that was not sent, each with the origin that its
Allow-Origin has to equal, so that what would block next shows too.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING

from corsac.core.cors_headers import ALLOW_ORIGIN
from corsac.core.messages import WireResponse
from corsac.core.statuses import is_ok, is_redirect
from corsac.rules.case import ProbeKind
from corsac.rules.reading.caching import varies_by_preflight, varying
from corsac.rules.reading.request import (
    includes_credentials,
    method_of,
    origin_of,
    reads_only,
    speaks_cors,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corsac.core.messages import WireRequest
    from corsac.rules.case import Case


class Part(StrEnum):
    """What an answer answers: a preflight, the request itself, or a GET in its place."""

    PREFLIGHT = "preflight"
    ACTUAL = "actual"
    STAND_IN = "stand-in"


@dataclass(frozen=True, slots=True)
class Answer:
    """A response that has to pass the CORS check.

    `index` counts the outcome's exchanges, then the probes'. `origin` is what Allow-Origin is
    compared with; `include` is the request's credentials mode. `method` is the one that the page
    asked for.
    """

    index: int
    part: Part
    request: WireRequest
    response: WireResponse
    origin: str
    include: bool
    method: str

    @property
    def status(self) -> int:
        """The status code."""
        return self.response.status

    @property
    def ok(self) -> bool:
        """Whether the status is 200 to 299 (fetch#ok-status)."""
        return is_ok(self.response.status)

    @property
    def redirect(self) -> str | None:
        """The Location of a redirect, None for any other answer."""
        if not is_redirect(self.response.status):
            return None
        return self.response.headers.get("Location") or None

    @property
    def error(self) -> bool:
        """Whether the status is 400 or above."""
        return self.response.status >= 400  # noqa: PLR2004 -- rfc9110#section-15.5

    @property
    def allow_origin(self) -> str | None:
        """The value of Allow-Origin as the check sees it: lines joined by `", "`."""
        return self.response.headers.get(ALLOW_ORIGIN)

    @property
    def lacks_allow_origin(self) -> bool:
        """Whether there is no Allow-Origin at all (fetch#cors-check.2)."""
        return self.allow_origin is None

    @property
    def origin_passes(self) -> bool:
        """Whether Allow-Origin is one that lets this origin in (fetch#cors-check.3, .4)."""
        return self.allow_origin == self.origin or (self.allow_origin == "*" and not self.include)

    @property
    def speaks_of_cors(self) -> bool:
        """Whether any `Access-Control-*` header is there, or `Vary` names a header of requests'.

        Both show something that knows CORS, even where it gave this origin nothing.
        """
        headers = self.response.headers
        if any(name.lower().startswith("access-control-") for name, _ in headers):
            return True
        return "origin" in varying(self.response) or varies_by_preflight(self.response)

    @property
    def faithful(self) -> bool:
        """Whether its status tells that of the page's own request.

        A GET sent in place of a PUT may well be 404 or 405 where the PUT is not.
        """
        return self.part is not Part.STAND_IN or reads_only(self.method)


@dataclass(frozen=True)
class Scene:
    """All answers of a case that CORS judges, and the differential probes beside them."""

    case: Case
    answers: tuple[Answer, ...]

    @classmethod
    def of(cls, case: Case) -> Scene:
        """Read a case. Without a cross-origin request in mode `cors` no answer is judged."""
        if not speaks_cors(case.request):
            return cls(case, ())
        return cls(case, tuple(_answers(case)))

    @cached_property
    def preflights(self) -> tuple[Answer, ...]:
        """The answers to preflights."""
        return tuple(a for a in self.answers if a.part is Part.PREFLIGHT)

    @cached_property
    def responses(self) -> tuple[Answer, ...]:
        """The answers to the request itself, or to its stand-in."""
        return tuple(a for a in self.answers if a.part is not Part.PREFLIGHT)

    @cached_property
    def first_hop(self) -> tuple[Answer, ...]:
        """The answers of the server that the page named, before any redirect was followed."""
        return tuple(a for a in self.answers if a.request.hop == 0)

    @cached_property
    def later_hops(self) -> tuple[Answer, ...]:
        """The answers behind a redirect."""
        return tuple(a for a in self.answers if a.request.hop > 0)

    @cached_property
    def preflight_lets_in(self) -> bool:
        """Whether no preflight was made at first, or its answer allows this origin."""
        return all(a.origin_passes for a in self.preflights if a.request.hop == 0)


def read_probe(case: Case, number: int) -> Answer | None:
    """Read a probe's answer as if the page had asked; None where nothing came back."""
    exchange = case.probes[number].exchange
    if not isinstance(exchange.answer, WireResponse):
        return None
    index = len(case.outcome.exchanges) + number
    return _answer(case, index, Part.STAND_IN, exchange.request, exchange.answer)


def probes_of(case: Case, kind: ProbeKind) -> tuple[Answer, ...]:
    """Read the answers to all probes of a kind."""
    numbers = (n for n, probe in enumerate(case.probes) if probe.kind is kind)
    answers = (read_probe(case, number) for number in numbers)
    return tuple(answer for answer in answers if answer is not None)


def _answers(case: Case) -> Iterator[Answer]:
    crossed = answered = False
    for index, exchange in enumerate(case.outcome.exchanges):
        crossed = crossed or origin_of(exchange.request.url) != case.origin
        answered = answered or not exchange.request.preflight
        if crossed and isinstance(exchange.answer, WireResponse):
            part = _part(case, exchange.request)
            yield _answer(case, index, part, exchange.request, exchange.answer)
    if not answered:
        yield from _stand_ins(case)


def _stand_ins(case: Case) -> Iterator[Answer]:
    """Read the answers to GETs in place of a request that the browser did not get to send."""
    for number, probe in enumerate(case.probes):
        answer = read_probe(case, number) if probe.kind is ProbeKind.STAND_IN else None
        if answer is not None and origin_of(answer.request.url) != case.origin:
            yield answer


def _part(case: Case, request: WireRequest) -> Part:
    if request.preflight:
        return Part.PREFLIGHT
    return Part.ACTUAL if case.sent else Part.STAND_IN


def _answer(
    case: Case, index: int, part: Part, request: WireRequest, response: WireResponse
) -> Answer:
    sent = request.headers.get("Origin")
    return Answer(
        index=index,
        part=part,
        request=request,
        response=response,
        origin=case.origin if sent is None else sent,
        include=includes_credentials(case.request),
        method=method_of(case.request),
    )
