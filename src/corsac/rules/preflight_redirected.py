"""The preflight is redirected.

`http` to `https`, a slash at the end, `www`, a login page: a redirect rule answers OPTIONS like any
other request.

## Why

A preflight needs an answer from 200 to 299 (`fetch#cors-preflight-fetch.7`); browsers do not follow
its redirects. Chromium and WebKit say so; Firefox, where the redirect has no
`Access-Control-Allow-Origin`, names that header instead.

## Who mends it

The page at once, by the final URL. The server, by not redirecting OPTIONS: in FastAPI
`redirect_slashes=False`, in Django `CorsMiddleware` above `CommonMiddleware`. Where the redirect
leads to a login page, the authentication layer has to let preflights through.

## Bad

```http
https://app.example runs fetch("https://api.example/items", {"method": "PUT"})
> OPTIONS /items
> Origin: https://app.example
> Access-Control-Request-Method: PUT
< 307 Temporary Redirect
< Location: https://api.example/items/
```

## Good

```http
https://app.example runs fetch("https://api.example/items/", {"method": "PUT"})
> OPTIONS /items/
> Origin: https://app.example
> Access-Control-Request-Method: PUT
< 204 No Content
< Access-Control-Allow-Origin: https://app.example
< Access-Control-Allow-Methods: PUT
> PUT /items/
> Origin: https://app.example
< 204 No Content
< Access-Control-Allow-Origin: https://app.example
```
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from corsac.browser.outcome import Reason
from corsac.core.findings import Confidence, Finding, Party, RemedyKind, Rule, Text, Where
from corsac.rules.reading.advice import page_fix, remedy_for
from corsac.rules.reading.location import Way, resolve, way_of
from corsac.rules.reading.request import without_secrets
from corsac.rules.reading.scene import Scene

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corsac.core.findings import Fix
    from corsac.rules.case import Case

RULE = Rule(
    code="CORS035",
    cause="preflight-redirect",
    name="preflight-redirected",
    title="The preflight is redirected, which browsers refuse",
    page=__doc__ or "",
)
CLAIMS = frozenset(
    {Reason.PREFLIGHT_REDIRECT, Reason.PREFLIGHT_STATUS, Reason.ALLOW_ORIGIN_MISSING}
)

#: What the difference says, and who can mend it at once.
_WAYS = {
    Way.HTTPS: (Party.FRONTEND, Text.of("the page asks http, the server wants https")),
    Way.SLASH: (Party.FRONTEND, Text.of("the URL lacks a slash at its end")),
    Way.NO_SLASH: (Party.FRONTEND, Text.of("the URL has a slash too many at its end")),
    Way.WWW: (Party.FRONTEND, Text.of("the two hosts differ by `www.`")),
    Way.LOGIN: (
        Party.BACKEND,
        Text.of("it leads to a login page: a preflight never carries a session"),
    ),
}


def find(case: Case) -> Iterator[Finding]:
    """Find the first preflight that was redirected."""
    for preflight in Scene.of(case).preflights:
        location = preflight.redirect
        if location is None:
            continue
        url = preflight.request.url
        way = way_of(location, url)
        party, note = _WAYS.get(way, (Party.UNKNOWN, None))
        target = without_secrets(resolve(location, url) or location)
        yield Finding(
            RULE,
            party,
            Confidence.MEDIUM,
            Text.of("the preflight is redirected to {target}", target=target),
            where=Where(preflight.index, "Location", target),
            notes=() if note is None else (note,),
            fixes=_fixes(way, target),
            remedy=remedy_for(case, RemedyKind.NO_REDIRECT),
        )
        return


def _fixes(way: Way, target: str) -> tuple[Fix, ...]:
    if way in {Way.LOGIN, Way.NOWHERE}:
        return ()
    return (page_fix("call {target} itself", target=target),)
