"""The redirect was followed, and what it leads to has no CORS headers.

## Why

Every hop is checked by its own headers (`fetch#http-fetch`, `fetch#cors-check.2`). That the first
server lets the page in does not count for the second, nor for the same server's next answer.

## Who mends it

Whoever runs the server behind the redirect; or the first one, by not redirecting API calls there.

## Bad

```http
https://app.example runs fetch("https://api.example/file")
> GET /file
> Origin: https://app.example
< 302 Found
< Location: https://files.example/file
< Access-Control-Allow-Origin: *
> GET https://files.example/file
> Origin: null
< 200 OK
< Content-Type: application/pdf
```

## Good

```http
https://app.example runs fetch("https://api.example/file")
> GET /file
> Origin: https://app.example
< 302 Found
< Location: https://files.example/file
< Access-Control-Allow-Origin: *
> GET https://files.example/file
> Origin: null
< 200 OK
< Access-Control-Allow-Origin: *
```
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from corsac.browser.outcome import Reason
from corsac.core.cors_headers import ALLOW_ORIGIN
from corsac.core.findings import Confidence, Finding, Party, RemedyKind, Rule, Text, Where
from corsac.rules.reading.advice import remedy_for
from corsac.rules.reading.request import without_secrets
from corsac.rules.reading.scene import Part, Scene

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corsac.rules.case import Case
    from corsac.rules.reading.scene import Answer

RULE = Rule(
    code="CORS052",
    cause="no-cors-config",
    name="redirect-target-without-headers",
    title="What the redirect leads to has no CORS headers",
    page=__doc__ or "",
)
CLAIMS = frozenset({Reason.ALLOW_ORIGIN_MISSING})


def find(case: Case) -> Iterator[Finding]:
    """Find an answer behind a redirect that lacks the header."""
    for answer in Scene.of(case).later_hops:
        if answer.lacks_allow_origin and not _bad_preflight(answer):
            target = without_secrets(answer.request.url)
            yield Finding(
                RULE,
                Party.BACKEND,
                Confidence.MEDIUM,
                Text.of(
                    "the redirect leads to {target}, whose answer has no CORS headers",
                    target=target,
                ),
                where=Where(answer.index, ALLOW_ORIGIN),
                notes=tuple(_notes(answer)),
                remedy=remedy_for(case, RemedyKind.SEND_HEADERS),
            )
            return


def _bad_preflight(answer: Answer) -> bool:
    """Tell a preflight whose status alone fails it: the rules about statuses have it."""
    return answer.part is Part.PREFLIGHT and not answer.ok


def _notes(answer: Answer) -> Iterator[Text]:
    if not answer.ok:
        yield Text.of("its status is {status}", status=answer.status)
