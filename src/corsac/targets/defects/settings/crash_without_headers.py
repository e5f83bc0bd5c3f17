"""A crash is answered without CORS headers: Starlette's answer to it is made outside of them.

## Why

What `add_middleware` adds stands inside ServerErrorMiddleware, and that one answers an exception
that nobody caught: its 500 never passes CORSMiddleware. The page reads no status then, its console
speaks of CORS, and whoever searches looks in the wrong place (`fetch#cors-check.3`).

## Who mends it

Whoever writes the back end: catch it inside, where the answer still gets its headers.

## Bad

```python
from fastapi import FastAPI
from fastapi.middleware.cors import CORSMiddleware

app = FastAPI()
app.add_middleware(CORSMiddleware, allow_origins=["https://app.example"])


@app.get("/items")
async def items():
    return await rows()
```

## Good

```python
from fastapi import FastAPI
from fastapi.middleware.cors import CORSMiddleware
from fastapi.responses import PlainTextResponse
import logging

app = FastAPI()


@app.middleware("http")
async def answer_crashes(request, call_next):
    try:
        return await call_next(request)
    except Exception:
        logging.getLogger("uvicorn.error").exception("unhandled")
        return PlainTextResponse("Internal Server Error", status_code=500)


app.add_middleware(CORSMiddleware, allow_origins=["https://app.example"])


@app.get("/items")
async def items():
    return await rows()
```
"""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING, Final

from corsac.core.findings import Finding, Severity, Text
from corsac.targets.defects.defect import advice, found, rule, unsafe
from corsac.targets.defects.settings.added_before import added

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corsac.core.findings import Fix
    from corsac.targets.defects.code.python import Python

RULE = rule(
    "CORS248",
    "crash-without-headers",
    "A crash is answered without CORS headers, in FastAPI and Starlette",
    __doc__,
    Severity.INFO,
)
_IMPORTED: Final = re.compile(r"from (?:fastapi|starlette)\.middleware\.cors import")
#: Somebody catches it inside, or the layer stands around the whole application.
_CAUGHT: Final = re.compile(r"call_next\([\s\S]{0,400}?except\b|=\s*CORSMiddleware\(")
#: Without any of these there is nothing here that may crash.
_ROUTES: Final = re.compile(
    r"@[\w.]+\.(?:get|post|put|patch|delete|head|route|api_route)\(|include_router\(|\bRoute\("
)
_IMPORTS: Final = (
    ("PlainTextResponse", "from fastapi.responses import PlainTextResponse"),
    ("import logging", "import logging"),
)
_LINES: Final = (
    '@{app}.middleware("http")',
    "async def answer_crashes(request, call_next):",
    "    try:",
    "        return await call_next(request)",
    "    except Exception:",
    '        logging.getLogger("uvicorn.error").exception("unhandled")',
    '        return PlainTextResponse("Internal Server Error", status_code=500)',
)


def find(tree: Python) -> Iterator[Finding]:
    """Find the place where CORSMiddleware is added and nothing inside catches."""
    text = tree.source.text
    if not (_IMPORTED.search(text) and _ROUTES.search(text)) or _CAUGHT.search(text):
        return
    for node in ast.walk(tree.tree):
        if not isinstance(node, ast.Expr):
            continue
        layer = added(tree, node)
        if layer is not None and layer[1].endswith("CORSMiddleware"):
            place = tree.place(node)
            yield found(
                RULE,
                tree.source.span(place.start, place.end),
                Text.of("an exception that nobody catches gets a 500 without these headers"),
                fixes=_fix(tree, node, layer[0]),
            )
            return


def _fix(tree: Python, node: ast.Expr, app: str) -> tuple[Fix, ...]:
    title = Text.of("catch it inside")
    imports = [x for x in tree.tree.body if isinstance(x, ast.Import | ast.ImportFrom)]
    if "FastAPI(" not in tree.source.text or not app.isidentifier() or not imports:
        return advice(title)
    source = tree.source
    start = tree.head(node)
    indent, line = source.indent(start), source.newline
    gap = "" if indent else line
    above = source.text[:start]
    before = "" if indent or above.endswith(line * 3) else gap * (3 - _blank(above, line))
    lines = f"{line}{indent}".join(each.format(app=app) for each in _LINES)
    end = tree.behind_imports(start)
    needed = "".join(f"{line}{text}" for name, text in _IMPORTS if name not in source.text)
    return unsafe(
        title,
        *([source.edit(end, end, needed)] if needed else []),
        source.edit(start, start, f"{before}{lines}{line}{gap}{line}{indent}"),
    )


def _blank(above: str, line: str) -> int:
    """Count the line ends that a text ends with, at most three."""
    return next(count for count in (3, 2, 1, 0) if above.endswith(line * count))
