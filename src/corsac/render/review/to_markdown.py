"""A review as Markdown: for a pull request, or the colleague who can mend it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corsac.core.findings import Text
from corsac.render import words
from corsac.render.clean import cleaned
from corsac.render.to_markdown import code, fenced, prose, sentence

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corsac.diagnose.review import Review, Sighting
    from corsac.render.look import Look


def render(review: Review, look: Look) -> str:
    """Give the review as CommonMark, ended by a line feed."""
    review = cleaned(review)
    blocks = [block for each in review.sightings for block in _sighting(each, look)]
    if not blocks:
        blocks = [
            prose(
                look.catalogue.say(Text.of("Nothing found in {files} files.", files=review.files))
            )
        ]
    return "\n\n".join(blocks) + "\n"


def _sighting(sighting: Sighting, look: Look) -> Iterator[str]:
    finding, say, span = sighting.finding, look.catalogue, sighting.finding.span
    severity = say.label(words.SEVERITY[finding.rule.severity])
    yield f"### {severity} {finding.code}: {prose(say.label(finding.rule.title))}"
    if span:
        yield f"{code(f'{span.file}:{span.line}:{span.column}')}: {sentence(finding.message, say)}"
        yield fenced(sighting.line.strip())
    else:
        yield sentence(finding.message, say)
    for note in finding.notes:
        yield sentence(note, say)
    for fix in finding.fixes:
        yield f"**{prose(say.label(words.HELP))}**: {sentence(fix.title, say)}"
        if fix.snippet:
            yield fenced(fix.snippet, fix.language)
