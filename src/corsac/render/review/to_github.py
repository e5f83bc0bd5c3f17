"""A review as GitHub's workflow commands: an annotation on each line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corsac.render.clean import cleaned
from corsac.render.to_github import COMMANDS, command, place

if TYPE_CHECKING:
    from corsac.core.findings import Finding
    from corsac.diagnose.review import Review
    from corsac.render.catalogue import Catalogue
    from corsac.render.look import Look


def render(review: Review, look: Look) -> str:
    """Give one command for each finding; nothing where there is none."""
    review = cleaned(review)
    return "".join(f"{_finding(each, look.catalogue)}\n" for each in review.findings)


def _finding(finding: Finding, say: Catalogue) -> str:
    properties = {"title": f"{finding.code} {say.label(finding.rule.title)}"}
    if finding.span:
        properties |= place(finding.span)
    sentences = [say.say(finding.message), *(say.say(note) for note in finding.notes)]
    sentences += [say.say(fix.title) for fix in finding.fixes]
    return command(COMMANDS[finding.rule.severity], properties, "\n".join(sentences))
