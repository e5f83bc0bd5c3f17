"""Points findings at the lines of files that made them, and says so where no line did."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from corsac.browser.url import parse_url
from corsac.core.cors_headers import ALLOW_CREDENTIALS, ALLOW_ORIGIN, MAX_AGE
from corsac.core.findings import Confidence, Severity, Text
from corsac.core.messages import WireResponse
from corsac.diagnose.files.across import Compared, compare
from corsac.diagnose.files.facts import Facing, Found, culprit, facts
from corsac.diagnose.files.owner import for_owner
from corsac.diagnose.files.table import BEHIND, TWICE, Row, row_of, written
from corsac.diagnose.files.told import unexplained
from corsac.targets.said import Ask

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from corsac.core.findings import Finding
    from corsac.core.messages import Exchange
    from corsac.diagnose.files.across import Heard
    from corsac.diagnose.files.layers import File, Layer
    from corsac.targets.defects.source import Source
    from corsac.targets.said import Said

_BOTH: Final = "{outer} and {inner} both answer CORS: one of them should"
_PORTS: Final = {"https": 443, "wss": 443}
_HTTP: Final = 80
_ONCE: Final = frozenset({ALLOW_ORIGIN.lower(), ALLOW_CREDENTIALS.lower(), MAX_AGE.lower()})
#: Defects that mean that a layer inside may send the header too.
_BEHIND: Final = frozenset(written(each) for each in BEHIND)


@dataclass(frozen=True, slots=True)
class Files:
    """The files of the answering system.

    `layers` go from the browser inwards. `read` says what a file says to a request. `heard` has
    the answers of layers that were asked by themselves, by the exchange's index. `granted` has
    what is meant to be allowed, by the policy's fields; none where no policy says.
    """

    layers: tuple[Layer, ...]
    read: Callable[[Source, Ask], Said]
    heard: Mapping[int, Sequence[Heard]]
    granted: Mapping[str, tuple[str, ...]] | None = None


def pointed(
    findings: Sequence[Finding], exchanges: Sequence[Exchange], files: Files
) -> tuple[Finding, ...]:
    """Give the findings with the lines that made them, and the mends of those lines first.

    Args:
        findings: What was found in the answers.
        exchanges: What their places count.
        files: Where it may come from.
    """
    told: set[Text] = set()
    owned = for_owner(findings, files.layers)
    return tuple(_pointed(each, exchanges, files, told) for each in owned)


def _pointed(
    finding: Finding, exchanges: Sequence[Exchange], files: Files, before: set[Text]
) -> Finding:
    row = row_of(finding)
    where = finding.where
    if row is None or where is None or where.exchange >= len(exchanges):
        return finding
    exchange = exchanges[where.exchange]
    heard = files.heard.get(where.exchange, ())
    compared = compare(finding, heard) if heard else Compared()
    if _is_double(finding, exchange):
        row = TWICE
    facing = _faced(finding, exchange, files)
    found = _defects(row, facing, compared)
    told = list(facts(row.fact, facing, compared)) if row is TWICE or not found else []
    notes = (*compared.notes, *_both(row, told))
    found = _joined(told, found)
    if not found:
        if finding.rule.severity is not Severity.INFO:
            first, *rest = unexplained(facing)
            # What the files say is told once, and that they do not explain it, each time.
            notes = (*notes, first, *(each for each in rest if each not in before))
            before.update(rest)
        return replace(finding, notes=(*finding.notes, *notes))
    culprits = tuple(dict.fromkeys(each.culprit for each in found))
    fixes = tuple(dict.fromkeys(fix for each in found for fix in each.fixes))
    return replace(
        _surer(finding, found),
        span=culprits[0].span,
        culprits=culprits,
        notes=(*finding.notes, *notes),
        fixes=(*fixes, *finding.fixes),
    )


def _joined(told: Sequence[Found], found: Sequence[Found]) -> list[Found]:
    """Put defects behind the lines that are none, or in the place of one that is the same."""
    at = {_line_of(each): each for each in found}
    lines = {_line_of(each) for each in told}
    first = [at.get(_line_of(each), each) for each in told]
    return [*first, *(each for each in found if _line_of(each) not in lines)]


def _line_of(found: Found) -> tuple[str, int]:
    return found.culprit.span.file, found.culprit.span.line


def _surer(finding: Finding, found: Sequence[Found]) -> Finding:
    """Be sure of what a defect in the files explains, and whose it is where all are of one."""
    parties = {each.party for each in found if each.party is not None}
    if not parties:
        return finding
    party = parties.pop() if len(parties) == 1 else finding.party
    return replace(finding, party=party, confidence=Confidence.HIGH)


def _is_double(finding: Finding, exchange: Exchange) -> bool:
    """Whether a header that is to be there once is there twice, whatever a check made of that."""
    header = finding.where.header if finding.where else ""
    answer = exchange.answer
    return (
        header.lower() in _ONCE
        and isinstance(answer, WireResponse)
        and len(answer.headers.all(header)) > 1
    )


def ask_of(exchange: Exchange) -> Ask:
    """Give what an exchange asked for, as configurations choose by it."""
    url = parse_url(exchange.request.url)
    if url is None:
        return Ask("", _HTTP, "/")
    port = url.port or _PORTS.get(url.scheme, _HTTP)
    return Ask(url.host or "", port, url.path, exchange.request.method == "OPTIONS")


def _faced(finding: Finding, exchange: Exchange, files: Files) -> Facing:
    """Read the files for the request, up to the layer that answers it by itself."""
    ask = ask_of(exchange)
    parts: list[tuple[Layer, File, Said]] = []
    for layer in files.layers:
        told = [(layer, each, files.read(each.source, ask)) for each in layer.files]
        parts += told
        if any(said.answers for _, _, said in told):
            break
    return Facing(finding, exchange, tuple(parts), granted=files.granted)


def _defects(row: Row, facing: Facing, compared: Compared) -> list[Found]:
    codes = {written(each) for each in row.defects}
    quoted = {written(each) for each in row.quoted}
    found: list[Found] = []
    for layer, file, said in facing.parts:
        for each in file.findings:
            if each.code not in codes or each.span is None or not said.concerns(each.span):
                continue
            made = culprit(file.source, each.span, each.message, layer.name, each.code)
            if each.code in quoted and not facing.quotes(made.line):
                continue
            if each.code in _BEHIND and _alone(facing, layer, compared):
                continue
            found.append(Found(made, each.fixes, each.party))
    return found


def _alone(facing: Facing, layer: Layer, compared: Compared) -> bool:
    """Whether what stands there twice has another reason than two layers, this one first."""
    if compared.senders:
        return layer.name not in compared.senders or len(compared.senders) == 1
    return facing.count(layer, facing.header.lower()) > 1


def _both(row: Row, found: Sequence[Found]) -> tuple[Text, ...]:
    """Name the two layers, where two send what one should."""
    if row is not TWICE:
        return ()
    names = list(dict.fromkeys(each.culprit.layer for each in found))
    if len(names) < 2:  # noqa: PLR2004 - two of them
        return ()
    return (Text.of(_BOTH, outer=names[0], inner=names[1]),)
