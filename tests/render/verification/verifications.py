"""Verifications to be shown: one of each verdict, and one that holds secrets."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corsac.core.messages import Exchange, Failure, FailureKind
from corsac.diagnose.verify.infer import Wanted
from corsac.diagnose.verify.run import Verifier
from tests.diagnose.verify.servers import POLICY, adding, granting, right, verify, without, wrong

if TYPE_CHECKING:
    from corsac.diagnose.verify.report import Verification

SECRET = "hunter2-hunter2"

PASSED = verify(right(POLICY))
FAILED = verify(wrong(POLICY, granting("stranger|^null$")))
SHOULD = verify(wrong(POLICY, without("Access-Control-Max-Age")))
UNDECIDED = verify(right(POLICY), budget=10)
UNREACHABLE = verify(lambda _: Failure(FailureKind.REFUSED, "connection refused"))
NAMED = verify(wrong(POLICY, adding("Server", "nginx/1.22.1")))
EACH = {
    "passed": PASSED,
    "failed": FAILED,
    "should": SHOULD,
    "undecided": UNDECIDED,
    "unreachable": UNREACHABLE,
    "named": NAMED,
}


def _with_secrets() -> Verification:
    url = f"https://api.example/items?token={SECRET}"
    verifier = Verifier(Wanted(url, headers=(("Authorization", f"Bearer {SECRET}"),)), POLICY)
    server = wrong(POLICY, granting("."))
    while verifier.pending is not None:
        verifier.receive(Exchange(verifier.pending, server(verifier.pending)))
    assert verifier.report is not None
    return verifier.report


SECRETIVE = _with_secrets()
