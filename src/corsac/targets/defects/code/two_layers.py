"""CORS headers are sent by a package and by hand as well.

## Why

Two lines of Allow-Origin are one value with a comma to a browser, and equal no origin
(`fetch#cors-check.4`); where one replaces the other, what the package looked at is in vain.

## Who mends it

Whoever writes the back end: one of the two. The fix keeps the package.

## Bad

```python
from flask import Flask
from flask_cors import CORS

app = Flask(__name__)
CORS(app)


@app.after_request
def after_request(response):
    response.headers.add("Access-Control-Allow-Origin", "*")
    return response
```

## Good

```python
from flask import Flask, request
from flask_cors import CORS

app = Flask(__name__)
CORS(app)


@app.before_request
def answer_preflights():
    if request.method == "OPTIONS" and "Access-Control-Request-Method" in request.headers:
        return "", 204
    return None


@app.after_request
def after_request(response):
    return response
```
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from corsac.core.findings import Finding, Severity, Text
from corsac.targets.defects.code.facts import ALLOW_ORIGIN, COMPANIONS, Facts, Place
from corsac.targets.defects.defect import found, rule, unsafe
from corsac.targets.defects.source import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corsac.targets.defects.code.facts import Setting

RULE = rule(
    "CORS245",
    "two-layers",
    "CORS headers are sent by a package and by hand as well",
    __doc__,
    Severity.ERROR,
)
_LAYER: Final = {
    Kind.PYTHON: re.compile(r"\bCORS\(\s*\w+\s*[,)]|\bcors\.init_app\("),
}
#: A package with options, which a `*` of ours would undo.
_SCRIPT: Final = re.compile(
    r"\.(?:use|register|enableCors)\(\s*(?:cors\(\s*[\w{]|\w*[cC]ors\w*,\s*[\w{]|\{)"
)
_FOR_ALL: Final = re.compile(
    r"(?:@\w+\.(?:after_request|after_app_request)(?:\(\))?\s*|\.use\(\s*(?:async\s*)?)$"
)
#: How far back, in characters, the head of a function is looked for.
_NEAR: Final = 60


def find(tree: Facts) -> Iterator[Finding]:
    """Find functions for every answer that set what a package sets."""
    package = _LAYER.get(tree.source.kind, _SCRIPT).search(tree.source.text)
    if package is None or tree.source.kind is Kind.GO:
        return
    seen: set[Place] = set()
    for each in tree.of(ALLOW_ORIGIN):
        if each.function in seen or not _clashes(tree, each):
            continue
        seen.add(each.function)
        ours = [
            x
            for x in tree.inside(each.function)
            if (x.header in COMPANIONS or x.header == ALLOW_ORIGIN)
        ]
        at = each.statement
        yield found(
            RULE,
            tree.source.span(at.start, at.end),
            Text.of("a package sends this too"),
            fixes=unsafe(Text.of("leave it to the package"), *(tree.without(x) for x in ours)),
        )


def _clashes(tree: Facts, setting: Setting) -> bool:
    head = tree.source.text[max(0, setting.function.start - _NEAR) : setting.function.start]
    if _FOR_ALL.search(head) is None or setting.member or setting.value is None:
        return False
    return tree.source.kind is not Kind.PYTHON or ".add(" in tree.text(setting.own)
