"""A review for the terminal: each finding at its line, in the manner of rustc."""

from __future__ import annotations

from collections import Counter
from itertools import chain
from typing import TYPE_CHECKING, Final

from corsac.core.findings import Severity, Text
from corsac.render import words
from corsac.render.cells import wrap
from corsac.render.clean import cleaned
from corsac.render.look import Line, Look, Piece, Style, paint
from corsac.render.story import STYLES, at_line, fix_lines, labelled, unrepeated

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corsac.diagnose.review import Review, Sighting

_CLEAN: Final = "Nothing found in {files} files."
_MENDED: Final = "{count} mended."
_FOUND: Final = "Found in {files} files: {errors} errors, {warnings} warnings, {infos} infos."
_SAFE: Final = "--fix mends {safe} of them."
_UNSAFE: Final = "--fix mends {safe} of them, with --unsafe-fixes {all}: look at the --diff first."


def render(review: Review, look: Look) -> str:
    """Give the review as text for a person, at most `look.width` cells wide but for snippets."""
    review = cleaned(review)
    told: set[str] = set()
    parts = (_sighting(each, look, told) for each in review.sightings)
    return paint(chain(chain.from_iterable(parts), _foot(review, look)), look)


def _sighting(sighting: Sighting, look: Look, told: set[str]) -> Iterator[Line]:
    finding, say = sighting.finding, look.catalogue
    style = STYLES[finding.rule.severity]
    severity = say.label(words.SEVERITY[finding.rule.severity])
    head = [Piece(f"{severity}[{finding.code}]", style), Piece(": ", Style.STRONG)]
    title = [Piece(say.label(finding.rule.title), Style.STRONG)]
    yield from wrap([*head, *title], look.width, rest="  ")
    message = say.say(finding.message)
    span = finding.span
    if span is None:
        yield from labelled("", message, look)
    else:
        place = f"{span.file}:{span.line}:{span.column}"
        yield from at_line((place, span), sighting.line, message, look, style)
    for note in finding.notes:
        yield from labelled(say.label(words.NOTE), say.say(note), look)
    for fix in unrepeated(finding.fixes, told):
        yield from fix_lines(fix, look, told)
    yield ()


def _foot(review: Review, look: Look) -> Iterator[Line]:
    say = look.catalogue
    counts = Counter(each.rule.severity for each in review.findings)
    texts: list[Text] = []
    if review.mended:
        texts.append(Text.of(_MENDED, count=review.mended))
    if not review.findings:
        texts.append(Text.of(_CLEAN, files=review.files))
    else:
        texts.append(
            Text.of(
                _FOUND,
                files=review.files,
                errors=counts[Severity.ERROR],
                warnings=counts[Severity.WARNING],
                infos=counts[Severity.INFO],
            )
        )
    mendable, every = review.mendable(unsafe=False), review.mendable(unsafe=True)
    if every > mendable:
        texts.append(Text.of(_UNSAFE, safe=mendable, all=every))
    elif mendable:
        texts.append(Text.of(_SAFE, safe=mendable))
    for text in texts:
        yield from wrap([Piece(say.say(text))], look.width, rest="  ")
