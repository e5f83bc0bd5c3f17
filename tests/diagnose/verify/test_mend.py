"""From faults to a finding."""

from __future__ import annotations

from dataclasses import replace

from corsac.core.findings import Party, Text
from corsac.core.messages import WireResponse
from corsac.diagnose.verify.asks import request
from corsac.diagnose.verify.check import Fault, Seen
from corsac.diagnose.verify.checks import CHECKS
from corsac.diagnose.verify.ground import Ground, place_of
from corsac.diagnose.verify.mend import finding_of
from tests.diagnose.verify.servers import APP, POLICY, PUBLIC, URL

BY_CODE = {check.code: check for check in CHECKS}
READS, LENGTH = BY_CODE["CORS301"], BY_CODE["CORS326"]
PLACE = place_of(URL, POLICY)


def fault(place: object = PLACE, origin: str | None = APP, index: int = 0) -> Fault:
    assert isinstance(place, type(PLACE))
    ask = request(Ground((place,)), place, origin)
    return Fault(Seen(ask, WireResponse(200), index), Text("it is wrong"), "Vary", "Accept")


def test_the_first_fault_is_told_with_its_place_and_the_others_are_named() -> None:
    faults = [fault(), *(fault(index=n, origin=f"https://a{n}.example") for n in range(1, 8))]
    finding = finding_of(READS, faults, "nginx")
    assert (finding.code, finding.party, str(finding.message)) == (
        "CORS301",
        Party.BACKEND,
        "it is wrong",
    )
    assert finding.where is not None
    assert (finding.where.exchange, finding.where.header, finding.where.value) == (
        0,
        "Vary",
        "Accept",
    )
    notes = [str(note) for note in finding.notes]
    assert notes[0] == f"also GET {URL} as https://a1.example"
    assert notes[4] == "and in 3 further answers"
    assert notes[-1] == READS.mend


def test_the_same_place_is_named_once() -> None:
    finding = finding_of(READS, [fault(), fault(origin=None), fault(origin=None)], "")
    assert [str(note) for note in finding.notes][:-1] == [f"also GET {URL}"]


def test_the_policy_is_exported_and_the_system_s_lines_are_shown() -> None:
    whole, part = finding_of(READS, [fault()], "nginx").fixes
    assert (whole.snippet, whole.language) == ("corsac export nginx", "console")
    assert part.system == "nginx"
    assert "add_header" in part.snippet
    unknown = finding_of(READS, [fault()], "").fixes[0]
    assert unknown.snippet == "corsac export TARGET"


def test_what_no_headers_mend_has_the_policy_alone() -> None:
    assert [fix.snippet for fix in finding_of(LENGTH, [fault()], "").fixes] == [
        "corsac export TARGET"
    ]


def test_nothing_is_advised_that_would_open_the_server() -> None:
    inferred = replace(PLACE, known=False, near=PLACE.near[:2])
    assert finding_of(READS, [fault(inferred)], "nginx").fixes == ()
    nobody = replace(PLACE, allowed=())
    assert finding_of(READS, [fault(nobody)], "nginx").remedy is None
    null = replace(PLACE, allowed=("null",))
    assert finding_of(READS, [fault(null)], "nginx").remedy is None


def test_everybody_is_let_in_by_the_star() -> None:
    remedy = finding_of(READS, [fault(place_of(URL, PUBLIC))], "").remedy
    assert remedy is not None
    assert remedy.origin == "*"


def test_no_export_is_offered_for_what_none_mends() -> None:
    for code in ("CORS392", "CORS393", "CORS394", "CORS395"):
        assert finding_of(BY_CODE[code], [fault()], "nginx").fixes == ()
