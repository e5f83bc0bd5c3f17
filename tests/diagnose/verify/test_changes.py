"""What changed between two verifications."""

from __future__ import annotations

from corsac.diagnose.verify.changes import changes
from tests.diagnose.verify.servers import POLICY, adding, right, verify, wrong


def test_nothing_is_told_of_the_same() -> None:
    done = verify(right(POLICY))
    assert changes(done, done) == ()


def test_the_verdict_and_each_check_are_told() -> None:
    twice = verify(wrong(POLICY, adding("Access-Control-Allow-Origin", "*")))
    told = [str(each) for each in changes(twice, verify(right(POLICY)))]
    assert told[0] == "the verdict was failed, now it is passed"
    assert "CORS301 was failed, now it is passed: Every allowed origin reads every page" in told


def test_a_check_that_one_did_not_have_is_not_compared() -> None:
    done = verify(right(POLICY))
    short = type(done)(done.url, done.against, done.verdict, done.results[:1])
    assert changes(short, done) == ()
