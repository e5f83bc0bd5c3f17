"""Real threads, rebuilt: the right cause comes first, and the right party is blamed."""

from __future__ import annotations

from collections import Counter

import pytest

from corsac.core.findings import Confidence
from tests.diagnose.threads.applications import APPLICATIONS
from tests.diagnose.threads.gateways import GATEWAYS
from tests.diagnose.threads.odds import ODDS
from tests.diagnose.threads.pages import PAGES
from tests.diagnose.threads.platforms import PLATFORMS
from tests.diagnose.threads.systems import SYSTEMS
from tests.diagnose.threads.thread import Thread, check

THREADS = (*APPLICATIONS, *GATEWAYS, *PAGES, *PLATFORMS, *SYSTEMS, *ODDS)


@pytest.mark.parametrize("thread", THREADS, ids=lambda thread: thread.name)
def test_the_cause_of_a_real_thread_comes_first(thread: Thread) -> None:
    findings = check(thread).findings
    assert findings
    assert findings[0].rule.cause in thread.causes, [each.rule.name for each in findings]
    assert findings[0].party in thread.parties, (findings[0].party, findings[0].confidence)


@pytest.mark.parametrize("thread", THREADS, ids=lambda thread: thread.name)
def test_the_budget_holds_and_nothing_unsafe_leaves(thread: Thread) -> None:
    report = check(thread)
    sent, allowed = report.budget
    assert sent <= allowed
    if not thread.options.send:
        methods = {each.request.method for each in report.exchanges}
        assert methods <= {"OPTIONS", "GET", "HEAD"}


def test_some_parties_are_known_for_sure() -> None:
    sure = Counter(check(each).findings[0].confidence for each in THREADS)
    assert sure[Confidence.HIGH] > len(THREADS) / 3


def test_names_are_unique() -> None:
    assert len({each.name for each in THREADS}) == len(THREADS)
