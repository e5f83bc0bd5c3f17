"""A verification as SARIF 2.1.0: its findings, as those of a check."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corsac.render import to_sarif
from corsac.render.verification.shown import report_of

if TYPE_CHECKING:
    from corsac.diagnose.verify.report import Verification
    from corsac.render.look import Look


def render(verification: Verification, look: Look) -> str:
    """Give the verification as a SARIF log of one run, ended by a line feed."""
    return to_sarif.render(report_of(verification), look)
