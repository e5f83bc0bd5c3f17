"""What changed between two verifications of the same server."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corsac.core.findings import Text
from corsac.diagnose.verify.report import Outcome, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corsac.diagnose.verify.report import Verification

_VERDICT = "the verdict was {before}, now it is {after}"
_CHECK = "{code} was {before}, now it is {after}: {title}"

_VERDICTS = {
    Verdict.PASSED: Text("passed"),
    Verdict.FAILED: Text("failed"),
    Verdict.UNDECIDED: Text("undecided"),
    Verdict.UNREACHABLE: Text("unreachable"),
}
_OUTCOMES = {
    Outcome.PASSED: Text("passed"),
    Outcome.FAILED: Text("failed"),
    Outcome.SKIPPED: Text("skipped"),
    Outcome.UNDECIDED: Text("undecided"),
}


def changes(before: Verification, after: Verification) -> tuple[Text, ...]:
    """Name what is different, the verdict first; empty where nothing is."""
    return tuple(_all(before, after))


def _all(before: Verification, after: Verification) -> Iterator[Text]:
    if before.verdict is not after.verdict:
        yield Text.of(_VERDICT, before=_VERDICTS[before.verdict], after=_VERDICTS[after.verdict])
    known = {each.rule.code: each.outcome for each in before.results}
    for each in after.results:
        was = known.get(each.rule.code)
        if was is not None and was is not each.outcome:
            yield Text.of(
                _CHECK,
                code=each.rule.code,
                before=_OUTCOMES[was],
                after=_OUTCOMES[each.outcome],
                title=Text(each.rule.title),
            )
