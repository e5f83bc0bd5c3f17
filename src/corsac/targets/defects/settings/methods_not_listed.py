"""A Flask view looks for a method that its route does not take.

`request.method == "POST"` in a view whose route has no `methods`: Flask takes GET, HEAD and
OPTIONS alone.

## Why

The preflight is answered with `Allow: GET, HEAD, OPTIONS`, the request itself with 405, and the
browser speaks of CORS since an error page has no Allow-Origin.

## Who mends it

Whoever writes the back end.

## Bad

```python
from flask import Flask, request

app = Flask(__name__)


@app.route("/items")
def items():
    # CORS is Flask-CORS's business
    if request.method == "POST":
        return "made"
    return "[]"
```

## Good

```python
from flask import Flask, request

app = Flask(__name__)


@app.route("/items", methods=["GET", "POST"])
def items():
    # CORS is Flask-CORS's business
    if request.method == "POST":
        return "made"
    return "[]"
```
"""

from __future__ import annotations

import ast
import json
from typing import TYPE_CHECKING, Final

from corsac.core.findings import Finding, Severity, Text
from corsac.targets.defects.defect import found, rule, safe

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corsac.targets.defects.code.python import Python

RULE = rule(
    "CORS270",
    "methods-not-listed",
    "A Flask view looks for a method that its route does not take",
    __doc__,
    Severity.ERROR,
)
_KNOWN: Final = ("GET", "POST", "PUT", "PATCH", "DELETE")
_TAKEN: Final = frozenset({"GET", "HEAD"})


def find(tree: Python) -> Iterator[Finding]:
    """Find routes without methods over views that compare `request.method`."""
    if "flask" not in tree.source.text.lower():
        return
    for view in ast.walk(tree.tree):
        if not isinstance(view, ast.FunctionDef | ast.AsyncFunctionDef):
            continue
        asked = _asked(view)
        for each in view.decorator_list:
            if asked - _TAKEN and _is_bare_route(each):
                yield _found(tree, each, asked)


def _is_bare_route(node: ast.expr) -> bool:
    match node:
        case ast.Call(func=ast.Attribute(attr="route"), args=[_], keywords=keywords):
            return all(each.arg not in {"methods", None} for each in keywords)
        case _:
            return False


def _asked(view: ast.FunctionDef | ast.AsyncFunctionDef) -> set[str]:
    """Give the methods that a view looks for, OPTIONS apart: Flask takes it anyway."""
    found_: set[str] = set()
    for node in ast.walk(view):
        match node:
            case ast.Compare(left=ast.Attribute(value=ast.Name(id="request"), attr="method")):
                texts = [x.value for x in ast.walk(node) if isinstance(x, ast.Constant)]
                found_ |= {x for x in texts if isinstance(x, str) and x in _KNOWN}
            case _:
                pass
    return found_


def _found(tree: Python, route: ast.expr, asked: set[str]) -> Finding:
    where = tree.place(route)
    names = [name for name in _KNOWN if name in asked | {"GET"}]
    edit = tree.source.edit(where.end - 1, where.end - 1, f", methods={json.dumps(names)}")
    missing = ", ".join(name for name in _KNOWN if name in asked - _TAKEN)
    return found(
        RULE,
        tree.source.span(where.start, where.end),
        Text.of("{methods} ends here in 405", methods=missing),
        fixes=safe(Text.of("list the methods"), edit),
    )
