"""Every sentence and label that a verification's renderers add of their own."""

from __future__ import annotations

from typing import Final

from corsac.diagnose.verify.check import Level
from corsac.diagnose.verify.report import Outcome, Verdict

HEADLINE: Final = {
    "policy": "{url}, against the policy",
    "conformance": "{url}, against what holds of every server",
}
VERDICT: Final = {
    Verdict.PASSED: "PASSED: {passed} checks",
    Verdict.FAILED: "FAILED: {failed} of {judged} checks",
    Verdict.UNDECIDED: "UNDECIDED: {undecided} checks could not be made, {passed} passed",
    Verdict.UNREACHABLE: "UNREACHABLE: no check was made",
}
COUNTS: Final = (
    "{passed} passed, {failed} failed, {undecided} undecided, {skipped} without an object here; "
    "{sent} of {allowed} requests"
)
OUTCOME: Final = {
    Outcome.PASSED: "passed",
    Outcome.FAILED: "failed",
    Outcome.SKIPPED: "skipped",
    Outcome.UNDECIDED: "undecided",
}
LEVEL: Final = {
    Level.MUST: "must",
    Level.SECURITY: "security",
    Level.SHOULD: "should",
}
MORE: Final = "With -v: every check. corsac explain {code} tells what a check is for."
SKIPPED: Final = "it has no object here"
UNDECIDED: Final = "an answer did not come, or the budget was spent"
NOT_MET: Final = "should, and does not: {message}"
