"""Settings allow every origin, with the user's cookies.

Starlette, django-cors-headers, Flask-CORS, aiohttp-cors give back the origin that asks where `*`
and credentials stand together; Flask-CORS also where `origins` is misspelt.

## Why

It is `*` with credentials, which the standard forbids (`fetch#cors-check.4`), by a detour: any page
in the world reads what the logged-in user may read.

## Who mends it

Whoever writes the back end: list the origins. With `--origin https://app.example` the fix is
written for them.

## Bad

```python
# corsac: --origin https://app.example
from fastapi.middleware.cors import CORSMiddleware

app.add_middleware(CORSMiddleware, allow_origins=["*"], allow_credentials=True)
```

## Good

```python
# corsac: --origin https://app.example
from fastapi.middleware.cors import CORSMiddleware

app.add_middleware(CORSMiddleware, allow_origins=["https://app.example"], allow_credentials=True)
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
    "CORS265",
    "settings-open-to-all",
    "A package's settings allow every origin, with credentials",
    __doc__,
    Severity.ERROR,
)
_EFFECTS = (
    Effect.REFLECTS_EVERYONE,
    Effect.OPEN_BY_MISTAKE,
)


def find(tree: Settings) -> Iterator[Finding]:
    """Find settings that reflect."""
    yield from tree.findings(RULE, *_EFFECTS)
