"""The server means this origin, but does not write it as browsers do.

A slash at the end, a path, upper case, the default port written out, a missing scheme, quotation
marks; or the right host with another scheme or port.

## Why

The header is compared with the origin byte by byte (`fetch#cors-check.4`). A browser writes scheme,
host and port, in lower case, without the default port and without a slash
(`html#ascii-serialisation-of-an-origin`); any other spelling is another origin.

## Who mends it

The server: the entry in its list, exactly as the browser's `Origin` header has it.

## What guides get wrong

"Put your site's URL there." A URL has a path; an origin has none, not even `/`.

## Bad

```http
https://app.example runs fetch("https://api.example/items")
> GET /items
> Origin: https://app.example
< 200 OK
< Access-Control-Allow-Origin: https://app.example/
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
from corsac.core.findings import Finding, Rule, Text
from corsac.rules.reading.absence import first_sober
from corsac.rules.reading.difference import SPELLINGS, Difference
from corsac.rules.reading.finding import brief, headers_finding
from corsac.rules.reading.origin_value import VALUE_REASONS, listed_variants, mismatches
from corsac.rules.reading.scene import Scene

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corsac.rules.case import Case

RULE = Rule(
    code="CORS014",
    cause="origin-typo",
    name="origin-not-byte-equal",
    title="Access-Control-Allow-Origin spells the origin in another way",
    page=__doc__ or "",
)
CLAIMS = VALUE_REASONS | {Reason.ALLOW_ORIGIN_MISSING, Reason.PREFLIGHT_STATUS}

#: What is wrong with each spelling, as a sentence.
_WRONG = {
    Difference.SLASH: Text.of("an origin has no slash at its end"),
    Difference.PATH: Text.of("an origin has no path"),
    Difference.CASE: Text.of("browsers write origins in lower case"),
    Difference.DEFAULT_PORT: Text.of("browsers leave the scheme's default port out"),
    Difference.NO_SCHEME: Text.of("an origin starts with its scheme, like https://"),
    Difference.QUOTED: Text.of("quotation marks and brackets are taken as part of the value"),
    Difference.SCHEME: Text.of("http and https are two origins"),
    Difference.PORT: Text.of("each port is an origin of its own"),
}


def find(case: Case) -> Iterator[Finding]:
    """Find the first value, or the tried variant, that differs in spelling, scheme or port."""
    for found in mismatches(case, *SPELLINGS)[:1]:
        yield headers_finding(
            RULE,
            case,
            found.answer,
            Text.of(
                "Access-Control-Allow-Origin is `{value}`, the page's origin is `{origin}`",
                value=brief(found.value),
                origin=case.origin,
            ),
            notes=(_WRONG[found.difference],),
        )
        return
    for listed in listed_variants(case, *SPELLINGS)[:1]:
        yield headers_finding(
            RULE,
            case,
            first_sober(Scene.of(case)),
            Text.of(
                "the server's list has `{value}`, the page's origin is `{origin}`",
                value=listed.origin,
                origin=case.origin,
            ),
            notes=(_WRONG[listed.difference],),
        )
