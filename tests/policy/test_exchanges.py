"""The corpus of exchanges, answered by the policy: plainly, and on the hot path."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from corsac.core.headers import Headers
from corsac.policy import Enforcer, Grant, Policy
from corsac.policy.decide import Request, decide
from tests.exchanges.judge import judge
from tests.exchanges.loader import App, Case, Sent, load

if TYPE_CHECKING:
    from collections.abc import Callable

CASES = load()


def plainly(policy: Policy, sent: Sent) -> Grant:
    return decide(policy, Request(sent.method, sent.path, sent.headers)).grant


def on_the_hot_path(policy: Policy, sent: Sent) -> Grant:
    enforcer, origin = Enforcer(policy), sent.headers.get("Origin")
    if not sent.preflight or origin is None:
        return enforcer.actual(origin, sent.path, sent.method)
    method = sent.headers.get("Access-Control-Request-Method") or ""
    headers = sent.headers.get("Access-Control-Request-Headers")
    return enforcer.preflight(origin, method, headers, sent.path)


def on_the_hot_path_in_bytes(policy: Policy, sent: Sent) -> Grant:
    if sent.preflight:
        return on_the_hot_path(policy, sent)
    origin = sent.headers.get("Origin")
    raw = None if origin is None else origin.encode("latin-1")
    return Enforcer(policy).actual_raw(raw, sent.path, sent.method)


def answered(grant: Grant, app: App) -> tuple[int, Headers]:
    """Do what an adapter does: a preflight is answered, any other answer gets the lines."""
    vary = [("Vary", ", ".join(grant.vary))] if grant.vary else []
    if grant.status:
        return grant.status, Headers((*grant.lines, *vary))
    own = [line for line in app.headers if not line[0].lower().startswith("access-control-")]
    return app.status, Headers((*own, *grant.lines, *vary))


WAYS: tuple[Callable[[Policy, Sent], Grant], ...] = (
    plainly,
    on_the_hot_path,
    on_the_hot_path_in_bytes,
)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_the_answer_is_the_one_that_is_written_down_whichever_way(case: Case) -> None:
    policy = Policy(**case.policy)
    judged = {
        (way.__name__, index): judge(case, index, *answered(way(policy, sent), case.app))
        for way in WAYS
        for index, (sent, _) in enumerate(case.exchanges)
    }
    assert {place: faults for place, faults in judged.items() if faults} == {}
