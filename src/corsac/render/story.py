"""A finding in the terminal, in the manner of rustc: code, place, note, help, paste-able fix."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corsac.core.findings import Party, Severity, Text
from corsac.render import words
from corsac.render.cells import wrap
from corsac.render.excerpt import Excerpt, drawn, excerpt
from corsac.render.look import Line, Look, Piece, Style
from corsac.render.see import sight
from corsac.targets.defects.edits import usable

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator

    from corsac.core.findings import Culprit, Finding, Fix, Span
    from corsac.diagnose.report import Report
    from corsac.render.catalogue import Catalogue

#: Which switch puts a fix in.
_BY = {True: " [--fix]", False: " [--fix --unsafe-fixes]"}
#: The colour of each severity.
STYLES = {
    Severity.ERROR: Style.ERROR,
    Severity.WARNING: Style.WARNING,
    Severity.INFO: Style.INFO,
}


def story(
    report: Report, finding: Finding, look: Look, told: set[str] | None = None
) -> Iterator[Line]:
    """Tell one finding: what, where, whose, and what mends it.

    Args:
        report: The report, cleaned.
        finding: One of its findings.
        look: The terminal.
        told: The snippets that stand above already, and are not told again; this one's are added.
    """
    say = look.catalogue
    style = STYLES[finding.rule.severity]
    severity = say.label(words.SEVERITY[finding.rule.severity])
    head = [Piece(f"{severity}[{finding.code}]", style), Piece(say.colon, Style.STRONG)]
    title = [Piece(say.label(finding.rule.title), Style.STRONG)]
    yield from wrap([*head, *title], look.width, rest="  ")
    message = say.say(finding.message)
    place = list(excerpt(report, finding.where, message, look, style)) if finding.where else []
    yield from place
    if not place:
        yield from labelled("", message, look)
    for note in finding.notes:
        yield from labelled(say.label(words.NOTE), say.say(note), look)
    told = told if told is not None else set()
    yield from _culprits(finding, look, told)
    yield from labelled("", mended_by(finding, say), look)
    for fix in unrepeated(finding.fixes, told):
        yield from fix_lines(fix, look, told)
    yield from _sight(report, finding, look, told)


def _culprits(finding: Finding, look: Look, told: set[str]) -> Iterator[Line]:
    """Draw the lines of files that made it; those that stand above already are only named."""
    say, style = look.catalogue, STYLES[finding.rule.severity]
    again: list[str] = []
    for each in finding.culprits:
        place, label = placed(each, say), accused(each, say)
        if f"{place} {label}" in told:
            again.append(place)
            continue
        told.add(f"{place} {label}")
        yield from at_line((place, each.span), each.line, label, look, style)
    if again:
        text = Text.of(words.AGAIN, places=say.list(again))
        yield from labelled(say.label(words.NOTE), say.say(text), look)


def placed(culprit: Culprit, say: Catalogue) -> str:
    """Say where a line stands: file, line and column, and whose file that is."""
    span = culprit.span
    place = f"{span.file}:{span.line}:{span.column}"
    return say.say(Text.of(words.IN_LAYER, place=place, layer=culprit.layer))


def accused(culprit: Culprit, say: Catalogue) -> str:
    """Say what a line does, and which defect that is."""
    message = say.say(culprit.message)
    return f"{culprit.code}{say.colon}{message}" if culprit.code else message


def at_line(
    at: tuple[str, Span], text: str, label: str, look: Look, style: Style
) -> Iterator[Line]:
    """Draw a line of a file without its indentation, with carets under what is meant of it.

    Args:
        at: The place in words, and what of the line is meant.
        text: The line.
        label: What it does, in the reader's language.
        look: The terminal.
        style: The colour of carets and label.
    """
    place, span = at
    indent = len(text) - len(text.lstrip())
    shown = text.strip()
    start = min(max(span.column - 1 - indent, 0), len(shown))
    end = span.end_column - 1 - indent if span.end_line == span.line else len(shown)
    part = Excerpt(shown or " ", start, max(min(end, len(shown)), start + 1))
    yield from drawn((place, str(span.line)), [part], label, look, style)


def _sight(report: Report, finding: Finding, look: Look, told: set[str]) -> Iterator[Line]:
    """Say how to see it without corsac; the same command and the same places stand once."""
    seen = sight(report, finding)
    if seen is None or seen.curl in told:
        return
    told.add(seen.curl)
    yield (
        Piece("   = ", Style.FRAME),
        Piece(look.catalogue.label(words.SEE), Style.STRONG),
        Piece(look.catalogue.colon.rstrip()),
    )
    # Never wrapped: what is pasted has to run.
    for line in seen.lines(look.width - 4):
        yield (Piece(f"    {line}"),)
    for hint in seen.dev_tools:
        if hint.template not in told:
            told.add(hint.template)
            yield from wrap(
                [Piece(look.catalogue.say(hint))], look.width, [Piece("    ")], "      "
            )


def mended_by(finding: Finding, say: Catalogue) -> str:
    """Say who can mend it, and how sure that is."""
    if finding.party is Party.UNKNOWN:
        return say.label(words.MENDED_BY_UNKNOWN)
    values = {
        "party": say.label(words.PARTY[finding.party]),
        "confidence": say.label(words.CONFIDENCE[finding.confidence]),
    }
    return say.say(Text.of(words.MENDED_BY, **values))


def help_label(fix: Fix, say: Catalogue) -> str:
    """Say what a fix is: help, and for which system."""
    if not fix.system:
        return say.label(words.HELP)
    system = words.SYSTEMS.get(fix.system, fix.system)
    return say.say(Text.of(words.HELP_FOR, system=system))


def labelled(label: str, text: str, look: Look, style: Style = Style.STRONG) -> Iterator[Line]:
    """Write a note or a help: its label, and the text wrapped behind it."""
    first = [Piece("   = ", Style.FRAME)]
    if label:
        first += [Piece(label, style), Piece(look.catalogue.colon)]
    yield from wrap([Piece(text)], look.width, first, "     ")


def unrepeated(fixes: Iterable[Fix], told: Container[str]) -> Iterator[Fix]:
    """Give the fixes, and one alone of those that are told already and only pointed at."""
    pointed: set[str] = set()
    for fix in fixes:
        if fix.snippet in told:
            if fix.system in pointed:
                continue
            pointed.add(fix.system)
        yield fix


def fix_lines(fix: Fix, look: Look, told: set[str]) -> Iterator[Line]:
    """Write a fix and what can be pasted; a snippet in `told` is only pointed at."""
    say = look.catalogue
    label = help_label(fix, say)
    if fix.snippet in told:
        yield from labelled(label, say.label(words.SAME_FIX), look, Style.HELP)
        return
    yield from labelled(label, say.say(fix.title), look, Style.HELP)
    if fix.snippet:
        told.add(fix.snippet)
        # Never wrapped: what is pasted has to run.
        yield ()
        for line in fix.snippet.rstrip("\n").split("\n"):
            yield (Piece(f"    {line}"),)
        yield ()
    if usable((fix,), unsafe=True):
        yield (Piece(f"    {_BY[fix.safe]}", Style.DIM),)
