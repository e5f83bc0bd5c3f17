"""A cache hands out an answer that was made for somebody else.

The server names each origin by itself and does not say `Vary: Origin`, so a cache keeps the first
answer for all: the first page to ask works, every other sees its name, or no header at all.

## Why

A cache may use an answer again unless `Vary` names a request header that differs
(`rfc9111#section-4.1`); an Allow-Origin that names another origin blocks (`fetch#cors-check.4`).

## Who mends it

The server, with `Vary: Origin` on every answer, also on those to requests without Origin; and the
cache, which has to be emptied, and to take Origin into its key: CloudFront by its cache policy, S3
behind it by forwarding the header.

## Bad

```http
https://app.example runs fetch("https://api.example/items")
> GET /items
> Origin: https://app.example
< 200 OK
< X-Cache: Hit from cloudfront
< Age: 40
< Access-Control-Allow-Origin: https://www.example
? past-cache
> GET /items?corsac=1
> Origin: https://app.example
< 200 OK
< X-Cache: Miss from cloudfront
< Access-Control-Allow-Origin: https://app.example
```

## Good

```http
https://app.example runs fetch("https://api.example/items")
> GET /items
> Origin: https://app.example
< 200 OK
< X-Cache: Miss from cloudfront
< Vary: Origin
< Access-Control-Allow-Origin: https://app.example
```
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from corsac.browser.outcome import Reason
from corsac.core.cors_headers import ALLOW_ORIGIN
from corsac.core.findings import Confidence, Finding, Party, RemedyKind, Rule, Text, Where
from corsac.rules.case import ProbeKind
from corsac.rules.reading.advice import remedy_for
from corsac.rules.reading.origin_value import VALUE_REASONS
from corsac.rules.reading.scene import Part, Scene, probes_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corsac.rules.case import Case
    from corsac.rules.reading.scene import Answer

RULE = Rule(
    code="CORS021",
    cause="cache-without-vary",
    name="cached-for-another-origin",
    title="A cache gives this page an answer that was made for another",
    page=__doc__ or "",
)
CLAIMS = VALUE_REASONS | {Reason.ALLOW_ORIGIN_MISSING}


def find(case: Case) -> Iterator[Finding]:
    """Find an answer that does not let the origin in, where a fresh one does."""
    scene = Scene.of(case)
    stale = next((a for a in scene.first_hop if _refuses(a)), None)
    fresh = next((a for a in probes_of(case, ProbeKind.PAST_CACHE) if a.origin_passes), None)
    if stale is None or fresh is None:
        return
    yield Finding(
        RULE,
        Party.PROXY,
        Confidence.HIGH,
        _message(stale),
        where=Where(stale.index, ALLOW_ORIGIN, stale.allow_origin),
        notes=(
            Text.of("asked past the cache, the server does let {origin} in", origin=case.origin),
            Text.of("the answer lacks `Vary: Origin`, or the cache does not heed it"),
        ),
        remedy=remedy_for(case, RemedyKind.SEND_HEADERS),
    )


def _refuses(answer: Answer) -> bool:
    return answer.part is not Part.PREFLIGHT and not answer.origin_passes


def _message(stale: Answer) -> Text:
    if stale.allow_origin is None:
        return Text.of("a cache gives out an answer that was made without Origin")
    return Text.of("a cache gives out an answer that was made for another origin")
