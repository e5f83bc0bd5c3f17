r"""Settings match origins that nobody meant.

Expressions that need to match the beginning alone (django-cors-headers, Flask-CORS, Quart-CORS),
bare dots, a text in place of a list.

## Why

Whoever can register a name that matches is one of the allowed origins.

## Who mends it

Whoever writes the back end: list the origins, or end expressions in `$`.

## Bad

```python
CORS_ALLOWED_ORIGIN_REGEXES = [r"^https://[a-z]+\.app\.example"]
```

## Good

```python
CORS_ALLOWED_ORIGIN_REGEXES = [r"^https://[a-z]+\.app\.example$"]
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
    "CORS266",
    "settings-match-strangers",
    "A package's settings match origins that nobody meant",
    __doc__,
    Severity.ERROR,
)
_EFFECTS = (
    Effect.MATCHES_PREFIX,
    Effect.MATCHES_STRANGERS,
    Effect.MATCHES_PARTS,
    Effect.GLOB_AS_REGEX,
    Effect.PUBLIC_SUFFIX,
    Effect.NULL_ALLOWED,
)


def find(tree: Settings) -> Iterator[Finding]:
    """Find settings that match too much."""
    yield from tree.findings(RULE, *_EFFECTS)
