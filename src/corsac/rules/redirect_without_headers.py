"""The server redirects, and the redirect itself has no CORS headers.

A missing or surplus slash, `http` for `https`, a missing `www`: the server sends the browser on,
and only the page behind the redirect would have had the headers.

## Why

The answer that redirects is checked like any other, before it is followed (`fetch#http-fetch`,
`fetch#cors-check.2`).

## Who mends it

The page is mended at once by the final URL. The server should send the headers on redirects too.

## What guides get wrong

"Redirects are followed transparently": each hop needs the headers, and from the second origin on
the browser says `Origin: null`.

## Bad

```http
https://app.example runs fetch("https://api.example/items")
> GET /items
> Origin: https://app.example
< 301 Moved Permanently
< Location: /items/
```

## Good

```http
https://app.example runs fetch("https://api.example/items/")
> GET /items/
> Origin: https://app.example
< 200 OK
< Access-Control-Allow-Origin: https://app.example
```
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from corsac.browser.outcome import Reason
from corsac.core.findings import Confidence, Finding, Party, RemedyKind, Rule, Text, Where
from corsac.rules.reading.absence import is_refused
from corsac.rules.reading.advice import page_fix, remedy_for
from corsac.rules.reading.location import Way, resolve, way_of
from corsac.rules.reading.request import without_secrets
from corsac.rules.reading.scene import Scene

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corsac.rules.case import Case
    from corsac.rules.reading.scene import Answer

RULE = Rule(
    code="CORS007",
    cause="framework-order",
    name="redirect-without-headers",
    title="A redirect has no CORS headers",
    page=__doc__ or "",
)
CLAIMS = frozenset({Reason.ALLOW_ORIGIN_MISSING})

#: Where the target is the same resource under its right URL, the page can simply ask for that.
_SPELLINGS = frozenset({Way.HTTPS, Way.SLASH, Way.NO_SLASH, Way.WWW})


def find(case: Case) -> Iterator[Finding]:
    """Find a redirect without the header where no preflight failed before it."""
    scene = Scene.of(case)
    if not scene.preflight_lets_in or is_refused(scene):
        return
    for answer in scene.responses:
        location = answer.redirect
        if location is None or not answer.lacks_allow_origin:
            continue
        way = way_of(location, answer.request.url)
        if way is not Way.LOGIN:
            yield _finding(case, answer, location, way)
            return


def _finding(case: Case, answer: Answer, location: str, way: Way) -> Finding:
    target = resolve(location, answer.request.url)
    shown = without_secrets(target or location)
    spelling = way in _SPELLINGS
    return Finding(
        RULE,
        Party.FRONTEND if spelling else Party.UNKNOWN,
        Confidence.MEDIUM,
        Text.of(
            "the server redirects to {target}, and the redirect carries no CORS headers",
            target=shown,
        ),
        where=Where(answer.index, "Location", shown),
        notes=(
            Text.of(
                "the {status} is checked like any answer, before it is followed",
                status=answer.status,
            ),
        ),
        fixes=(page_fix("call {target} itself", target=shown),) if spelling else (),
        remedy=remedy_for(case, RemedyKind.SEND_HEADERS),
    )
