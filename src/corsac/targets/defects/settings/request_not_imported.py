"""Flask's `request` is used and never imported: every answer is a 500.

## Why

The popular recipe for CORS by hand leaves the import out. Each response runs into a NameError, and
the browser reports the 500 without headers as a CORS error.

## Who mends it

Whoever writes the back end.

## Bad

```python
from flask import Flask

app = Flask(__name__)


@app.after_request
def cors(response):
    if request.headers.get("Origin") == "https://app.example":
        response.vary.add("Origin")
        response.headers["Access-Control-Allow-Origin"] = "https://app.example"
    return response
```

## Good

```python
from flask import Flask, request

app = Flask(__name__)


@app.before_request
def answer_preflights():
    if request.method == "OPTIONS" and "Access-Control-Request-Method" in request.headers:
        return "", 204
    return None


@app.after_request
def cors(response):
    if request.headers.get("Origin") == "https://app.example":
        response.vary.add("Origin")
        response.headers["Access-Control-Allow-Origin"] = "https://app.example"
    return response
```
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from corsac.core.findings import Finding, Severity, Text
from corsac.targets.defects.defect import found, rule, safe

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corsac.targets.defects.code.python import Python

RULE = rule(
    "CORS269",
    "request-not-imported",
    "Flask's request is used and never imported",
    __doc__,
    Severity.ERROR,
)
_NAME = "request"


def find(tree: Python) -> Iterator[Finding]:
    """Find the first use of `request` in a file that imports from flask, and binds it nowhere."""
    imported = None
    first = None
    for node in ast.walk(tree.tree):
        match node:
            case ast.ImportFrom(module="flask", names=names):
                imported = imported or node
                if any(each.name in {_NAME, "*"} for each in names):
                    return
            case ast.Import(names=names) if any((x.asname or x.name) == _NAME for x in names):
                return
            case ast.ImportFrom(names=names) if any((x.asname or x.name) == _NAME for x in names):
                return
            case ast.arg(arg="request") | ast.Name(id="request", ctx=ast.Store()):
                return
            case ast.Name(id="request") if first is None or node.lineno < first.lineno:
                first = node
            case _:
                pass
    if imported is None or first is None or "Access-Control-" not in tree.source.text:
        return
    where = tree.place(first)
    last = imported.names[-1]
    end = tree.offset(last.end_lineno or last.lineno, last.end_col_offset or 0)
    yield found(
        RULE,
        tree.source.span(where.start, where.end),
        Text.of("this name is nothing here: every answer is a 500"),
        fixes=safe(Text.of("import it"), tree.source.edit(end, end, ", request")),
    )
