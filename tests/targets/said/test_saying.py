"""What a file says, and for which requests."""

from __future__ import annotations

from corsac.core.findings import Span
from corsac.targets.said import Said, Saying


def test_what_is_for_other_requests_does_not_concern_this_one() -> None:
    said = Said(elsewhere=(Span("a.conf", 3, 1, 5, 2),))
    assert said.concerns(Span("a.conf", 2, 9, 2, 12))
    assert not said.concerns(Span("a.conf", 4, 1, 4, 2))
    assert said.concerns(Span("a.conf", 5, 2, 5, 3))
    assert said.concerns(Span("b.conf", 4, 1, 4, 2))


def test_senders_are_told_by_the_header() -> None:
    star = Saying("access-control-allow-origin", "*", Span("a", 1, 1, 1, 2))
    age = Saying("access-control-max-age", "5", Span("a", 2, 1, 2, 2))
    assert Said((star, age)).senders("access-control-max-age") == (age,)
