"""What changed between two reports of the same request."""

from __future__ import annotations

from itertools import zip_longest
from typing import TYPE_CHECKING

from corsac.core.findings import Text
from corsac.core.messages import WireResponse
from corsac.diagnose.report import ReportVerdict

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corsac.diagnose.report import Hop, Report

_VERDICT = "the verdict was {before}, now it is {after}"
_GONE = "{code} is gone: {title}"
_NEW = "{code} is new: {title}"
_REQUESTS = "the number of requests was {before}, now it is {after}"
_STATUS = "{method} {number}: the status was {before}, now {after}"
_HEADER_NEW = "{method} {number}: {header} is new: {after}"
_HEADER_GONE = "{method} {number}: {header} is gone, it was {before}"
_HEADER = "{method} {number}: {header} was {before}, now {after}"
_NO_ANSWER = "no answer"

_VERDICTS = {
    ReportVerdict.ALLOWED: Text("allowed"),
    ReportVerdict.BLOCKED: Text("blocked"),
    ReportVerdict.UNDECIDED: Text("undecided"),
    ReportVerdict.FAILED: Text("failed"),
}

#: Headers that decide, beside all that begin with Access-Control-.
_DECIDING = frozenset({"allow", "location", "vary", "www-authenticate"})
_PREFIX = "access-control-"


def changes(before: Report, after: Report) -> tuple[Text, ...]:
    """Name what is different, the verdict first; empty where nothing that matters is."""
    return tuple(_all(before, after))


def _all(before: Report, after: Report) -> Iterator[Text]:
    if before.verdict is not after.verdict:
        yield Text.of(_VERDICT, before=_VERDICTS[before.verdict], after=_VERDICTS[after.verdict])
    old = {finding.code: finding for finding in before.findings}
    new = {finding.code: finding for finding in after.findings}
    for code, finding in old.items():
        if code not in new:
            yield Text.of(_GONE, code=code, title=Text(finding.rule.title))
    for code, finding in new.items():
        if code not in old:
            yield Text.of(_NEW, code=code, title=Text(finding.rule.title))
    yield from _exchanged(before, after)


def _exchanged(before: Report, after: Report) -> Iterator[Text]:
    """Compare answers of the same requests, in their order."""
    for number, (one, two) in enumerate(zip_longest(before.hops, after.hops), 1):
        if one is None or two is None or _asked(one) != _asked(two):
            sizes = {"before": len(before.hops), "after": len(after.hops)}
            if sizes["before"] != sizes["after"]:
                yield Text.of(_REQUESTS, **sizes)
            return
        yield from _answers(number, one, two)


def _asked(hop: Hop) -> tuple[str, str]:
    return hop.request.method, hop.request.url


def _answers(number: int, one: Hop, two: Hop) -> Iterator[Text]:
    method = one.request.method
    statuses = [_status(one), _status(two)]
    if statuses[0] != statuses[1]:
        yield Text.of(_STATUS, method=method, number=number, before=statuses[0], after=statuses[1])
    first, second = _headers(one), _headers(two)
    for name in sorted(first.keys() | second.keys()):
        old, new = first.get(name), second.get(name)
        if old == new:
            continue
        template = _HEADER_NEW if old is None else _HEADER_GONE if new is None else _HEADER
        header = name.title()
        yield Text.of(template, method=method, number=number, header=header, before=old, after=new)


def _status(hop: Hop) -> str:
    answer = hop.exchange.answer if hop.exchange else None
    return str(answer.status) if isinstance(answer, WireResponse) else _NO_ANSWER


def _headers(hop: Hop) -> dict[str, str]:
    answer = hop.exchange.answer if hop.exchange else None
    if not isinstance(answer, WireResponse):
        return {}
    names = {name.lower() for name, _ in answer.headers}
    deciding = [each for each in names if each in _DECIDING or each.startswith(_PREFIX)]
    return {name: answer.headers.get(name) or "" for name in deciding}
