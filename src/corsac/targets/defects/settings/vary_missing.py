"""A package does not say `Vary: Origin` on each answer that depends on the Origin.

Flask-CORS says it to allowed origins alone, and never where one origin is listed; aiohttp-cors
never does.

## Why

A cache keeps the answer that it got first. Made for no origin or another one, it lacks the right
Allow-Origin, and the page is blocked until it expires (RFC 9110 §12.5.5,
`fetch#cors-protocol-and-http-caches`).

## Who mends it

Whoever writes the back end: say it on every answer. In Flask what is registered first runs last.

## Bad

```python
from flask import Flask
from flask_cors import CORS

app = Flask(__name__)
CORS(app, origins=["https://app.example", "https://admin.example"])
```

## Good

```python
from flask import Flask, request
from flask_cors import CORS

app = Flask(__name__)


@app.after_request
def vary_by_origin(response):
    response.vary.add("Origin")
    return response


@app.before_request
def answer_preflights():
    if request.method == "OPTIONS" and "Access-Control-Request-Method" in request.headers:
        return "", 204
    return None


CORS(app, origins=["https://app.example", "https://admin.example"], max_age=7200, always_send=False)
```
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from corsac.core.findings import Severity
from corsac.targets.defects.defect import rule
from corsac.targets.settings.remarks import Effect

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corsac.core.findings import Finding
    from corsac.targets.defects.settings.remarked import Settings

RULE = rule(
    "CORS272",
    "settings-vary-missing",
    "A package does not say Vary on each answer that depends on the Origin",
    __doc__,
    Severity.WARNING,
)
_SAYS: Final = re.compile(r"\bvary\b|\bvary_by|[\"']Vary[\"']")


def find(tree: Settings) -> Iterator[Finding]:
    """Find it, where the file says nothing of Vary itself."""
    if _SAYS.search(tree.source.text) is None:
        yield from tree.findings(RULE, Effect.VARY_MISSING)
