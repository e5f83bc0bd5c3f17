"""A verification that may be shown: no secret in it, no line without an end."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from corsac.browser.request import Page, PageRequest
from corsac.core.findings import Text
from corsac.core.headers import Headers
from corsac.diagnose.report import Hop, Report, ReportVerdict, Role
from corsac.diagnose.verify.report import Outcome, Verdict
from corsac.render.catalogue import cut
from corsac.render.clean import clean
from corsac.render.verification import words

if TYPE_CHECKING:
    from corsac.core.messages import Exchange
    from corsac.diagnose.verify.report import Verification

#: Characters of one header's value: some checks send 64 KB.
_LONGEST: Final = 400
#: As reports have it: a fault of the server blocks somebody, or lets somebody in.
_VERDICTS: Final = {
    Verdict.PASSED: ReportVerdict.ALLOWED,
    Verdict.FAILED: ReportVerdict.BLOCKED,
    Verdict.UNDECIDED: ReportVerdict.UNDECIDED,
    Verdict.UNREACHABLE: ReportVerdict.FAILED,
}


def report_of(verification: Verification) -> Report:
    """Give a verification as a cleaned report: its findings, and what they point at."""
    return clean(
        Report(
            verdict=_VERDICTS[verification.verdict],
            request=PageRequest(verification.url),
            page=Page(verification.origin),
            origin=verification.origin,
            engines=(),
            hops=tuple(_hop(each) for each in verification.exchanges),
            findings=verification.findings,
            notes=verification.notes,
            system=verification.system,
            budget=verification.budget,
        )
    )


def _hop(exchange: Exchange) -> Hop:
    lines = tuple((name, cut(value, _LONGEST)) for name, value in exchange.request.headers)
    short = replace(exchange, request=replace(exchange.request, headers=Headers(lines)))
    role = Role.PREFLIGHT if exchange.request.preflight else Role.PROBE
    return Hop(role, short.request, short)


def verdict(verification: Verification) -> Text:
    """Say in a line how it came out."""
    return Text.of(words.VERDICT[verification.verdict], **_numbers(verification))


def counts(verification: Verification) -> Text:
    """Say in a line how many checks came out how."""
    sent, allowed = verification.budget
    return Text.of(words.COUNTS, sent=sent, allowed=allowed, **_numbers(verification))


def _numbers(verification: Verification) -> dict[str, int]:
    numbers = {outcome.value: verification.count(outcome) for outcome in Outcome}
    judged = numbers[Outcome.PASSED.value] + numbers[Outcome.FAILED.value]
    return {**numbers, "judged": judged}
