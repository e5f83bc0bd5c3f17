"""Reports made by hand, as a check of a real server would give them."""

from __future__ import annotations

from dataclasses import replace

from corsac.browser.outcome import Block, Outcome, Phase, Reason, ScriptResponse, Verdict
from corsac.browser.request import Body, BodyKind, Page, PageRequest
from corsac.core.findings import (
    Confidence,
    Culprit,
    Edit,
    Finding,
    Fix,
    Party,
    Rule,
    Severity,
    Span,
    Text,
    Where,
)
from corsac.core.headers import Headers
from corsac.core.messages import (
    Exchange,
    Failure,
    FailureKind,
    Timing,
    WireRequest,
    WireResponse,
)
from corsac.core.trace import Result, Step
from corsac.diagnose.report import EngineResult, Hop, Report, ReportVerdict, Role

ORIGIN = "https://app.example"
URL = "https://api.example/items?page=2"
ENGINES = (
    ("chromium@156", "Chromium 156"),
    ("firefox@153", "Firefox 153"),
    ("webkitgtk@2.50", "WebKitGTK 2.50"),
)

SLASH = Rule(
    code="CORS011",
    cause="origin-typo",
    name="origin-not-equal",
    title="the allowed origin is not byte-equal to the page's origin",
    page="# A page",
)
HEADER = Rule(
    code="CORS005",
    cause="header-not-allowed",
    name="header-not-allowed",
    title="a request header is not allowed",
    page="# A page",
)
MAX_AGE = Rule(
    code="CORS031",
    cause="max-age",
    name="max-age",
    title="every request pays for a preflight",
    page="# A page",
    severity=Severity.WARNING,
)
NO_CORS = Rule(
    code="CORS001",
    cause="no-cors-config",
    name="no-allow-origin",
    title="the answer has no Access-Control-Allow-Origin",
    page="# A page",
)
UNREACHABLE = Rule(
    code="CORS040",
    cause="server-unreachable",
    name="unreachable",
    title="nothing answers, so CORS was never asked",
    page="# A page",
)
SNIPPET = """\
location / {
    add_header Access-Control-Allow-Origin "https://app.example" always;
    add_header Access-Control-Allow-Headers "Content-Type, X-Trace" always;
    add_header Vary Origin always;
}
"""


def preflight_exchange(*lines: tuple[str, str], status: int = 204) -> Exchange:
    request = WireRequest(
        "OPTIONS",
        URL,
        Headers.of(
            [
                ("Accept", "*/*"),
                ("Access-Control-Request-Method", "PUT"),
                ("Access-Control-Request-Headers", "content-type,x-trace"),
                ("Origin", ORIGIN),
            ]
        ),
        preflight=True,
    )
    response = WireResponse(status, "No Content", Headers.of([("Server", "nginx/1.27.3"), *lines]))
    return Exchange(request, response, Timing(1, 2, 12.5, 20, 38.4), "127.0.0.1:443")


def put_request() -> WireRequest:
    return WireRequest(
        "PUT",
        URL,
        Headers.of([("Content-Type", "application/json"), ("Origin", ORIGIN)]),
        body=b"{}",
    )


def get_exchange(*lines: tuple[str, str], status: int = 200) -> Exchange:
    request = WireRequest("GET", URL, Headers.of([("Accept", "*/*"), ("Origin", ORIGIN)]))
    response = WireResponse(status, "OK", Headers.of([("Content-Type", "text/plain"), *lines]))
    return Exchange(request, response, Timing(total=1234.0), "127.0.0.1:443")


def page_request(method: str | None = None) -> PageRequest:
    return PageRequest(URL, method=method)


def engines(outcome: Outcome, *console: str) -> tuple[EngineResult, ...]:
    """Give one outcome to all three engines, each with its console line."""
    return tuple(
        EngineResult(name, label, replace(outcome, console=console[index : index + 1]))
        for index, (name, label) in enumerate(ENGINES)
    )


