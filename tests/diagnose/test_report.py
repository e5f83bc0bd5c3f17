"""A report counts its exchanges as its waterfall does."""

from __future__ import annotations

from tests.diagnose.story import OK, PUT, Server, tell


def test_what_was_not_sent_does_not_count() -> None:
    report = tell(PUT, Server(OK))
    assert [hop.exchange is None for hop in report.hops] == [False, True, False]
    assert [each.request.method for each in report.exchanges] == ["OPTIONS", "GET"]
    assert report.exchanges[:2] == report.engines[0].outcome.exchanges
