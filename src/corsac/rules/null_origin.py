"""The page has no origin of its own: its requests say `Origin: null`.

It was opened from a file, runs in a sandboxed frame, or came from a `data:` URL.

## Why

Such pages have an opaque origin, which is written `null`
(`html#ascii-serialisation-of-an-origin`). No exact origin matches it (`fetch#cors-check.4`).

## Who mends it

The page: serve it over http, be it from `http://localhost`; in a frame, add `allow-same-origin` to
`sandbox` where its content is your own, or let the page around it make the request
(`postMessage`). Never let a server allow `null`: every sandboxed frame anywhere has that origin.

## Bad

```http
https://app.example (sandbox) runs fetch("https://api.example/items")
> GET /items
> Origin: null
< 200 OK
< Access-Control-Allow-Origin: https://app.example
```

## Good

```http
https://app.example runs fetch("https://api.example/items")
> GET /items
> Origin: https://app.example
< 200 OK
< Access-Control-Allow-Origin: https://app.example
```
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from corsac.browser.outcome import Reason
from corsac.core.cors_headers import ALLOW_ORIGIN
from corsac.core.findings import Confidence, Finding, Party, Rule, Text, Where
from corsac.rules.reading.absence import first_sober, is_refused
from corsac.rules.reading.advice import page_fix
from corsac.rules.reading.difference import Difference
from corsac.rules.reading.origin_value import VALUE_REASONS, mismatches
from corsac.rules.reading.scene import Scene

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corsac.rules.case import Case
    from corsac.rules.reading.scene import Answer

RULE = Rule(
    code="CORS060",
    cause="null-origin",
    name="null-origin",
    title="The page's origin is `null`, which no exact origin matches",
    page=__doc__ or "",
)
CLAIMS = VALUE_REASONS | {Reason.ALLOW_ORIGIN_MISSING, Reason.PREFLIGHT_STATUS}


def find(case: Case) -> Iterator[Finding]:
    """Find an answer that names an origin, or none, where the page has none."""
    answer = _refusing(case)
    if case.origin != "null" or answer is None:
        return
    yield Finding(
        RULE,
        Party.FRONTEND,
        Confidence.HIGH if answer.allow_origin else Confidence.MEDIUM,
        Text.of("the page's origin is `null`: no origin that a server names matches it"),
        where=Where(answer.index, ALLOW_ORIGIN, answer.allow_origin),
        notes=(Text.of("files, sandboxed frames and data: URLs have the origin `null`"),),
        fixes=(page_fix("serve the page over http or https, from http://localhost for example"),),
    )


def _refusing(case: Case) -> Answer | None:
    found = mismatches(case, Difference.OTHER)
    if found:
        return found[0].answer
    scene = Scene.of(case)
    return first_sober(scene) if is_refused(scene) else None
