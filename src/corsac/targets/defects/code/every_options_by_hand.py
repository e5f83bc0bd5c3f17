"""Code answers every OPTIONS as if it were a preflight.

## Why

A preflight is OPTIONS with Origin and Access-Control-Request-Method (`fetch#cors-preflight-fetch`).
Any other OPTIONS is a question to the application (RFC 9110 §9.3.7).

## Who mends it

Whoever writes the back end: ask for the preflight's own header too.

## Bad

```js
app.use((req, res, next) => {
  res.header('Access-Control-Allow-Origin', '*');
  if (req.method === 'OPTIONS') {
    return res.sendStatus(204);
  }
  next();
});
```

## Good

```js
app.use((req, res, next) => {
  res.header('Access-Control-Allow-Origin', '*');
  if (req.method === 'OPTIONS' && req.headers['access-control-request-method']) {
    return res.sendStatus(204);
  }
  next();
});
```
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from corsac.core.findings import Finding, Severity, Text
from corsac.targets.defects.code.facts import ALLOW_ORIGIN, Facts
from corsac.targets.defects.defect import found, rule, safe
from corsac.targets.defects.source import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

RULE = rule(
    "CORS243",
    "every-options-by-hand",
    "Code answers every OPTIONS as if it were a preflight",
    __doc__,
    Severity.INFO,
)
_ASKS: Final = re.compile(
    r"""\(?\s*(?P<on>[\w.]+)\.(?:method|Method)(?:\.toUpperCase\(\)|\.upper\(\))?\s*={2,3}\s*(?:["']OPTIONS["']|http\.MethodOptions)\s*\)?|"""
    r"""\(?\s*["']OPTIONS["']\s*={2,3}\s*(?P<other>[\w.]+)\.method\s*\)?"""
)
#: What answers with the Response of the Fetch standard is asked by its Request.
_FETCHED: Final = re.compile(r"\bnew (?:Next)?Response\(|\b(?:Next)?Response\.(?:json|next)\(")
_NAME: Final = "access-control-request-method"
_TITLE: Final = "Access-Control-Request-Method"


def find(tree: Facts) -> Iterator[Finding]:
    """Find ifs that ask for the method alone, in functions that set CORS headers."""
    functions = {each.function for each in tree.of(ALLOW_ORIGIN)}
    for each in tree.ifs:
        match = _ASKS.fullmatch(each.condition)
        if match is None or each.function not in functions or tree.hands_on(each):
            continue
        end = each.condition_at.end - (1 if each.condition.endswith(")") else 0)
        text = _preflight(tree, match["on"] or match["other"], tree.text(each.function))
        yield found(
            RULE,
            tree.source.span(each.condition_at.start, each.condition_at.end),
            Text.of("this is any OPTIONS"),
            fixes=safe(Text.of("answer preflights alone"), tree.source.edit(end, end, text)),
        )


def _preflight(tree: Facts, on: str, function: str) -> str:
    kind = tree.source.kind
    if kind is Kind.GO:
        return f' && {on}.Header.Get("{_TITLE}") != ""'
    if kind is Kind.PYTHON:
        return f' and "{_TITLE}" in {on}.headers'
    if on in {"ctx", "context"}:
        return f" && {on}.get('{_TITLE}')"
    if on == "c.req":
        return f" && {on}.header('{_TITLE}')"
    if f"{on}.headers.get(" in tree.source.text or _FETCHED.search(function):
        return f" && {on}.headers.get('{_NAME}')"
    return f" && {on}.headers['{_NAME}']"
