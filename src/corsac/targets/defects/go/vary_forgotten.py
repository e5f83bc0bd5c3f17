"""A Go package does not say `Vary: Origin` on each answer that depends on the Origin.

gin-contrib/cors says it to allowed origins alone, gorilla/handlers only where several are listed.

## Why

A cache keeps the answer that it got first. Made for no origin or another one, it lacks the right
Allow-Origin, and the page is blocked until it expires (RFC 9110 §12.5.5,
`fetch#cors-protocol-and-http-caches`).

## Who mends it

Whoever writes the back end: say it on every answer, before the package.

## Bad

```go
package main

import "github.com/gin-contrib/cors"

func serve(r *gin.Engine) {
    r.Use(cors.New(cors.Config{AllowOrigins: []string{"https://app.example"}}))
}
```

## Good

```go
package main

import "github.com/gin-contrib/cors"

func serve(r *gin.Engine) {
    r.Use(func(c *gin.Context) { c.Writer.Header().Add("Vary", "Origin") })
    r.Use(cors.New(cors.Config{AllowOrigins: []string{"https://app.example"}}))
}
```
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from corsac.core.findings import Finding, Severity, Text
from corsac.targets.defects.defect import advice, found, rule, safe
from corsac.targets.defects.script.calls import calls
from corsac.targets.defects.syntax import statement_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corsac.core.findings import Fix
    from corsac.targets.defects.script.calls import Call
    from corsac.targets.defects.syntax import Syntax

RULE = rule(
    "CORS247",
    "go-vary-forgotten",
    "A Go package does not say Vary on each answer that depends on the Origin",
    __doc__,
    Severity.WARNING,
)
_SAYS: Final = re.compile(r'"Vary"|"vary"')
_GIN: Final = re.compile(r'"github\.com/gin-contrib/cors"')
_GORILLA: Final = re.compile(r'"github\.com/gorilla/handlers"')
#: Everybody is let in, by a star: that depends on nobody.
_STAR: Final = re.compile(r'AllowAllOrigins\s*[:=]+\s*true|cors\.Default\(\)|\{\s*"\*"\s*,?\s*\}')
_CHOOSES: Final = re.compile(r"Allow(?:ed)?Origin")
_WRAPPER: Final = """
// varyByOrigin tells caches that answers depend on the origin that asks.
func varyByOrigin(next http.Handler) http.Handler {
\treturn http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
\t\tw.Header().Add("Vary", "Origin")
\t\tnext.ServeHTTP(w, r)
\t})
}
"""


def find(tree: Syntax) -> Iterator[Finding]:
    """Find it, where the file says nothing of Vary itself."""
    text = tree.source.text
    if _SAYS.search(text) or _STAR.search(text) or not _CHOOSES.search(text):
        return
    gin, gorilla = _GIN.search(text), _GORILLA.search(text)
    made = {"cors.New"} if gin else {"handlers.CORS"} if gorilla else set[str]()
    for call in calls(tree):
        if call.name in made:
            yield found(
                RULE,
                tree.span(call.node),
                Text.of("other answers of this say nothing of Vary"),
                fixes=_in_gin(tree, call) if gin else _in_gorilla(tree),
            )
            return


_TITLE: Final = Text.of("say it on every answer")


def _in_gin(tree: Syntax, made: Call) -> tuple[Fix, ...]:
    for call in calls(tree):
        owner, _, method = call.name.rpartition(".")
        inside = call.node.start_byte <= made.node.start_byte < call.node.end_byte
        if method == "Use" and inside:
            start, _ = tree.range(statement_of(call.node))
            line = (
                f'{owner}.Use(func(c *gin.Context) {{ c.Writer.Header().Add("Vary", "Origin") }})'
            )
            return safe(_TITLE, tree.source.before(start, line))
    return advice(_TITLE)


def _in_gorilla(tree: Syntax) -> tuple[Fix, ...]:
    for call in calls(tree):
        if call.name == "http.ListenAndServe" and len(call.arguments) > 1:
            start, end = tree.range(call.arguments[1])
            stop = len(tree.source.text)
            wrapper = _WRAPPER.replace("\n", tree.source.newline)
            return safe(
                _TITLE,
                tree.source.edit(start, start, "varyByOrigin("),
                tree.source.edit(end, end, ")"),
                tree.source.edit(stop, stop, wrapper),
            )
    return advice(_TITLE)
