"""Flask answers preflights by its routes: those to paths that it does not know get a 404.

## Why

A preflight needs a success (`fetch#cors-preflight-fetch`). Where the path is unknown, or a login is
asked for first, Flask answers it as any other request: the page then sees a CORS error where it
would have read the 404 or the 401.

## Who mends it

Whoever writes the back end: answer preflights before anything else, `after_request` or Flask-CORS
still adds the headers.

## Bad

```python
from flask import Flask, request

app = Flask(__name__)


@app.after_request
def cors(response):
    response.vary.add("Origin")
    if request.headers.get("Origin") == "https://app.example":
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
    response.vary.add("Origin")
    if request.headers.get("Origin") == "https://app.example":
        response.headers["Access-Control-Allow-Origin"] = "https://app.example"
    return response
```
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Final

from corsac.core.findings import Finding, Severity, Text
from corsac.targets.defects.defect import found, rule, unsafe
from corsac.targets.defects.settings.flask_cors_defaults import calls_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corsac.targets.defects.code.python import Python

RULE = rule(
    "CORS279",
    "flask-preflight-routed",
    "Flask answers preflights by its routes",
    __doc__,
    Severity.INFO,
)
_LINES: Final = (
    "@{app}.before_request",
    "def answer_preflights():",
    '    if request.method == "OPTIONS" and "Access-Control-Request-Method" in request.headers:',
    '        return "", 204',
    "    return None",
)


def find(tree: Python) -> Iterator[Finding]:
    """Find applications that add CORS headers behind their routes, and answer nothing before."""
    if _answers(tree) or "from flask import" not in tree.source.text:
        return
    for node in tree.tree.body:
        name, at = "", tree.source.place(tree.head(node))[0]
        match node:
            case ast.FunctionDef(
                decorator_list=[ast.Attribute(value=ast.Name(id=name), attr=told) as first]
            ):
                sends = "Access-Control-Allow-Origin" in tree.text(tree.place(node))
                name = name if told == "after_request" and sends else ""
                at = first.lineno
            case ast.Expr(value=ast.Call(args=[ast.Name(id=name)]) as call):
                name = name if call in [*calls_of(tree)] else ""
            case _:
                continue
        if name:
            start = tree.source.offset(at, 1)
            line = tree.source.newline
            text = "".join(f"{each.format(app=name)}{line}" for each in _LINES) + line * 2
            place = tree.place(node)
            yield found(
                RULE,
                tree.source.span(place.start, place.start + len(tree.source.line(node.lineno))),
                Text.of("preflights to unknown paths get a 404"),
                fixes=unsafe(Text.of("answer them first"), tree.source.edit(start, start, text)),
            )
            return


def _answers(tree: Python) -> bool:
    """Whether something looks for OPTIONS before the routes."""
    for node in ast.walk(tree.tree):
        if isinstance(node, ast.FunctionDef):
            decorated = ast.dump(ast.Module(list(map(ast.Expr, node.decorator_list)), []))
            if "before_request" in decorated and "OPTIONS" in tree.text(tree.place(node)):
                return True
    return False
