"""The response has a header that pages read, and script can't see it.

`response.headers.get("X-Total-Count")` gives null, though DevTools shows the header.

## Why

Of a cross-origin response script sees seven headers, and those that
`Access-Control-Expose-Headers` names (`fetch#concept-filtered-response-cors`). `*` names all, in
requests without credentials.

## Who mends it

The server, if the page wants to read it: `Access-Control-Expose-Headers: X-Total-Count`, on the
response itself, not on the preflight's.

## Bad

```http
https://app.example runs fetch("https://api.example/items")
> GET /items
> Origin: https://app.example
< 200 OK
< Access-Control-Allow-Origin: *
< X-Total-Count: 42
```

## Good

```http
https://app.example runs fetch("https://api.example/items")
> GET /items
> Origin: https://app.example
< 200 OK
< Access-Control-Allow-Origin: *
< Access-Control-Expose-Headers: X-Total-Count
< X-Total-Count: 42
```
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from corsac.core.cors_headers import EXPOSE_HEADERS
from corsac.core.findings import Confidence, Finding, Rule, Severity, Text, Where
from corsac.rules.reading.blame import blame_for_headers
from corsac.rules.reading.readable import exposes_in_vain, read_answer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corsac.browser.outcome import Reason
    from corsac.rules.case import Case
    from corsac.rules.reading.scene import Answer

RULE = Rule(
    code="CORS106",
    cause="expose-headers",
    name="headers-not-exposed",
    title="Script can't read a header that pages often want",
    page=__doc__ or "",
    severity=Severity.INFO,
)
CLAIMS: frozenset[Reason] = frozenset()

#: Headers that servers send for scripts to read.
_WANTED: Final = frozenset(
    {
        "content-disposition",
        "content-range",
        "etag",
        "link",
        "location",
        "retry-after",
        "tus-resumable",
        "upload-length",
        "upload-offset",
    }
)
_WANTED_PREFIXES: Final = ("x-total", "x-page", "x-pagination", "x-ratelimit-", "ratelimit-")
_MOST: Final = 8


def find(case: Case) -> Iterator[Finding]:
    """Find a readable response with headers for scripts that script does not get."""
    answer = read_answer(case)
    if answer is None or exposes_in_vain(answer) is not None:
        return
    hidden = tuple(_hidden(case, answer))[:_MOST]
    if not hidden:
        return
    yield Finding(
        RULE,
        blame_for_headers(answer.response).party,
        Confidence.HIGH,
        Text.of("script can't read {names} of this response", names=", ".join(hidden)),
        where=Where(answer.index, EXPOSE_HEADERS, answer.response.headers.get(EXPOSE_HEADERS)),
        notes=(Text.of("DevTools shows every header; script gets those that are exposed"),),
    )


def _hidden(case: Case, answer: Answer) -> Iterator[str]:
    seen = case.outcome.response
    told: set[str] = set()
    for name, _ in answer.response.headers:
        low = name.lower()
        wanted = low in _WANTED or low.startswith(_WANTED_PREFIXES)
        if wanted and low not in told and seen is not None and low not in seen.headers:
            told.add(low)
            yield name
