"""More members for a list that settings hold: the edit that writes them in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

    from corsac.core.findings import Edit, Span
    from corsac.targets.defects.source import Source
    from corsac.targets.settings.reading import Reading

_QUOTES: Final = frozenset("\"'`")
_OPENING: Final = frozenset("[({,")
#: Systems whose methods and headers stand in one text, with commas.
_TEXTS: Final = frozenset({"nginx", "apache", "by-hand"})
#: Systems whose origins are chosen by expressions and comparisons.
_EXPRESSIONS: Final = frozenset({"nginx", "apache"})


def addition(source: Source, reading: Reading, field: str, members: Sequence[str]) -> Edit | None:
    """Write more members behind the last of a list.

    Args:
        source: The file.
        reading: What was read from it.
        field: The policy's field: `allow_origins`, `allow_methods`, `allow_headers`.
        members: What is to stand there too.

    Returns:
        None where there is no list that they can be written into: an expression, a name that is
        set elsewhere, another file.
    """
    spans = [
        _quoted(source, span)
        for name, _, span in reading.places
        if name == field and span.file == source.name
    ]
    if not spans:
        return None
    last = max(spans, key=lambda each: (each.line, each.column))
    text = _text(source, last)
    if "*" in text or (field == "allow_origins" and reading.system in _EXPRESSIONS):
        return None
    if field != "allow_origins" and (reading.system in _TEXTS or spans.count(last) > 1):
        return _into_text(source, last, text, members)
    if len(text) < 2 or text[0] not in _QUOTES or text[-1] != text[0]:  # noqa: PLR2004 - its quotes
        return None
    return _into_list(source, last, text, [f"{text[0]}{each}{text[0]}" for each in members])


def _text(source: Source, span: Span) -> str:
    return source.text[_start(source, span) : source.offset(span.end_line, span.end_column)]


def _start(source: Source, span: Span) -> int:
    return source.offset(span.line, span.column)


def _quoted(source: Source, span: Span) -> Span:
    """Take the quotes in that stand around a place."""
    start, end = _start(source, span), source.offset(span.end_line, span.end_column)
    before, after = source.text[start - 1 : start], source.text[end : end + 1]
    return source.span(start - 1, end + 1) if before in _QUOTES and before == after else span


def _into_text(source: Source, span: Span, text: str, members: Sequence[str]) -> Edit:
    """Write them into `GET, POST`; a text without quotes gets no blank."""
    quoted = text[-1:] in _QUOTES
    end = source.offset(span.end_line, span.end_column) - quoted
    comma = ", " if ", " in text or (quoted and "," not in text) else ","
    return source.edit(end, end, "".join(f"{comma}{each}" for each in members))


def _into_list(source: Source, span: Span, text: str, written: Sequence[str]) -> Edit:
    """Write them behind the last; before it where a comment follows; a text becomes a list."""
    start, end = _start(source, span), source.offset(span.end_line, span.end_column)
    if source.text[:start].rstrip()[-1:] not in _OPENING:
        return source.edit(start, end, f"[{', '.join((text, *written))}]")
    head = source.line(span.line)[: span.column - 1]
    rest = source.line(span.end_line)[span.end_column - 1 :]
    gap = ", " if head.strip() else f",{source.newline}{head}"
    if rest.strip().removeprefix(",").strip() and not head.strip():
        return source.edit(start, start, "".join(f"{each}{gap}" for each in written))
    return source.edit(end, end, "".join(f"{gap}{each}" for each in written))
