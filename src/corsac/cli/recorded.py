"""HAR files in place of a server: which of their requests is meant, and all of them at a glance."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from corsac.cli.mistake import Mistake
from corsac.core.findings import Text
from corsac.diagnose.explain.explanation import Explanation, fact, heading, items, snippet
from corsac.evidence.har import read_har
from corsac.evidence.pasted import EvidenceError
from corsac.render.redact import url as redacted

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from corsac.diagnose.explain.explanation import Block
    from corsac.diagnose.report import Report
    from corsac.evidence.har import Entry

_MORE: Final = (
    "the recording has {count} requests across origins; this is one of those that failed, name "
    "another by its URL"
)
#: How many requests an overview has room for.
_MOST: Final = 25


@dataclass(frozen=True, slots=True)
class Recorded:
    """A HAR file's requests, the one that is meant, and what is to be said of the choice."""

    entries: tuple[Entry, ...]
    entry: Entry
    notes: tuple[Text, ...] = ()


def entries_of(text: str) -> tuple[Entry, ...]:
    """Read a HAR file.

    Raises:
        Mistake: it is none.
    """
    try:
        return read_har(text)
    except EvidenceError as error:
        raise Mistake(error.text, mend=error.advice) from error


def choose(text: str, url: str | None) -> Recorded:
    """Choose a request of a HAR file: the one that is named, else the first that failed.

    Args:
        text: The file's.
        url: The URL of the request, or what it begins with; None where nothing is named.

    Raises:
        Mistake: it is no HAR file, or has no such request.
    """
    entries = entries_of(text)
    if url is not None:
        named = [each for each in entries if each.url.startswith(url.partition("#")[0])]
        named.sort(key=lambda each: each.is_preflight)
        if not named:
            raise Mistake("--har: the file has no such request", redacted(url))
        return Recorded(entries, named[0])
    across = candidates(entries)
    if not across:
        raise Mistake(
            "--har: no request in it went across origins",
            mend="record with the developer tools open, from before the page loads",
        )
    chosen = next((each for each in across if each.failed), across[0])
    notes = (Text.of(_MORE, count=len(across)),) if len(across) > 1 else ()
    return Recorded(entries, chosen, notes)


def candidates(entries: Sequence[Entry]) -> list[Entry]:
    """Give the requests across origins, each once; a preflight where that is all there is."""
    across = [each for each in entries if each.is_cross_origin]
    asked = {each.url for each in across if not each.is_preflight}
    first = {
        (each.method, each.url): each
        for each in reversed(across)
        if not each.is_preflight or each.url not in asked
    }
    return list(reversed(first.values()))


def overview(text: str, file: str, report_of: Callable[[Recorded], Report]) -> Explanation:
    """Tell of every request across origins what became of it.

    Args:
        text: The file's.
        file: Its name, for the command that tells more.
        report_of: Diagnoses one.

    Raises:
        Mistake: it is no HAR file.
    """
    entries = entries_of(text)
    across = candidates(entries)
    blocks: list[Block] = [
        fact("requests", Text.of("{count}", count=len(entries))),
        fact("across origins", Text.of("{count}", count=len(across))),
    ]
    for each in across[:_MOST]:
        try:
            blocks += _told(each, report_of(Recorded(entries, each)), file)
        except Mistake as mistake:
            blocks += (_heading(each), *items((mistake.text,)))
    return Explanation(Text.of("the recording {file}", file=file), tuple(blocks))


def _heading(entry: Entry) -> Block:
    return heading("{method} {url}", method=entry.method, url=redacted(entry.url))


def _told(entry: Entry, report: Report, file: str) -> tuple[Block, ...]:
    verdict = Text(report.verdict.value)
    said = [Text.of("{verdict}", verdict=verdict)]
    said += [
        Text.of("{code}: {title}", code=each.code, title=Text(each.rule.title))
        for each in report.findings[:1]
    ]
    return (
        _heading(entry),
        *items(tuple(said)),
        snippet(f"corsac check --har {file} {redacted(entry.url)}"),
    )