def slash_report() -> Report:
    """Give the report of a PUT whose preflight names the origin with a slash too many."""
    exchange = preflight_exchange(
        ("Access-Control-Allow-Origin", "https://app.example/"),
        ("Access-Control-Allow-Methods", "GET, PUT"),
        ("Access-Control-Allow-Headers", "Content-Type"),
    )
    outcome = Outcome(
        Verdict.BLOCKED,
        None,
        Block(Reason.ALLOW_ORIGIN_MISMATCH, Phase.PREFLIGHT, 0, "https://app.example/"),
        trace=(
            Step("fetch#cors-preflight-fetch.1", "preflight", Result.NOTE, (("method", "PUT"),)),
            Step(
                "fetch#cors-check.4",
                "allow-origin-equals-origin",
                Result.FAIL,
                (("allow-origin", "https://app.example/"), ("origin", ORIGIN)),
                exchange=0,
            ),
        ),
        exchanges=(exchange,),
    )
    return Report(
        verdict=ReportVerdict.BLOCKED,
        request=replace(
            page_request("PUT"),
            credentials="include",
            headers=(("Content-Type", "application/json"), ("X-Trace", "1")),
            body=Body(BodyKind.TEXT, b"{}"),
        ),
        page=Page(ORIGIN),
        origin=ORIGIN,
        engines=engines(
            outcome,
            f"Access to fetch at '{URL}' from origin '{ORIGIN}' has been blocked by CORS policy: "
            "Response to preflight request doesn't pass access control check: The "
            "'Access-Control-Allow-Origin' header has a value 'https://app.example/' that is not "
            "equal to the supplied origin. Have the server send the header with a valid value.",
            "Cross-Origin Request Blocked: The Same Origin Policy disallows reading the remote "
            f"resource at {URL}. (Reason: CORS header \u2018Access-Control-Allow-Origin\u2019 does "
            "not match \u2018https://app.example/\u2019).",
            f"Origin {ORIGIN} is not allowed by Access-Control-Allow-Origin. Status code: 204",
        ),
        hops=(
            Hop(
                Role.PREFLIGHT,
                exchange.request,
                exchange,
                Text.of(
                    "preflight, since {what} is not safelisted",
                    what="PUT, content-type: application/json, x-trace",
                ),
            ),
            Hop(
                Role.ACTUAL,
                put_request(),
                None,
                Text.of("the browser stops at request {number}", number=1),
            ),
        ),
        findings=(slash_finding(), header_finding(), max_age_finding()),
        notes=(Text.of("The server did not run the request: the preflight came first."),),
        system="nginx",
        budget=(3, 12),
    )


def slash_finding() -> Finding:
    return Finding(
        SLASH,
        Party.BACKEND,
        Confidence.HIGH,
        Text.of(
            "{allowed} ends in a slash; the page's origin is {origin}, and the browser compares "
            "byte by byte",
            allowed="https://app.example/",
            origin=ORIGIN,
        ),
        Where(0, "Access-Control-Allow-Origin", "https://app.example/"),
        notes=(Text.of("An origin is scheme, host and port; it has no path."),),
        fixes=(
            Fix(
                Text.of("send the origin without the slash"),
                system="nginx",
                snippet=SNIPPET,
                language="nginx",
            ),
        ),
    )


def accused_finding() -> Finding:
    """A finding whose lines were found, in two files."""
    nginx = Span("site.conf", 12, 9, 12, 21)
    django = Span("settings.py", 3, 1, 3, 7)
    fix = Fix(Text("hide it"), safe=True, edits=(Edit(nginx, ""),))
    look = Fix(Text("list it"), edits=(Edit(django, "x"),))
    return replace(
        slash_finding(),
        span=nginx,
        culprits=(
            Culprit(nginx, "        add_header a `b`;", Text("it is sent from here"), "nginx"),
            Culprit(django, "CORS_X = 1", Text("this lets it in"), "Django", "CORS209"),
        ),
        fixes=(fix, look),
    )


def header_finding() -> Finding:
    return Finding(
        HEADER,
        Party.BACKEND,
        Confidence.MEDIUM,
        Text.of("{header} is asked for and not allowed", header="x-trace"),
        Where(0, "Access-Control-Allow-Headers", "Content-Type"),
        fixes=(Fix(Text.of("leave the header out"), system="page"),),
    )


def max_age_finding() -> Finding:
    return Finding(
        MAX_AGE,
        Party.UNKNOWN,
        Confidence.LOW,
        Text.of("there is no Access-Control-Max-Age"),
        Where(0, "Access-Control-Max-Age"),
    )


