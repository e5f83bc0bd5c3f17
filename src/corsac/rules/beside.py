"""How much is said beside the cause: remarks must not crowd it.

Errors are what blocks. Warnings and infos are remarks: true of requests that pass as well. Where
something blocks, a reader wants that mended first.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from corsac.core.findings import Severity

if TYPE_CHECKING:
    from collections.abc import Iterable

    from corsac.core.findings import Finding

#: How many remarks stand behind a cause, and how many where nothing blocks.
BEHIND_A_CAUSE = 1
ALONE = 4

_RANKS = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.INFO: 2}


def rank(finding: Finding) -> int:
    """Give a finding's place by severity: the worst first."""
    return _RANKS[finding.rule.severity]


def without_crowd(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Leave out remarks beyond what a reader takes in.

    Args:
        findings: In order: causes, then warnings, then infos.

    Returns:
        All causes; one warning behind them, and no info. Without a cause, the first four.
    """
    ordered = tuple(findings)
    causes = tuple(f for f in ordered if f.rule.severity is Severity.ERROR)
    remarks = tuple(f for f in ordered if f.rule.severity is not Severity.ERROR)
    if not causes:
        return remarks[:ALONE]
    warnings = tuple(f for f in remarks if f.rule.severity is Severity.WARNING)
    kept = {id(f) for f in (*causes, *warnings[:BEHIND_A_CAUSE])}
    return tuple(f for f in ordered if id(f) in kept)
