"""An `http://` origin is allowed with credentials.

## Why

Whoever sits in the user's network puts a page on plain `http://` themselves, and it reads what the
logged-in user may read.

## Who mends it

Whoever writes the back end: `https://`; loopback alone needs none.

## Bad

```python
from fastapi.middleware.cors import CORSMiddleware

app.add_middleware(CORSMiddleware, allow_origins=["http://app.example"], allow_credentials=True)
```

## Good

```python
from fastapi.middleware.cors import CORSMiddleware

app.add_middleware(CORSMiddleware, allow_origins=["https://app.example"], allow_credentials=True)
```
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from corsac.core.findings import Severity
from corsac.targets.defects.defect import rule
from corsac.targets.defects.origin_pattern import is_private
from corsac.targets.settings.remarks import Effect

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corsac.core.findings import Finding
    from corsac.targets.defects.settings.remarked import Settings

RULE = rule(
    "CORS267",
    "settings-not-encrypted",
    "An origin without encryption reads with the user's cookies",
    __doc__,
    Severity.WARNING,
)
_EFFECTS = (Effect.INSECURE_ORIGIN,)


def find(tree: Settings) -> Iterator[Finding]:
    """Find plain http origins; addresses of a network of one's own are whoever develops."""
    for each in tree.findings(RULE, *_EFFECTS):
        span, source = each.span, tree.source
        if span is None:
            continue
        start = source.offset(span.line, span.column)
        told = source.text[start : source.offset(span.end_line, span.end_column)]
        if not is_private(told.strip("\"'")):
            yield each
