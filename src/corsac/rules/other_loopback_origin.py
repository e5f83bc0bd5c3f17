"""The server allows this machine under another name or port.

`http://localhost:3000` is allowed, the page was opened at `http://127.0.0.1:3000`, or the
development server moved from 3000 to 5173.

## Why

Origins are compared as text (`fetch#cors-check.4`). That `localhost`, `127.0.0.1` and `[::1]` are
one machine does not count, and each port is an origin of its own.

## Who mends it

Either side: open the page under the name and port that the server lists, or list every name and
port that you develop at, in the development configuration only.

## What guides get wrong

"Cookies do not work across origins on localhost." Ports do not matter to cookies:
`localhost:3000` and `localhost:8080` are one site. `localhost` and `127.0.0.1` are two.

## Bad

```http
http://127.0.0.1:3000 runs fetch("http://localhost:8080/items")
> GET /items
> Origin: http://127.0.0.1:3000
< 200 OK
< Access-Control-Allow-Origin: http://localhost:3000
```

## Good

```http
http://localhost:3000 runs fetch("http://localhost:8080/items")
> GET /items
> Origin: http://localhost:3000
< 200 OK
< Access-Control-Allow-Origin: http://localhost:3000
```
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from corsac.browser.outcome import Reason
from corsac.core.findings import Confidence, Finding, Rule, Text
from corsac.rules.reading.absence import first_sober
from corsac.rules.reading.advice import page_fix
from corsac.rules.reading.difference import LOOPBACKS
from corsac.rules.reading.finding import brief, headers_finding
from corsac.rules.reading.origin_value import VALUE_REASONS, listed_variants, mismatches
from corsac.rules.reading.scene import Scene

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corsac.rules.case import Case
    from corsac.rules.reading.scene import Answer

RULE = Rule(
    code="CORS015",
    cause="localhost-vs-127",
    name="other-loopback-origin",
    title="The server allows this machine under another name or port",
    page=__doc__ or "",
)
CLAIMS = VALUE_REASONS | {Reason.ALLOW_ORIGIN_MISSING, Reason.PREFLIGHT_STATUS}


def find(case: Case) -> Iterator[Finding]:
    """Find a value, or a tried variant that was let in, with another loopback name or port."""
    for found in mismatches(case, *LOOPBACKS)[:1]:
        yield _finding(case, found.answer, found.value)
        return
    for listed in listed_variants(case, *LOOPBACKS)[:1]:
        yield _finding(case, first_sober(Scene.of(case)), listed.origin)


def _finding(case: Case, answer: Answer, allowed: str) -> Finding:
    return headers_finding(
        RULE,
        case,
        answer,
        Text.of(
            "the server allows `{allowed}`, the page is at `{origin}`",
            allowed=brief(allowed),
            origin=case.origin,
        ),
        at_most=Confidence.MEDIUM,
        notes=(Text.of("localhost, 127.0.0.1 and [::1] are three origins, and so is each port"),),
        fixes=(page_fix("open the page at {allowed}", allowed=brief(allowed)),),
    )
