"""`Access-Control-Allow-Origin` stands there twice.

Two layers both add it: a proxy and the application behind it, two pieces of middleware, a framework
and a handler.

## Why

Several lines of one name count as one value, joined by a comma and a space
(`fetch#concept-header-list-get`). `https://app.example, https://app.example` is no origin, so it
never equals the one that asked (`fetch#cors-check.4`). Two times `*` fails likewise.

## Who mends it

One owner for the header. In nginx, `proxy_hide_header Access-Control-Allow-Origin` before
`add_header`, or no `add_header`; in Apache, `Header unset` before `Header always set`.

## Bad

```http
https://app.example runs fetch("https://api.example/items")
> GET /items
> Origin: https://app.example
< 200 OK
< Server: nginx
< Access-Control-Allow-Origin: https://app.example
< Access-Control-Allow-Origin: *
```

## Good

```http
https://app.example runs fetch("https://api.example/items")
> GET /items
> Origin: https://app.example
< 200 OK
< Server: nginx
< Access-Control-Allow-Origin: https://app.example
```
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from corsac.core.cors_headers import ALLOW_ORIGIN
from corsac.core.findings import Confidence, Finding, Party, RemedyKind, Rule, Text, Where
from corsac.rules.reading.advice import remedy_for
from corsac.rules.reading.difference import Difference
from corsac.rules.reading.finding import brief
from corsac.rules.reading.maker import Made, mark_on
from corsac.rules.reading.origin_value import VALUE_REASONS, mismatches

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corsac.core.messages import WireResponse
    from corsac.rules.case import Case

RULE = Rule(
    code="CORS012",
    cause="duplicate-acao",
    name="duplicate-allow-origin",
    title="Two layers both send Access-Control-Allow-Origin",
    page=__doc__ or "",
)
CLAIMS = VALUE_REASONS


def find(case: Case) -> Iterator[Finding]:
    """Find the first answer with two lines, or with one that two layers made."""
    for found in mismatches(case, Difference.REPEATED):
        party, notes = _party(found.answer.response)
        yield Finding(
            RULE,
            party,
            Confidence.MEDIUM,
            Text.of(
                "Access-Control-Allow-Origin has two values: `{value}`", value=brief(found.value)
            ),
            where=Where(found.answer.index, ALLOW_ORIGIN, found.value),
            notes=notes,
            remedy=remedy_for(case, RemedyKind.ONE_OWNER),
        )
        return


def _party(response: WireResponse) -> tuple[Party, tuple[Text, ...]]:
    """Say whose it is: a proxy's where one shows; else which layer is too many can't be told."""
    mark = mark_on(response, Made.BY_PROXY, Made.BEHIND)
    if mark is not None:
        note = Text.of("{name} and what is behind it both seem to add the header", name=mark.name)
        return Party.PROXY, (note,)
    if mark_on(response, Made.BY_APPLICATION) is not None:
        return Party.BACKEND, (Text.of("no proxy shows: two layers of the application add it"),)
    return Party.UNKNOWN, (Text.of("two layers add the header; the answer does not show which"),)
