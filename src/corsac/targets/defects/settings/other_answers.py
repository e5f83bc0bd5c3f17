"""Settings are for other answers than was meant.

django-cors-headers stands behind CommonMiddleware, whose redirects then go out without it; a path's
expression needs to match the beginning alone, so that `/api` is for `/apixyz` too.

## Why

A redirect without CORS headers ends the request in the browser, whatever the page behind it would
have said (`fetch#http-fetch`). A route below another name is as open as the one that was meant.

## Who mends it

Whoever writes the back end.

## Bad

```python
INSTALLED_APPS = ["corsheaders"]
MIDDLEWARE = [
    "django.middleware.common.CommonMiddleware",
    "corsheaders.middleware.CorsMiddleware",
]
CORS_ALLOWED_ORIGINS = ["https://app.example"]
```

## Good

```python
INSTALLED_APPS = ["corsheaders"]
MIDDLEWARE = [
    "corsheaders.middleware.CorsMiddleware",
    "django.middleware.common.CommonMiddleware",
]
CORS_ALLOWED_ORIGINS = ["https://app.example"]
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
    "CORS271",
    "settings-for-other-answers",
    "A package's settings are for other answers than was meant",
    __doc__,
    Severity.WARNING,
)
#: Elsewhere no setting mends it, and nothing is said.
_MENDED_BY_ORDER = frozenset({"django"})


def find(tree: Settings) -> Iterator[Finding]:
    """Find paths that go on, and layers that stand too late."""
    yield from tree.findings(RULE, Effect.PATH_PREFIX)
    if any(each.system in _MENDED_BY_ORDER for each in tree.readings):
        yield from tree.findings(RULE, Effect.ERRORS_BARE)
