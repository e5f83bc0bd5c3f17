"""The lab's servers through verification: the right one passes, the others are found out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from corsac.core.findings import Severity
from corsac.diagnose.verify.infer import Wanted
from corsac.diagnose.verify.report import Verdict
from corsac.diagnose.verify.run import Verifier
from corsac.lab.case import Listener
from corsac.lab.cases import CASES
from corsac.lab.server import Lab
from corsac.policy import Policy
from corsac.probe.runner import Session

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corsac.diagnose.verify.report import Verification

pytestmark = pytest.mark.servers

#: What a check that compares with the policy finds in each case's server. A server of the lab
#: answers every path alike, and its faults are those of one request: where several checks meet
#: the same fault, the most telling one stands here.
FOUND = {
    "no-cors": "CORS301",
    "star-with-credentials": "CORS301",
    "credentials-missing": "CORS301",
    "credentials-capital": "CORS301",
    "preflight-401": "CORS320",
    "preflight-405": "CORS320",
    "preflight-500": "CORS320",
    "preflight-redirect": "CORS320",
    "two-layers": "CORS304",
    "trailing-slash": "CORS301",
    "another-port": "CORS301",
    "upper-case": "CORS301",
    "origin-list": "CORS304",
    "method": "CORS320",
}


@pytest.fixture(scope="module")
def lab() -> Iterator[Lab]:
    with Lab() as running:
        yield running


def verify(lab: Lab, name: str, *, credentials: bool) -> Verification:
    """Verify a case's server against the policy that its page needs."""
    (case,) = [each for each in CASES if each.name == name]
    policy = Policy(
        allow_origins=[lab.origin],
        allow_methods=["PUT", "PATCH", "DELETE"],
        allow_headers=["X-Trace"],
        allow_credentials=credentials,
    )
    verifier = Verifier(Wanted(lab.url(case)), policy)
    with Session() as session:
        while verifier.pending is not None:
            verifier.receive(session.send(verifier.pending))
    assert verifier.report is not None
    return verifier.report


def test_the_right_server_passes(lab: Lab) -> None:
    report = verify(lab, "healthy", credentials=False)
    assert [each.code for each in report.findings if each.rule.severity is Severity.ERROR] == []


@pytest.mark.parametrize("name", FOUND)
def test_a_broken_one_is_found_out(name: str, lab: Lab) -> None:
    report = verify(lab, name, credentials="credentials" in name)
    assert report.verdict is Verdict.FAILED
    assert FOUND[name] in {finding.code for finding in report.findings}


@pytest.mark.parametrize(
    "name", [case.name for case in CASES if case.listener is not Listener.ANSWERS]
)
def test_one_that_does_not_answer_is_unreachable(name: str, lab: Lab) -> None:
    assert verify(lab, name, credentials=False).verdict is Verdict.UNREACHABLE


@pytest.mark.parametrize("name", [case.name for case in CASES if case.listener is Listener.ANSWERS])
def test_every_other_case_comes_to_an_end(name: str, lab: Lab) -> None:
    report = verify(lab, name, credentials=False)
    assert report.verdict is not Verdict.UNREACHABLE or report.findings == ()
