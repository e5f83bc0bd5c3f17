"""Whatever a server answers, rules come to an end, and their first finding explains the block."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from corsac.browser import PROFILES, Browser
from corsac.browser.request import Page, PageRequest
from corsac.core.headers import Headers
from corsac.core.messages import Exchange, Failure, FailureKind, WireRequest, WireResponse
from corsac.rules import CATALOGUE, examine
from corsac.rules.case import Case, Probe, ProbeKind

if TYPE_CHECKING:
    from corsac.browser import Profile
    from corsac.browser.outcome import Outcome
    from corsac.core.messages import Answer

APP = "https://app.example"
URL = "https://api.example/items"
CLAIMS = {rule.RULE.name: rule.CLAIMS for rule in CATALOGUE}

BYTES = st.text(st.characters(max_codepoint=255, exclude_characters="\r\n\0"), max_size=20)
ORIGINS = st.one_of(
    st.sampled_from([APP, "*", "null", "", f"{APP}/", "https://b.example", f"{APP}, *", "a, b"]),
    BYTES,
)
LISTS = st.one_of(
    st.sampled_from(["*", "PUT", "put", "PATCH", "GET, PUT", "x-a", "x-a, X-B", "GET PUT", ""]),
    BYTES,
)
LINES = st.one_of(
    st.tuples(st.just("Access-Control-Allow-Origin"), ORIGINS),
    st.tuples(st.just("Access-Control-Allow-Credentials"), st.sampled_from(["true", "True", ""])),
    st.tuples(st.just("Access-Control-Allow-Methods"), LISTS),
    st.tuples(st.just("Access-Control-Allow-Headers"), LISTS),
    st.tuples(st.just("Vary"), st.sampled_from(["Origin", "Accept, origin", "*"])),
    st.tuples(
        st.just("Location"),
        st.one_of(
            st.sampled_from(
                ["/login", "/items/", "https://c.example/", "https://u:p@c.example/", "x:y", ""]
            ),
            BYTES,
        ),
    ),
    st.tuples(st.just("Server"), st.sampled_from(["nginx", "uvicorn", "cloudflare"])),
    st.tuples(st.sampled_from(["WWW-Authenticate", "Allow", "Via", "X-Cache", "Age"]), BYTES),
)
STATUSES = st.sampled_from(
    [200, 201, 204, 206, 301, 302, 304, 307, 400, 401, 403, 404, 405, 413, 429, 500, 501, 502, 503]
)
BODIES = st.sampled_from([b"", b"<center>nginx</center>", b"Disallowed CORS origin", b"\xff\x00"])
RESPONSES = st.builds(
    WireResponse,
    STATUSES,
    headers=st.lists(LINES, max_size=7).map(Headers.of),
    body=BODIES,
)
ANSWERS = st.one_of(RESPONSES, RESPONSES, st.builds(Failure, st.sampled_from(FailureKind)))
REQUESTS = st.builds(
    PageRequest,
    st.just(URL),
    method=st.sampled_from([None, "GET", "POST", "PUT", "patch", "DELETE"]),
    headers=st.sampled_from([(), (("X-A", "1"), ("X-B", "2")), (("Authorization", "t"),)]),
    credentials=st.sampled_from([None, "include", "omit"]),
    mode=st.sampled_from([None, "cors"]),
    redirect=st.sampled_from([None, "follow", "error"]),
)
PAGES = st.sampled_from([Page(APP), Page(APP, "sandbox"), Page("http://localhost:3000")])
PROBES = st.lists(st.tuples(st.sampled_from(ProbeKind), ANSWERS), max_size=4)


@given(
    request=REQUESTS,
    page=PAGES,
    profile=st.sampled_from(list(PROFILES.values())),
    answers=st.lists(ANSWERS, min_size=1, max_size=6),
    probes=PROBES,
    sent=st.booleans(),
)
def test_the_first_finding_explains_the_block(
    request: PageRequest,
    page: Page,
    profile: Profile,
    answers: list[Answer],
    probes: list[tuple[ProbeKind, Answer]],
    *,
    sent: bool,
) -> None:
    origin = "null" if page.kind == "sandbox" else page.origin
    outcome = _run(request, page, profile, answers)
    case = Case(request, page, origin, outcome, _probes(probes, origin), sent)
    findings = examine(case)
    names = [finding.rule.name for finding in findings]
    assert len(set(names)) == len(names)
    for finding in findings:
        shown = [finding.message, *finding.notes, *(fix.title for fix in finding.fixes)]
        assert all(map(str, shown))
        exchanges = len(outcome.exchanges) + len(probes)
        assert finding.where is None or finding.where.exchange < exchanges
    if outcome.block is not None and sent:
        assert outcome.block.reason in CLAIMS[names[0]]


def _run(request: PageRequest, page: Page, profile: Profile, answers: list[Answer]) -> Outcome:
    fetch = Browser(profile).start(request, page, now=0.0)
    turn = 0
    while fetch.pending is not None:
        fetch.receive(answers[min(turn, len(answers) - 1)], now=0.0)
        turn += 1
    assert fetch.outcome is not None
    return fetch.outcome


def _probes(probes: list[tuple[ProbeKind, Answer]], origin: str) -> tuple[Probe, ...]:
    tried = {ProbeKind.NEAR_ORIGIN: f"{APP}:8443", ProbeKind.OTHER_ORIGIN: "https://x.invalid"}
    urls = {ProbeKind.ERROR_PATH: f"{URL}/none"}
    return tuple(
        Probe(
            kind,
            Exchange(
                WireRequest(
                    "GET",
                    urls.get(kind, URL),
                    Headers.of(
                        [] if kind is ProbeKind.NO_ORIGIN else [("Origin", tried.get(kind, origin))]
                    ),
                ),
                answer,
            ),
        )
        for kind, answer in probes
    )
