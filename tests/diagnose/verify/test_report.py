"""What a verification leaves behind."""

from __future__ import annotations

from corsac.diagnose.report import Role
from corsac.diagnose.verify.checks import CHECKS
from corsac.diagnose.verify.report import Outcome
from tests.diagnose.verify.servers import POLICY, right, verify


def test_every_check_has_a_result_and_every_exchange_is_a_hop() -> None:
    report = verify(right(POLICY))
    assert [each.rule.code for each in report.results] == [check.code for check in CHECKS]
    assert sum(report.count(outcome) for outcome in Outcome) == len(CHECKS)
    assert [hop.exchange for hop in report.hops] == list(report.exchanges)
    assert {hop.role for hop in report.hops} == {Role.PROBE}
