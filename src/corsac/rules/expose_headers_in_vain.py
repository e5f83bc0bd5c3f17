"""`Access-Control-Expose-Headers` is there, and exposes nothing.

## Why

With credentials `*` is a header called `*`
(`fetch#concept-response-cors-exposed-header-name-list`). And one element that is no header name,
brackets or quotation marks for instance, makes the whole list void.

## Who mends it

The server: the names, separated by commas.

## Bad

```http
https://app.example runs fetch("https://api.example/items", {"credentials": "include"})
> GET /items
> Origin: https://app.example
< 200 OK
< Access-Control-Allow-Origin: https://app.example
< Access-Control-Allow-Credentials: true
< Access-Control-Expose-Headers: *
< X-Total-Count: 42
```

## Good

```http
https://app.example runs fetch("https://api.example/items", {"credentials": "include"})
> GET /items
> Origin: https://app.example
< 200 OK
< Access-Control-Allow-Origin: https://app.example
< Access-Control-Allow-Credentials: true
< Access-Control-Expose-Headers: X-Total-Count
< X-Total-Count: 42
```
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from corsac.core.cors_headers import EXPOSE_HEADERS
from corsac.core.fields import token_list
from corsac.core.findings import Confidence, Finding, Rule, Severity, Text, Where
from corsac.rules.reading.blame import blame_for_headers
from corsac.rules.reading.finding import brief
from corsac.rules.reading.readable import exposes_in_vain, read_answer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corsac.browser.outcome import Reason
    from corsac.rules.case import Case

RULE = Rule(
    code="CORS107",
    cause="expose-headers",
    name="expose-headers-in-vain",
    title="Access-Control-Expose-Headers exposes nothing",
    page=__doc__ or "",
    severity=Severity.WARNING,
)
CLAIMS: frozenset[Reason] = frozenset()


def find(case: Case) -> Iterator[Finding]:
    """Find a readable response whose list is void, or a `*` that is none."""
    answer = read_answer(case)
    value = None if answer is None else exposes_in_vain(answer)
    if answer is None or value is None:
        return
    void = token_list([value]) is None
    yield Finding(
        RULE,
        blame_for_headers(answer.response).party,
        Confidence.HIGH,
        Text.of("Access-Control-Expose-Headers is no list of names: `{value}`", value=brief(value))
        if void
        else Text.of("with credentials, `*` in Access-Control-Expose-Headers is no wildcard"),
        where=Where(answer.index, EXPOSE_HEADERS, value),
        notes=(Text.of("script reads the seven headers that are always readable, and no other"),),
    )
