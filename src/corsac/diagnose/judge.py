"""Findings, in order: what explains the browser's block first, then what would block next."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from corsac.diagnose.blame import weigh
from corsac.diagnose.repair import with_fixes
from corsac.rules import rules_for, settled

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corsac.browser.outcome import Block
    from corsac.core.findings import Finding
    from corsac.core.messages import Exchange
    from corsac.diagnose.evidence import Evidence
    from corsac.rules.case import Case


def judge(evidence: Evidence) -> tuple[Finding, ...]:
    """Run every rule on the case, and on the case as it would be blocked next; order the findings.

    The answers that rules see are always the real ones: looking ahead moves only the block. One
    rule speaks once, since two answers with the same fault have one cause; and what another
    finding explains is left out, wherever it was found.
    """
    found: dict[str, Finding] = {}
    for finding in _all(evidence):
        found.setdefault(finding.code, finding)
    ordered = settled(found.values(), _counted(evidence.case, evidence))
    return with_fixes([weigh(each, evidence) for each in ordered], evidence)


def _all(evidence: Evidence) -> Iterator[Finding]:
    for case in (evidence.case, *evidence.aheads):
        for module in rules_for(case):
            for finding in module.find(case):
                yield _moved(finding, case, evidence)


def _moved(finding: Finding, case: Case, evidence: Evidence) -> Finding:
    """Count in the whole waterfall what a case counts in its own exchanges and probes."""
    if finding.where is None:
        return finding
    own = (*case.outcome.exchanges, *(probe.exchange for probe in case.probes))
    index = _index(own[finding.where.exchange], evidence)
    return replace(finding, where=replace(finding.where, exchange=index))


def _counted(case: Case, evidence: Evidence) -> Block | None:
    """Give the block with its exchange counted in the waterfall, as findings are."""
    block = case.outcome.block
    if block is None or block.exchange is None:
        return block
    return replace(block, exchange=_index(case.outcome.exchanges[block.exchange], evidence))


def _index(exchange: Exchange, evidence: Evidence) -> int:
    return next(n for n, each in enumerate(evidence.exchanges) if each is exchange)
