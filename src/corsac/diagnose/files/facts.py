"""Lines that made a fault and are no defects: they send a header, or list who is let in."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from corsac.core.cors_headers import ALLOW_ORIGIN, ORIGIN, REQUEST_HEADERS, REQUEST_METHOD
from corsac.core.findings import Culprit, Fix, Text
from corsac.core.messages import WireResponse
from corsac.diagnose.files.table import Fact
from corsac.policy.matcher import Matcher
from corsac.targets.said.code import FIELDS, heading
from corsac.targets.settings.addition import addition

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from corsac.core.findings import Finding, Party, Span
    from corsac.core.messages import Exchange
    from corsac.diagnose.files.across import Compared
    from corsac.diagnose.files.layers import File, Layer
    from corsac.policy.policy import Policy
    from corsac.targets.defects.source import Source
    from corsac.targets.said import Said
    from corsac.targets.settings.reading import Reading

_SENT: Final = "{header} is sent from here"
_MISSING: Final = "{header} is sent from here, and no {other}"
_LACKS: Final = "{member} is not among these"
_WRITTEN: Final = "here"
_ADD: Final = "allow {member} too"
#: What of a request each list has to hold.
_ASKED: Final = {
    "allow_origins": ORIGIN,
    "allow_methods": REQUEST_METHOD,
    "allow_headers": REQUEST_HEADERS,
}


@dataclass(frozen=True, slots=True)
class Found:
    """A line that made a finding, what mends it, and whose it is; None where that is as it was."""

    culprit: Culprit
    fixes: tuple[Fix, ...] = ()
    party: Party | None = None


@dataclass(frozen=True, slots=True)
class Facing:
    """A finding, its exchange, and what each file says to that request, from the browser inwards.

    `granted` has what is meant to be allowed, by the policy's fields; none where only the
    request tells.
    """

    finding: Finding
    exchange: Exchange
    parts: tuple[tuple[Layer, File, Said], ...]
    granted: Mapping[str, tuple[str, ...]] | None = None

    @property
    def header(self) -> str:
        """The header that the finding is about, as it is written; Allow-Origin where none is."""
        return (self.finding.where.header if self.finding.where else "") or ALLOW_ORIGIN

    @property
    def values(self) -> tuple[str, ...]:
        """What the answer has of that header."""
        answer = self.exchange.answer
        return answer.headers.all(self.header) if isinstance(answer, WireResponse) else ()

    def quotes(self, line: str) -> bool:
        """Whether a line has what the answer has."""
        return any(each.strip() and each.strip() in line for each in self.values)

    def count(self, layer: Layer, header: str) -> int:
        """Count the lines of a layer that send a header."""
        return sum(len(said.senders(header)) for x, _, said in self.parts if x is layer)


def culprit(source: Source, span: Span, message: Text, layer: str, code: str = "") -> Culprit:
    """Make a culprit, with its line's text; that of an included file is read there."""
    return Culprit(span, _line(source, span), message, layer, code)


def _line(source: Source, span: Span) -> str:
    if source.name == span.file:
        return source.line(span.line).replace("\t", " ")
    inside = (each for several in source.includes.values() for each in several)
    return next((text for each in inside if (text := _line(each, span))), "")


def facts(fact: Fact, facing: Facing, compared: Compared) -> Iterator[Found]:
    """Give the lines that a kind of fact means, each with the fixes that it has.

    Args:
        fact: Which lines are meant.
        facing: The finding, and what the files say.
        compared: What the layers' own answers told: those that send nothing made nothing.
    """
    for layer, file, said in facing.parts:
        if layer.name not in compared.cleared:
            yield from _READERS[fact](facing, layer, file, said)


def _senders(facing: Facing, layer: Layer, file: File, said: Said) -> Iterator[Found]:
    for each in said.senders(facing.header.lower()):
        known = each.value is None or _is_sent(each.value, facing.values)
        if known and _lets_in(each.policy, facing.exchange.request.headers.get(ORIGIN)):
            message = Text.of(_SENT, header=facing.header)
            yield Found(culprit(file.source, each.span, message, layer.name))


def _is_sent(value: str, values: tuple[str, ...]) -> bool:
    """Whether an answer has a value, by itself or among those that were joined."""
    return any(value == each or value in re.split(r",\s*", each) for each in values)


def _lets_in(policy: Policy | None, origin: str | None) -> bool:
    """Whether a policy answers an origin; true where either is not known."""
    if policy is None or origin is None or policy.any_origin:
        return True
    return Matcher(policy.patterns).matches(origin)


def _together(facing: Facing, layer: Layer, file: File, said: Said) -> Iterator[Found]:
    lines = said.senders(facing.header.lower())
    if lines:
        yield from _senders(facing, layer, file, said)
        return
    for each in said.senders(ALLOW_ORIGIN.lower()):
        message = Text.of(_MISSING, header=ALLOW_ORIGIN, other=facing.header)
        yield Found(culprit(file.source, each.span, message, layer.name))


def _lists(facing: Facing, layer: Layer, file: File, said: Said) -> Iterator[Found]:
    field = FIELDS.get(facing.header.lower(), "")
    asked = _ASKED.get(field)
    if asked is None:
        return
    asked_for = facing.exchange.request.headers.get(asked) or ""
    wanted = [each.strip() for each in asked_for.split(",") if each.strip()]
    for reading in said.readings:
        held = [span for name, _, span in reading.places if name == field and said.concerns(span)]
        lacking = _lacking(reading, field, wanted)
        if not held or not lacking:
            continue
        span = heading(file.source, held[0]) if held[0].file == file.source.name else held[0]
        message = Text.of(_LACKS, member=", ".join(lacking))
        meant = facing.granted.get(field, ()) if facing.granted is not None else lacking
        fixes = _additions(facing, file.source, reading, field, _lacking(reading, field, meant))
        yield Found(culprit(file.source, span, message, layer.name), tuple(fixes))


def _lacking(reading: Reading, field: str, members: Sequence[str]) -> list[str]:
    return [each for each in members if not _holds(reading, field, each)]


def _holds(reading: Reading, field: str, member: str) -> bool:
    """Whether a list lets a member in."""
    policy = reading.policy
    if field == "allow_origins" and policy is not None:
        return _lets_in(policy, member)
    texts = [text for name, text, _ in reading.places if name == field]
    return "*" in texts or member.lower() in {text.lower() for text in texts}


def _additions(
    facing: Facing, source: Source, reading: Reading, field: str, members: Sequence[str]
) -> Iterator[Fix]:
    edit = addition(source, reading, field, members) if members else None
    if edit is not None:
        title = Text.of(_ADD, member=", ".join(members))
        yield Fix(title, safe=facing.granted is not None, edits=(edit,))


def _written(facing: Facing, layer: Layer, file: File, said: Said) -> Iterator[Found]:
    text = file.source.text
    for match in re.finditer(re.escape(facing.header), text, re.IGNORECASE):
        span = file.source.span(match.start(), match.end())
        if said.concerns(span):
            yield Found(culprit(file.source, span, Text(_WRITTEN), layer.name))


def _nothing(_facing: Facing, _layer: Layer, _file: File, _said: Said) -> Iterator[Found]:
    return iter(())


_READERS: Final[dict[Fact, Callable[[Facing, Layer, File, Said], Iterator[Found]]]] = {
    Fact.NONE: _nothing,
    Fact.SENDERS: _senders,
    Fact.LISTS: _lists,
    Fact.TOGETHER: _together,
    Fact.WRITTEN: _written,
}
