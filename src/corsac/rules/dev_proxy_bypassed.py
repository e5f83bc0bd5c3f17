"""The development server passes this path on to the API, and the page does not ask it.

A proxy is set up, and the code has the API's absolute URL, `http://localhost:8000/api/items`, in
place of `/api/items`: the request goes past the proxy, and is a cross-origin one.

## Why

To the browser a URL under the page's own origin is same-origin, whoever answers behind it
(`fetch#concept-main-fetch.12`): no CORS is involved. An absolute URL of another port is not.

## Who mends it

The page: a relative URL, or an empty base URL in development (`VITE_API_URL`, `axios.baseURL`). In
production something else has to pass the path on, since the development server is not there.

## Bad

```http
http://localhost:5173 runs fetch("http://localhost:8000/api/items")
> GET /api/items
> Origin: http://localhost:5173
< 200 OK
< Content-Type: application/json
? own-origin
> GET http://localhost:5173/api/items
< 200 OK
< Content-Type: application/json
```

## Good

```http
http://localhost:5173 runs fetch("http://localhost:5173/api/items")
> GET /api/items
< 200 OK
< Content-Type: application/json
```
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from corsac.browser.outcome import Reason
from corsac.core.cors_headers import ALLOW_ORIGIN
from corsac.core.findings import Confidence, Finding, Party, Rule, Text, Where
from corsac.rules.case import ProbeKind
from corsac.rules.reading.absence import nothing_lets_in
from corsac.rules.reading.advice import page_fix
from corsac.rules.reading.kind import media_type
from corsac.rules.reading.scene import Scene, probes_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corsac.rules.case import Case
    from corsac.rules.reading.scene import Answer

RULE = Rule(
    code="CORS023",
    cause="dev-proxy-missing-in-prod",
    name="dev-proxy-bypassed",
    title="The page goes past its development server's proxy",
    page=__doc__ or "",
)
CLAIMS = frozenset({Reason.ALLOW_ORIGIN_MISSING, Reason.PREFLIGHT_STATUS})


def find(case: Case) -> Iterator[Finding]:
    """Find that the page's own origin answers this path as the API does."""
    scene = Scene.of(case)
    through = next(iter(probes_of(case, ProbeKind.OWN_ORIGIN)), None)
    if through is None or not nothing_lets_in(scene) or not _same(scene, through):
        return
    first = scene.first_hop[0]
    yield Finding(
        RULE,
        Party.FRONTEND,
        Confidence.MEDIUM,
        Text.of("{origin} passes this path on, and the page does not use it", origin=case.origin),
        where=Where(first.index, ALLOW_ORIGIN),
        notes=(
            Text.of(
                "asked at {origin}, the same path answers {status} as well",
                origin=case.origin,
                status=through.status,
            ),
            Text.of("through the page's own origin no CORS is involved"),
        ),
        fixes=(
            page_fix(
                "ask by a relative URL, which the development server passes on",
                'const answer = await fetch("/api/items");  // no scheme, no host, no port',
            ),
        ),
    )


def _same(scene: Scene, through: Answer) -> bool:
    """Tell whether two answers are of one kind; a page for everything unknown is none."""
    kind = media_type(through.response)
    if kind in {"", "text/html"}:
        return False
    return any(
        a.status == through.status and media_type(a.response) == kind for a in scene.responses
    )
