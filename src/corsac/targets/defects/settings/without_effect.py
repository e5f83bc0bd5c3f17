"""A setting does nothing, or not what it says.

A slash at the end of an origin, a missing scheme, a name that the package doesn't know, a text
where a list is due.

## Why

Packages compare strings with the header that browsers send; what no browser sends never matches,
and nothing says so.

## Who mends it

Whoever writes the back end.

## Bad

```python
from fastapi.middleware.cors import CORSMiddleware

app.add_middleware(CORSMiddleware, allow_origins=["https://app.example/"])
```

## Good

```python
from fastapi.middleware.cors import CORSMiddleware

app.add_middleware(CORSMiddleware, allow_origins=["https://app.example"])
```
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from corsac.core.findings import Severity
from corsac.targets.defects.defect import rule
from corsac.targets.settings.remarks import Effect

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corsac.core.findings import Finding
    from corsac.targets.defects.settings.remarked import Settings

RULE = rule(
    "CORS268",
    "settings-without-effect",
    "A package's setting does nothing, or not what it says",
    __doc__,
    Severity.WARNING,
)
#: Headers that no script can set are in the lists that documentations have: they do no harm, and
#: the import tells them.
_EFFECTS = (
    Effect.NEVER_MATCHES,
    Effect.LETTERS,
    Effect.METHOD_DEAD,
    Effect.WILDCARD_DEAD,
    Effect.SETTING_UNKNOWN,
    Effect.SETTING_IDLE,
    Effect.FAILS,
)


def find(tree: Settings) -> Iterator[Finding]:
    """Find settings without effect."""
    yield from tree.findings(RULE, *_EFFECTS)
