"""Code sends `*` and allows credentials: no browser takes the two together.

## Why

To a request with cookies the answer has to name the origin (`fetch#cors-check.4`); `*` fails. A
request without cookies is let in by `*` alone.

## Who mends it

Whoever writes the back end. Where pages send cookies, give back the origin that asks if it is one
of those meant; otherwise the second line goes.

## Bad

```go
package main

func handle(w http.ResponseWriter, r *http.Request) {
        w.Header().Set("Access-Control-Allow-Origin", "*")
        w.Header().Set("Access-Control-Allow-Credentials", "true")
        fmt.Fprint(w, "[]")
}
```

## Good

```go
package main

func handle(w http.ResponseWriter, r *http.Request) {
        w.Header().Set("Access-Control-Allow-Origin", "*")
        fmt.Fprint(w, "[]")
}
```
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from corsac.core.findings import Finding, Severity, Text
from corsac.targets.defects.code.facts import ALLOW_ORIGIN, Facts
from corsac.targets.defects.defect import found, rule, safe
from corsac.targets.defects.source import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

RULE = rule(
    "CORS241",
    "wildcard-with-credentials-by-hand",
    "Code sends Allow-Origin * beside Allow-Credentials",
    __doc__,
    Severity.ERROR,
)


def find(tree: Facts) -> Iterator[Finding]:
    """Find functions that send both, `*` being the only origin that they send."""
    for each in tree.of(ALLOW_ORIGIN):
        held = tree.with_credentials(each)
        others = [x for x in tree.beside(each, ALLOW_ORIGIN) if x.value != "*"]
        if each.value != "*" or not held or others:
            continue
        if each.member and tree.source.kind is not Kind.PYTHON:
            continue  # CORS251 has objects of headers
        source = tree.source
        yield found(
            RULE,
            source.span(each.expression_at.start, each.expression_at.end),
            Text.of("with credentials, * allows nobody"),
            fixes=safe(
                Text.of("take Allow-Credentials away, or name the origins that are meant"),
                *(tree.without(x) for x in held),
            ),
        )
