"""The answer depends on who asks, and does not say so to caches.

It works now. As soon as a cache on the way keeps an answer, a CDN's or the browser's own, another
page gets it: with this page's name in it, or with none.

## Why

A cache may give out a stored answer again unless `Vary` names the request header that it depends
on (`rfc9111#section-4.1`). An Allow-Origin that names one origin of several depends on `Origin`
(`fetch#cors-protocol-and-http-caches`). So does an answer without Allow-Origin, where a request
with `Origin` would have got one: an image loaded without CORS first, then with it, is the usual
case.

## Who mends it

The server: `Vary: Origin` on every answer of a URL that may name an origin, also on those that name
none. A CDN has to take Origin into its key, too.

## Bad

```http
https://app.example runs fetch("https://api.example/items")
> GET /items
> Origin: https://app.example
< 200 OK
< Cache-Control: max-age=600
< Access-Control-Allow-Origin: https://app.example
? other-origin
> GET /items
> Origin: https://stranger.invalid
< 200 OK
< Cache-Control: max-age=600
```

## Good

```http
https://app.example runs fetch("https://api.example/items")
> GET /items
> Origin: https://app.example
< 200 OK
< Vary: Origin
< Cache-Control: max-age=600
< Access-Control-Allow-Origin: https://app.example
? other-origin
> GET /items
> Origin: https://stranger.invalid
< 200 OK
< Vary: Origin
< Cache-Control: max-age=600
```
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from corsac.core.findings import Confidence, Rule, Severity, Text
from corsac.rules.case import ProbeKind
from corsac.rules.reading.caching import is_stored, varies_by_origin
from corsac.rules.reading.finding import headers_finding
from corsac.rules.reading.scene import Part, Scene, probes_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corsac.browser.outcome import Reason
    from corsac.core.findings import Finding
    from corsac.rules.case import Case
    from corsac.rules.reading.scene import Answer

RULE = Rule(
    code="CORS101",
    cause="cache-without-vary",
    name="vary-origin-missing",
    title="The answer depends on Origin, and `Vary` does not say so",
    page=__doc__ or "",
    severity=Severity.WARNING,
)
CLAIMS: frozenset[Reason] = frozenset()


def find(case: Case) -> Iterator[Finding]:
    """Find a readable answer that others get otherwise, with `Vary` missing on one of them."""
    scene = Scene.of(case)
    own = next((a for a in scene.responses if a.part is not Part.PREFLIGHT), None)
    if own is None or not own.origin_passes or own.allow_origin == "*":
        return
    others = (*probes_of(case, ProbeKind.OTHER_ORIGIN), *probes_of(case, ProbeKind.NO_ORIGIN))
    unlike = next((a for a in others if a.allow_origin != own.allow_origin), None)
    if unlike is None or (varies_by_origin(own.response) and varies_by_origin(unlike.response)):
        return
    kept = is_stored(own.response)
    yield headers_finding(
        RULE,
        case,
        own,
        _message(own),
        header="Vary",
        at_most=Confidence.HIGH if kept else Confidence.MEDIUM,
        notes=(_shown(unlike), *(() if kept else (_KEPT_ANYWAY,))),
    )


_KEPT_ANYWAY = Text.of("nothing says how long it may be kept: caches may choose a time themselves")


def _message(own: Answer) -> Text:
    if varies_by_origin(own.response):
        return Text.of("without Origin the answer lacks `Vary: Origin`: a cache mixes the two up")
    return Text.of("the answer names the page's origin, and lacks `Vary: Origin`")


def _shown(unlike: Answer) -> Text:
    origin = unlike.request.headers.get("Origin")
    if origin is None:
        return Text.of("asked without Origin, it names no origin: a cache may give out either")
    return Text.of("asked from {origin}, it answers otherwise", origin=origin)
