"""`Access-Control-Allow-Headers` does not list a header that the page sends.

## Why

The preflight announces every header that is not safelisted, and its answer has to list each one
(`fetch#cors-preflight-fetch.7.7`); upper and lower case do not matter here. Safelisted are
`Accept`, `Accept-Language`, `Content-Language`, a `Content-Type` of three kinds and a simple
`Range`, up to 128 bytes each.

The console names one of the missing headers. This rule names them all.

## Who mends it

Either side: the server lists the header, or the page leaves it out. Headers that tracing tools add
(`sentry-trace`, `baggage`, `traceparent`, `x-datadog-…`) are better limited to your own servers in
the tool's settings.

## What guides get wrong

"`*` never covers `Authorization`." So the standard says, but today every engine lets it; list it,
since that may end.

## Bad

```http
https://app.example runs fetch("https://api.example/items", {
  "headers": {"X-Trace": "1", "X-Team": "a"}
})
> OPTIONS /items
> Origin: https://app.example
> Access-Control-Request-Method: GET
> Access-Control-Request-Headers: x-team,x-trace
< 204 No Content
< Access-Control-Allow-Origin: https://app.example
< Access-Control-Allow-Headers: Content-Type
```

## Good

```http
https://app.example runs fetch("https://api.example/items", {
  "headers": {"X-Trace": "1", "X-Team": "a"}
})
> OPTIONS /items
> Origin: https://app.example
> Access-Control-Request-Method: GET
> Access-Control-Request-Headers: x-team,x-trace
< 204 No Content
< Access-Control-Allow-Origin: https://app.example
< Access-Control-Allow-Headers: Content-Type, X-Team, X-Trace
> GET /items
> Origin: https://app.example
< 200 OK
< Access-Control-Allow-Origin: https://app.example
```
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from corsac.browser.outcome import Reason
from corsac.core.cors_headers import ALLOW_HEADERS
from corsac.core.findings import Confidence, Finding, Party, Rule, Text, Where
from corsac.rules.reading.advice import page_fix
from corsac.rules.reading.finding import brief, headers_finding
from corsac.rules.reading.lists import allowed_headers, requested_headers, uncovered_headers
from corsac.rules.reading.refusal import Refused, refusal
from corsac.rules.reading.scene import Scene

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corsac.rules.case import Case
    from corsac.rules.reading.scene import Answer

RULE = Rule(
    code="CORS042",
    cause="custom-header-not-allowed",
    name="header-not-allowed",
    title="Access-Control-Allow-Headers lacks a header that the page sends",
    page=__doc__ or "",
)
CLAIMS = frozenset(
    {Reason.HEADER_NOT_ALLOWED, Reason.PREFLIGHT_STATUS, Reason.ALLOW_ORIGIN_MISSING}
)

#: Headers that pages rarely set themselves, and what sets them.
_TOOLS = (
    (re.compile("^(baggage|sentry-trace)$"), "Sentry", "tracePropagationTargets"),
    (re.compile("^x-datadog-"), "Datadog", "allowedTracingUrls"),
    (re.compile("^newrelic$"), "New Relic", "distributed_tracing.allowed_origins"),
    (
        re.compile("^(traceparent|tracestate)$"),
        "OpenTelemetry",
        "propagateTraceHeaderCorsUrls",
    ),
    (
        re.compile("^(request-id|request-context)$"),
        "Application Insights",
        "correlationHeaderDomains",
    ),
)


def find(case: Case) -> Iterator[Finding]:
    """Find the first preflight whose answer lacks headers, and name them all."""
    for preflight in Scene.of(case).preflights:
        names = missing_names(preflight)
        if not names or names == ("content-type",):
            continue
        tools = [tool for tool in map(_tool, names) if tool is not None]
        if len(tools) == len(names):
            yield _of_tools(preflight, names, tools[0])
        else:
            yield headers_finding(
                RULE,
                case,
                preflight,
                _message(names),
                header=ALLOW_HEADERS,
                notes=_notes(preflight),
            )
        return
    yield from _refused(case)


def _refused(case: Case) -> Iterator[Finding]:
    """Find a CORS layer that refuses the preflight, its method being safelisted or allowed."""
    found = refusal(case)
    if found is None or found.refused is not Refused.HEADERS:
        return
    names = requested_headers(found.preflight)
    if names != ("content-type",):
        yield headers_finding(
            RULE,
            case,
            found.preflight,
            _message(names),
            header=ALLOW_HEADERS,
            at_most=Confidence.MEDIUM if len(names) > 1 else Confidence.HIGH,
            notes=(Text.of("its CORS layer refuses the preflight without a word"),),
        )


def missing_names(preflight: Answer) -> tuple[str, ...]:
    """Give the uncovered headers that could be allowed: no response headers, no literal `*`."""
    if "*" in (allowed_headers(preflight) or ()):
        return ()
    names = uncovered_headers(preflight)
    return tuple(name for name in names if not name.startswith("access-control-"))


def _message(names: tuple[str, ...]) -> Text:
    if len(names) == 1:
        return Text.of("the server does not allow the request header {name}", name=names[0])
    return Text.of("the server does not allow the request headers {names}", names=", ".join(names))


def _notes(preflight: Answer) -> Iterator[Text]:
    value = preflight.response.headers.get(ALLOW_HEADERS)
    if value is None:
        yield Text.of("its answer has no Access-Control-Allow-Headers")
    else:
        yield Text.of("it allows {names}", names=brief(value) or "none")


def _tool(name: str) -> tuple[str, str] | None:
    return next(((tool, option) for sign, tool, option in _TOOLS if sign.search(name)), None)


def _of_tools(preflight: Answer, names: tuple[str, ...], tool: tuple[str, str]) -> Finding:
    """Make the finding for headers that no developer wrote."""
    name, option = tool
    return Finding(
        RULE,
        Party.FRONTEND,
        Confidence.MEDIUM,
        _message(names),
        where=Where(preflight.index, ALLOW_HEADERS, preflight.response.headers.get(ALLOW_HEADERS)),
        notes=(Text.of("{tool} adds such headers to the page's requests", tool=name),),
        fixes=(
            page_fix(
                "limit {tool} to your own servers: its option {option}", tool=name, option=option
            ),
        ),
    )
