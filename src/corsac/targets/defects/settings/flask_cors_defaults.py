"""Flask-CORS is left at defaults that cost: no Max-Age, and an origin for who has none.

## Why

Without `max_age` browsers keep a preflight's answer for five seconds
(`fetch#cors-preflight-fetch`). And to a request without `Origin`, from a tool or the page itself,
the package answers with the allowed origin unless `always_send` is false: a cache then gives one
site's answer to the other.

## Who mends it

Whoever writes the back end.

## Bad

```python
from flask_cors import CORS

CORS(app, resources=resources, origins=["https://app.example"])
```

## Good

```python
from flask_cors import CORS

@app.after_request
def vary_by_origin(response):
    response.vary.add("Origin")
    return response


CORS(app, resources=resources, origins=["https://app.example"], max_age=7200, always_send=False)
```
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Final

from corsac.core.findings import Finding, Severity, Text
from corsac.targets.defects.defect import found, rule, safe

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corsac.core.findings import Edit
    from corsac.targets.defects.code.python import Python

RULE = rule(
    "CORS278",
    "flask-cors-defaults",
    "Flask-CORS is left at defaults that cost",
    __doc__,
    Severity.INFO,
)
_WANTED: Final = {"max_age": "max_age=7200", "always_send": "always_send=False"}


def calls_of(tree: Python) -> Iterator[ast.Call]:
    """Give the calls of Flask-CORS's `CORS` that name origins."""
    if "flask_cors" not in tree.source.text:
        return
    for node in ast.walk(tree.tree):
        match node:
            case ast.Call(func=ast.Name(id="CORS"), keywords=given) if all(x.arg for x in given):
                named = next((x.value for x in given if x.arg == "origins"), None)
                if named is not None and not (
                    isinstance(named, ast.Constant) and named.value in {"*", ".*"}
                ):
                    yield node
            case _:
                pass


def find(tree: Python) -> Iterator[Finding]:
    """Find calls that name origins, and neither how long nor to whom."""
    for call in calls_of(tree):
        lacking = [
            text
            for name, text in _WANTED.items()
            if f"CORS_{name.upper()}" not in tree.source.text and name not in ast.dump(call)
        ]
        if not lacking:
            continue
        place = tree.place(call)
        yield found(
            RULE,
            tree.source.span(place.start, place.start + len("CORS")),
            Text.of("preflights come every five seconds, and who has no Origin gets one")
            if len(lacking) == len(_WANTED)
            else Text.of("{option} is left out", option=lacking[0].partition("=")[0]),
            fixes=safe(Text.of("say both"), _added(tree, call, lacking)),
        )


def _added(tree: Python, call: ast.Call, lacking: list[str]) -> Edit:
    """Put arguments behind the last one, on lines of their own where it has one."""
    last = call.keywords[-1].value
    end = tree.offset(last.end_lineno or last.lineno, last.end_col_offset or 0)
    start = tree.offset(call.keywords[-1].lineno, call.keywords[-1].col_offset)
    line, column = tree.source.place(start)
    if tree.source.line(line)[: column - 1].strip():
        return tree.source.edit(end, end, "".join(f", {each}" for each in lacking))
    between = f",{tree.source.newline}{tree.source.indent(start)}"
    return tree.source.edit(end, end, "".join(f"{between}{each}" for each in lacking))
