"""The waterfall as data: numbered requests with the header lines that decided."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from corsac.browser.outcome import Reason
from corsac.core.findings import Severity
from corsac.core.messages import WireResponse
from corsac.diagnose.report import Role

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corsac.browser.outcome import Outcome
    from corsac.core.headers import Headers
    from corsac.core.messages import Exchange
    from corsac.diagnose.report import Hop, Report

_ALLOW_ORIGIN = "access-control-allow-origin"
_ALLOW_METHODS = "access-control-allow-methods"
_ALLOW_HEADERS = "access-control-allow-headers"

#: The response header that a check failed on. Reasons that are missing here have none.
_OFFENDER = {
    Reason.ALLOW_ORIGIN_MISSING: _ALLOW_ORIGIN,
    Reason.ALLOW_ORIGIN_WILDCARD: _ALLOW_ORIGIN,
    Reason.ALLOW_ORIGIN_MULTIPLE: _ALLOW_ORIGIN,
    Reason.ALLOW_ORIGIN_INVALID: _ALLOW_ORIGIN,
    Reason.ALLOW_ORIGIN_MISMATCH: _ALLOW_ORIGIN,
    Reason.ALLOW_CREDENTIALS: "access-control-allow-credentials",
    Reason.ALLOW_METHODS_INVALID: _ALLOW_METHODS,
    Reason.METHOD_NOT_ALLOWED: _ALLOW_METHODS,
    Reason.ALLOW_HEADERS_INVALID: _ALLOW_HEADERS,
    Reason.HEADER_NOT_ALLOWED: _ALLOW_HEADERS,
    Reason.PREFLIGHT_REDIRECT: "location",
    Reason.REDIRECT_LOCATION: "location",
    Reason.REDIRECT_SCHEME: "location",
    Reason.REDIRECT_CREDENTIALS: "location",
    Reason.RESOURCE_POLICY: "cross-origin-resource-policy",
}
_DECIDING_REQUEST = frozenset(
    {
        "origin",
        "access-control-request-method",
        "access-control-request-headers",
        "authorization",
        "cookie",
    }
)
_DECIDING_RESPONSE = frozenset({"location", "www-authenticate", "allow", "upgrade"})
_STATUS = ":status"
_STATUS_REASONS = frozenset({Reason.PREFLIGHT_STATUS, Reason.PREFLIGHT_REDIRECT})


@dataclass(frozen=True, slots=True)
class HeaderLine:
    """A header line of a request (`sent`) or a response; `value` None: it should be there."""

    name: str
    value: str | None
    sent: bool
    bad: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """One request of the waterfall. `bad_status`: the status itself made the check fail."""

    number: int
    hop: Hop
    target: str
    lines: tuple[HeaderLine, ...]
    bad_status: bool = False

    @property
    def response(self) -> WireResponse | None:
        """The response, or None where nothing was sent or nothing usable came back."""
        answer = self.hop.exchange.answer if self.hop.exchange else None
        return answer if isinstance(answer, WireResponse) else None


def rows(report: Report, *, every: bool) -> tuple[Row, ...]:
    """Give the waterfall; `every` header line and differential probe, or only what decided."""
    return tuple(_rows(report, every=every))


def row_of(report: Report, exchange: int) -> int | None:
    """Give the row's number (from 1) of a report's exchange; None where there is no such one."""
    numbers = [number for number, hop in enumerate(report.hops, 1) if hop.exchange is not None]
    return numbers[exchange] if exchange < len(numbers) else None


def exchange_of(report: Report, exchange: int) -> Exchange | None:
    """Give the exchange that a `Where` points to; None where there is no such one."""
    return report.exchanges[exchange] if exchange < len(report.exchanges) else None


def row_of_step(report: Report, outcome: Outcome, exchange: int) -> int | None:
    """Find the row's number of an exchange that one engine's outcome counts."""
    if exchange >= len(outcome.exchanges):
        return None
    wanted = outcome.exchanges[exchange]
    # A request that was repeated word for word is the same value twice: count along.
    before = outcome.exchanges[:exchange].count(wanted)
    numbers = [number for number, hop in enumerate(report.hops, 1) if hop.exchange == wanted]
    return numbers[min(before, len(numbers) - 1)] if numbers else None


def _rows(report: Report, *, every: bool) -> Iterator[Row]:
    bad = set(_bad_places(report))
    shown = ""
    for number, hop in enumerate(report.hops, 1):
        if hop.role is Role.PROBE and not every:
            continue
        target, shown = _target(hop.request.url, shown)
        places = {name for row, name in bad if row == number}
        lines = tuple(_lines(hop, places, every=every, planned=not report.exchanges))
        yield Row(number, hop, target, lines, bad_status=_STATUS in places)


def _bad_places(report: Report) -> Iterator[tuple[int | None, str]]:
    """Give (row number, header name) of everything that a check or a rule points at."""
    outcome = report.engines[0].outcome if report.engines else None
    if outcome and (block := outcome.block) and block.exchange is not None:
        row = row_of_step(report, outcome, block.exchange)
        if block.reason in _OFFENDER:
            yield row, _OFFENDER[block.reason]
        if block.reason in _STATUS_REASONS:
            yield row, _STATUS
    for finding in report.findings:
        if finding.where and finding.rule.severity is Severity.ERROR:
            header = finding.where.header.lower() or _STATUS
            yield row_of(report, finding.where.exchange), header


def _target(url: str, shown: str) -> tuple[str, str]:
    """Give what to show of a URL, path and query alone where the origin was shown before."""
    scheme, slashes, rest = url.partition("://")
    end = min((rest.find(mark) for mark in "/?#" if mark in rest), default=len(rest))
    origin = scheme + slashes + rest[:end]
    return (url if shown and origin != shown else rest[end:] or "/"), origin


def _lines(hop: Hop, bad: set[str], *, every: bool, planned: bool) -> Iterator[HeaderLine]:
    """Give a hop's lines; where nothing at all was sent, what would be is the answer."""
    if hop.exchange is not None or every or planned:
        yield from _chosen(hop.request.headers, bad, sent=True, every=every)
    if hop.exchange is None or not isinstance(hop.exchange.answer, WireResponse):
        return
    headers = hop.exchange.answer.headers
    yield from _chosen(headers, bad, sent=False, every=every)
    for name in sorted(bad):
        if name != _STATUS and name not in headers and name not in hop.request.headers:
            yield HeaderLine(_title(name), None, sent=False, bad=True)


def _chosen(headers: Headers, bad: set[str], *, sent: bool, every: bool) -> Iterator[HeaderLine]:
    deciding = _DECIDING_REQUEST if sent else _DECIDING_RESPONSE
    for name, value in headers:
        low = name.lower()
        is_bad = not sent and low in bad
        if every or is_bad or low in deciding or (not sent and low.startswith("access-control-")):
            yield HeaderLine(name, value, sent=sent, bad=is_bad)


def _title(name: str) -> str:
    """Write a header's name as HTTP/1 does: `Access-Control-Allow-Origin`."""
    return name.title()
