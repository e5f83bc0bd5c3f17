"""A diagnosis from a recording: the answers are those that a browser once got."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from corsac.core.findings import Text
from corsac.core.messages import Exchange
from corsac.diagnose.diagnosis import Diagnosis
from corsac.diagnose.offline import NOTHING_SENT, granting, rehearse

if TYPE_CHECKING:
    from collections.abc import Iterable

    from corsac.browser.profile import Profile
    from corsac.browser.request import Page, PageRequest
    from corsac.core.messages import Answer, WireRequest
    from corsac.diagnose.options import Options
    from corsac.diagnose.report import Report
    from corsac.evidence.har import Entry

_RECORDED = Text("nothing was sent: the answers are those of the recording")
_INFERRED = (
    "the recording has no preflight of {method} {url}; the request itself was answered, so its "
    "preflight must have passed, or an earlier one was remembered"
)
_MISSING = (
    "the recording holds no answer to {method} {url}: browsers leave out what they blocked; "
    "without --har corsac check asks the server itself"
)


class Recording:
    """Recorded answers, by method and URL: the n-th time it is asked, the n-th answer."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        """Take what was recorded; entries without an answer count as not recorded."""
        self._answers: dict[tuple[str, str, bool], list[Answer]] = {}
        self._asked: Counter[tuple[str, str, bool]] = Counter()
        for each in entries:
            if each.answer is not None:
                key = (each.method, each.url, each.is_preflight)
                self._answers.setdefault(key, []).append(each.answer)

    def answer(self, wire: WireRequest) -> Answer | None:
        """Give what was answered, the last answer where it is asked more often; None for nothing.

        Args:
            wire: A request as a browser sends it.
        """
        key = (wire.method, wire.url, wire.preflight)
        known = self._answers.get(key)
        if known is None:
            return None
        number = self._asked[key]
        self._asked[key] += 1
        return known[min(number, len(known) - 1)]

    def has_request(self, preflight: WireRequest) -> bool:
        """Tell whether the request that a preflight announces was answered."""
        method = preflight.headers.get("Access-Control-Request-Method") or ""
        return (method, preflight.url, False) in self._answers


def replay(
    request: PageRequest,
    page: Page,
    engines: tuple[Profile, ...],
    recording: Recording,
    options: Options,
) -> Report:
    """Diagnose a request with recorded answers.

    Args:
        request: What the page asked for.
        page: Where it asked from.
        engines: Whose verdict is wanted.
        recording: What was answered.
        options: The user's choices; nothing is sent, whatever they say.

    Returns:
        The report. Where an answer that decides was not recorded: what would be sent, undecided.

    Raises:
        PageError: The page can't exist.
    """
    diagnosis = Diagnosis(request, page, engines, replace(options, send=True, budget=0))
    notes: list[Text] = [_RECORDED]
    while (wire := diagnosis.pending) is not None:
        answer = recording.answer(wire)
        if answer is None and wire.preflight and recording.has_request(wire):
            method = wire.headers.get("Access-Control-Request-Method")
            notes.append(Text.of(_INFERRED, method=method, url=wire.url))
            answer = granting(wire)
        if answer is None:
            return _untold(rehearse(request, page, engines, options), wire)
        diagnosis.receive(Exchange(wire, answer), 0.0)
    report = diagnosis.report
    assert report is not None  # noqa: S101 - nothing is pending any more
    return replace(report, notes=(*dict.fromkeys(notes), *report.notes))


def _untold(report: Report, wire: WireRequest) -> Report:
    missing = Text.of(_MISSING, method=wire.method, url=wire.url)
    rest = tuple(note for note in report.notes if note != NOTHING_SENT)
    return replace(report, notes=(missing, *rest))
