"""A CORS header's name is misspelt, so browsers don't know it.

`Access-Control-Allow-Orgin`, `Access-Control-Allow-Header`, `Allow-Control-Allow-Origin`: it looks
right, and counts for nothing. Nothing complains of a header that nobody knows.

## Why

The checks ask for headers by their exact names, in upper or lower case
(`fetch#cors-check.1`, `fetch#cors-preflight-fetch.7.1`); what is called otherwise is not there.

## Who mends it

The server: the name as the standard has it.

## Bad

```http
https://app.example runs fetch("https://api.example/items")
> GET /items
> Origin: https://app.example
< 200 OK
< Access-Control-Allow-Orgin: https://app.example
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

from dataclasses import replace
from typing import TYPE_CHECKING

from corsac.browser.outcome import Reason
from corsac.core.findings import Rule, Text, Where
from corsac.rules.reading.finding import brief, headers_finding
from corsac.rules.reading.scene import Scene
from corsac.rules.reading.spelling import meant_header

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corsac.core.findings import Finding
    from corsac.rules.case import Case
    from corsac.rules.reading.scene import Answer

RULE = Rule(
    code="CORS020",
    cause="header-misspelt",
    name="header-misspelt",
    title="The name of a CORS header is misspelt",
    page=__doc__ or "",
)
CLAIMS = frozenset(
    {
        Reason.ALLOW_ORIGIN_MISSING,
        Reason.ALLOW_CREDENTIALS,
        Reason.METHOD_NOT_ALLOWED,
        Reason.HEADER_NOT_ALLOWED,
    }
)


def find(case: Case) -> Iterator[Finding]:
    """Find the first answer that has a misspelt header, and lacks the one that is meant."""
    for answer in Scene.of(case).answers:
        for written, meant in _misspelt(answer):
            finding = headers_finding(
                RULE,
                case,
                answer,
                Text.of("`{written}` should read {meant}", written=brief(written), meant=meant),
                header=meant,
                notes=(Text.of("browsers don't know the header {name}", name=brief(written)),),
            )
            yield replace(finding, where=Where(answer.index, written, _value(answer, written)))
            return


def _misspelt(answer: Answer) -> Iterator[tuple[str, str]]:
    headers = answer.response.headers
    for name, _ in headers:
        meant = meant_header(name)
        if meant is not None and meant not in headers:
            yield name, meant


def _value(answer: Answer, name: str) -> str | None:
    return answer.response.headers.get(name)
