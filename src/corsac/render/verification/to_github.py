"""A verification as GitHub's workflow commands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corsac.core.findings import Text
from corsac.diagnose.verify.report import Verdict
from corsac.render import to_github
from corsac.render.verification import words
from corsac.render.verification.shown import counts, report_of, verdict

if TYPE_CHECKING:
    from corsac.diagnose.verify.report import Verification
    from corsac.render.look import Look


def render(verification: Verification, look: Look) -> str:
    """Give one command for each finding, or one for the verdict where there is none."""
    report = report_of(verification)
    if report.findings:
        return to_github.render(report, look)
    say = look.catalogue
    passed = verification.verdict is Verdict.PASSED
    headline = Text.of(words.HEADLINE[verification.against], url=report.request.url)
    sentences = [verdict(verification), counts(verification), *report.notes]
    message = "\n".join(say.say(each) for each in sentences)
    return (
        to_github.command("notice" if passed else "error", {"title": say.say(headline)}, message)
        + "\n"
    )
