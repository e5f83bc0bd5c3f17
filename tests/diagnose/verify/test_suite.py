"""The suite as a whole: a fault for every check, and nothing found where nothing is wrong."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from corsac.core.messages import FailureKind, WireResponse
from corsac.diagnose.verify.checks import CHECKS
from corsac.diagnose.verify.report import Outcome, Verdict
from corsac.policy import Policy
from tests.diagnose.verify.faults import (
    ACAC,
    ACAH,
    ACAM,
    ACAO,
    FAULTS,
    PATHS,
    actual,
    add,
    echo,
    hang,
    preflight,
    status,
)
from tests.diagnose.verify.servers import (
    PLAIN,
    POLICY,
    PUBLIC,
    adding,
    codes,
    granting,
    right,
    verify,
    where,
    without,
    wrong,
)

if TYPE_CHECKING:
    from corsac.core.messages import WireRequest
    from tests.diagnose.verify.servers import Change


def test_there_is_a_fault_for_every_check() -> None:
    assert list(FAULTS) == [check.code for check in CHECKS]


RIGHT: dict[str, Policy] = {
    "whole": POLICY,
    "plain": PLAIN,
    "public": PUBLIC,
    "closed": Policy(),
    "one origin": Policy(allow_origins=["https://app.example"]),
    "local": Policy(allow_origins=["http://localhost:3000", "http://127.0.0.1:8000"]),
    "any port": Policy(allow_origins=["http://localhost:*", "https://app.example:*"]),
    "app shell": Policy(allow_origins=["capacitor://localhost"], allow_credentials=True),
    "every method and header": Policy(
        allow_origins=["https://app.example"],
        allow_methods="*",
        allow_headers="*",
        allow_credentials=True,
    ),
    "address": Policy(allow_origins=["https://192.0.2.1", "https://[2001:db8::1]:8443"]),
    "placeholders": Policy(
        allow_origins=["https://{slug}.preview.example", "https://x{hex}-y.a.example"]
    ),
    "null": Policy(allow_origins=["null"], dangerously_allow_null_origin=True),
    "routes": Policy(
        allow_origins=["https://app.example"],
        allow_credentials=True,
        routes={"/public": Policy(allow_origins="*"), "/items": PLAIN, "/closed": Policy()},
    ),
    "twenty origins": Policy(allow_origins=[f"https://a{n}.example" for n in range(20)]),
}


@pytest.mark.parametrize("name", RIGHT)
def test_where_nothing_is_wrong_nothing_is_found(name: str) -> None:
    policy = RIGHT[name]
    report = verify(right(policy), policy, websocket="/socket", paths=PATHS)
    assert [(each.code, str(each.message)) for each in report.findings] == []
    assert report.verdict is Verdict.PASSED
    assert report.count(Outcome.UNDECIDED) == 0


@pytest.mark.parametrize("name", RIGHT)
def test_without_the_policy_nothing_is_found_either(name: str) -> None:
    policy = RIGHT[name]
    known = policy.allow_origins[:1] if policy.patterns and policy.patterns[0].exact else ()
    report = verify(right(policy), None, origins=known)
    found = [(each.code, str(each.message)) for each in report.findings]
    assert found == ([] if name != "null" else found)


def bare(status: int) -> Change:
    """Answer with a status, and no header."""

    def change(_: WireRequest, __: WireResponse) -> WireResponse:
        return WireResponse(status)

    return change


#: What conformance alone finds, without a policy: popular faults.
BLIND: dict[str, tuple[Policy, Change, set[str]]] = {
    "reflects everybody with cookies": (PLAIN, granting("."), {"CORS340", "CORS342"}),
    "a prefix is enough": (POLICY, granting(r"^https://app\.example"), {"CORS343"}),
    "no Vary": (POLICY, without("Vary"), {"CORS360", "CORS361", "CORS362", "CORS363"}),
    "a star with credentials": (PUBLIC, add(ACAC, "true"), {"CORS305"}),
    "two values": (POLICY, add(ACAO, "*"), {"CORS304"}),
    "plain http with cookies": (POLICY, granting(r"^https?://app\.example$"), {"CORS346"}),
    "nothing on errors": (POLICY, status(404), {"CORS307"}),
    "preflights that redirect": (
        POLICY,
        where(preflight, lambda _, r: replace(r, status=302)),
        {"CORS322"},
    ),
    "preflights that are bare redirects": (
        POLICY,
        where(preflight, bare(302)),
        {"CORS322"},
    ),
    "preflights behind a login": (
        POLICY,
        where(preflight, bare(401)),
        {"CORS322"},
    ),
    "a star among the lists": (POLICY, where(preflight, adding(ACAH, "*")), {"CORS305"}),
    "a star among the methods": (POLICY, where(preflight, adding(ACAM, "*")), {"CORS305"}),
    "a star exposed": (
        POLICY,
        where(actual, adding("Access-Control-Expose-Headers", "*")),
        {"CORS306"},
    ),
    "every OPTIONS answered": FAULTS["CORS371"] + ({"CORS371"},),
    "null": (POLICY, granting("^null$"), {"CORS342"}),
    "everything echoed": (POLICY, where(preflight, echo), {"CORS382", "CORS383"}),
}


@pytest.mark.parametrize("name", BLIND)
def test_conformance_finds_it_without_a_policy(name: str) -> None:
    policy, change, due = BLIND[name]
    found = codes(verify(wrong(policy, change), None, origins=("https://app.example",)))
    assert due <= found
    assert found - due <= {
        *("CORS352", "CORS361", "CORS301", "CORS302", "CORS309", "CORS353"),
        *("CORS350", "CORS351", "CORS365", "CORS362", "CORS363"),
        *("CORS307", "CORS308", "CORS366"),
    }


def test_hanging_up_on_hostile_requests_is_a_way_to_refuse_them() -> None:
    closes = wrong(POLICY, hang(over=8000, kind=FailureKind.CLOSED))
    assert codes(verify(closes)) == set()
