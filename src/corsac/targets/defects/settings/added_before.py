"""Middleware that answers by itself is added after CORSMiddleware, and so stands around it.

## Why

In Starlette and FastAPI what is added last is the outermost. Where that one answers 401 or
redirects, CORSMiddleware never sees the request: a preflight, which carries no token, fails
(`fetch#cors-preflight-fetch.7`), and the page can't read the error of others.

## Who mends it

Whoever writes the back end: CORSMiddleware is added last.

## Bad

```python
from fastapi import FastAPI
from fastapi.middleware.cors import CORSMiddleware

app = FastAPI()
app.add_middleware(CORSMiddleware, allow_origins=["https://app.example"])
app.add_middleware(AuthMiddleware)
```

## Good

```python
from fastapi import FastAPI
from fastapi.middleware.cors import CORSMiddleware

app = FastAPI()
app.add_middleware(AuthMiddleware)
app.add_middleware(CORSMiddleware, allow_origins=["https://app.example"])
```
"""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING, Final

from corsac.core.findings import Finding, Severity, Text
from corsac.targets.defects.defect import found, rule, unsafe

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corsac.targets.defects.code.python import Python

RULE = rule(
    "CORS274",
    "added-before",
    "Middleware that answers by itself stands around CORSMiddleware",
    __doc__,
    Severity.ERROR,
)
#: Middleware that answers by itself, by its name.
_ANSWERS: Final = re.compile(
    r"auth|jwt|token|login|api_?key|limit|throttl|csrf|trusted_?host|https_?redirect|guard|"
    r"permission|tenant",
    re.IGNORECASE,
)


def find(tree: Python) -> Iterator[Finding]:
    """Find it in each body that adds CORSMiddleware."""
    if "CORSMiddleware" not in tree.source.text:
        return
    for node in ast.walk(tree.tree):
        if isinstance(node, ast.Module | ast.FunctionDef | ast.AsyncFunctionDef | ast.If):
            yield from _in(tree, node.body)


def _in(tree: Python, body: list[ast.stmt]) -> Iterator[Finding]:
    for index, each in enumerate(body):
        layer = added(tree, each)
        if layer is None or not layer[1].endswith("CORSMiddleware"):
            continue
        after = [x for x in body[index + 1 :] if _answers(tree, x, layer[0])]
        if after:
            yield _found(tree, each, after)
        return


def _found(tree: Python, cors: ast.stmt, after: list[ast.stmt]) -> Finding:
    where, last = tree.place(cors), tree.place(after[-1])
    text = tree.text(where)
    line = after[0].lineno
    indent = tree.source.indent(where.start)
    newline = tree.source.newline
    gap = (
        newline * 2
        if not indent and isinstance(after[-1], ast.FunctionDef | ast.AsyncFunctionDef)
        else ""
    )
    return found(
        RULE,
        tree.source.span(where.start, where.end),
        Text.of("line {line} is around this, and answers before it", line=line),
        fixes=unsafe(
            Text.of("add it last"),
            tree.source.edit(last.end, last.end, f"{gap}{newline}{indent}{text}"),
            tree.source.without(where.start, where.end),
        ),
    )


def added(tree: Python, statement: ast.stmt) -> tuple[str, str] | None:
    """Give the application and the class of `app.add_middleware(Class)`; None for others."""
    match statement:
        case ast.Expr(
            value=ast.Call(func=ast.Attribute(value=owner, attr="add_middleware"), args=[layer, *_])
        ):
            return tree.text(tree.place(owner)), tree.text(tree.place(layer))
        case _:
            return None


def _answers(tree: Python, statement: ast.stmt, app: str) -> bool:
    """Whether a statement adds middleware that answers by itself to an application."""
    layer = added(tree, statement)
    if layer is not None:
        # One that speaks of CORS itself is taken to know.
        told = _ANSWERS.search(layer[1]) and "cors" not in layer[1].lower()
        return layer[0] == app and bool(told)
    match statement:
        case ast.FunctionDef() | ast.AsyncFunctionDef():
            return _decorated(tree, statement, app) and _returns_its_own(tree, statement)
        case _:
            return False


def _decorated(tree: Python, made: ast.FunctionDef | ast.AsyncFunctionDef, app: str) -> bool:
    return any(
        isinstance(x, ast.Call) and tree.text(tree.place(x.func)) == f"{app}.middleware"
        for x in made.decorator_list
    )


def _returns_its_own(tree: Python, made: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    """Whether it returns an error of its own, which is no answer of the application's."""
    return any(
        isinstance(x, ast.Return)
        and isinstance(x.value, ast.Call)
        and re.search(
            r"status_code\s*=\s*[34]|, [34]\d\d\b|RedirectResponse", tree.text(tree.place(x))
        )
        for x in ast.walk(made)
    )