def bare_report() -> Report:
    """Give the report of a GET whose answer has no CORS header, from one engine."""
    exchange = get_exchange()
    outcome = Outcome(
        Verdict.BLOCKED,
        None,
        Block(Reason.ALLOW_ORIGIN_MISSING, Phase.ACTUAL, 0),
        exchanges=(exchange,),
    )
    finding = Finding(
        NO_CORS,
        Party.BACKEND,
        Confidence.HIGH,
        Text.of("without it no page of another origin may read the answer"),
        Where(0, "Access-Control-Allow-Origin"),
    )
    return Report(
        verdict=ReportVerdict.BLOCKED,
        request=page_request(),
        page=Page(ORIGIN),
        origin=ORIGIN,
        engines=engines(outcome)[:1],
        hops=(Hop(Role.ACTUAL, exchange.request, exchange),),
        findings=(finding,),
    )


def allowed_report() -> Report:
    """Give the report of a GET that every engine allows."""
    exchange = get_exchange(("Access-Control-Allow-Origin", "*"))
    response = ScriptResponse(
        "cors", 200, "OK", URL, headers=Headers.of([("content-type", "text/plain")])
    )
    outcome = Outcome(Verdict.ALLOWED, response, None, exchanges=(exchange,))
    return Report(
        verdict=ReportVerdict.ALLOWED,
        request=page_request(),
        page=Page(ORIGIN),
        origin=ORIGIN,
        engines=engines(outcome),
        hops=(Hop(Role.ACTUAL, exchange.request, exchange),),
        notes=(Text.of("No preflight: GET without further headers is safelisted."),),
    )


def split_report() -> Report:
    """Give a report on which the engines do not agree."""
    report = bare_report()
    outcome = report.engines[0].outcome
    blocked = replace(outcome, console=("Blocked, says Chromium.",))
    allowed = replace(outcome, verdict=Verdict.ALLOWED, block=None)
    return replace(
        report,
        engines=(
            EngineResult("chromium@156", "Chromium 156", blocked),
            EngineResult("firefox@153", "Firefox 153", allowed),
        ),
    )


def refused_report() -> Report:
    """Give the report of a server that refuses connections."""
    exchange = replace(get_exchange(), answer=Failure(FailureKind.REFUSED, "errno 111"))
    outcome = Outcome(
        Verdict.FAILED, None, Block(Reason.NETWORK, Phase.ACTUAL, 0), exchanges=(exchange,)
    )
    finding = Finding(
        UNREACHABLE,
        Party.NETWORK,
        Confidence.HIGH,
        Text.of("the connection was refused: no server listens there"),
        Where(0),
    )
    return Report(
        verdict=ReportVerdict.FAILED,
        request=page_request(),
        page=Page(ORIGIN),
        origin=ORIGIN,
        engines=engines(outcome),
        hops=(Hop(Role.ACTUAL, exchange.request, exchange),),
        findings=(finding,),
    )


def undecided_report() -> Report:
    """Give the report of a PUT that was not sent, a GET standing in for it."""
    before = preflight_exchange(
        ("Access-Control-Allow-Origin", ORIGIN), ("Access-Control-Allow-Methods", "PUT")
    )
    stand_in = get_exchange(("Access-Control-Allow-Origin", ORIGIN))
    outcome = Outcome(Verdict.ALLOWED, None, None, exchanges=(before, stand_in))
    return Report(
        verdict=ReportVerdict.UNDECIDED,
        request=page_request("PUT"),
        page=Page(ORIGIN),
        origin=ORIGIN,
        engines=engines(outcome),
        hops=(
            Hop(Role.PREFLIGHT, before.request, before),
            Hop(Role.ACTUAL, put_request(), None, Text.of("not sent without --send")),
            Hop(Role.STAND_IN, stand_in.request, stand_in),
            Hop(Role.PROBE, stand_in.request, stand_in),
        ),
    )


REPORTS = {
    "slash": slash_report,
    "bare": bare_report,
    "allowed": allowed_report,
    "split": split_report,
    "refused": refused_report,
    "undecided": undecided_report,
}
