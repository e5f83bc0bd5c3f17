"""The policy allows a method that the file's `Access-Control-Allow-Methods` leaves out.

Looked at only where a policy is named: `corsac lint --policy corsac.toml`.

## Why

A preflight for a method that is not listed fails (`fetch#cors-preflight-fetch`). GET, HEAD and POST
need no listing.

## Who mends it

Whoever keeps the file: what it lists is to be what the policy says.

## Bad

```apache
# corsac: --policy allows GET, PUT, PATCH
<Location /api>
    Header always set Access-Control-Allow-Origin "https://app.example"
    Header always set Access-Control-Allow-Methods "GET, PUT" env=preflight
    Header always set Access-Control-Max-Age 7200 env=preflight
</Location>
```

## Good

```apache
# corsac: --policy allows GET, PUT, PATCH
<Location /api>
    Header always set Access-Control-Allow-Origin "https://app.example"
    Header always set Access-Control-Allow-Methods "GET, PUT, PATCH" env=preflight
    Header always set Access-Control-Max-Age 7200 env=preflight
</Location>
```
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from corsac.core.findings import Finding, Severity, Text
from corsac.targets.defects.defect import found, rule, safe

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corsac.targets.defects.source import Source

RULE = rule(
    "CORS299",
    "methods-of-policy",
    "The policy allows a method that is not listed",
    __doc__,
    Severity.WARNING,
)
#: The header and a list that is written out behind it, in any of the languages.
_LISTED: Final = re.compile(
    r"""access-control-allow-methods["'`]?\]?[ \t]*[,:=]?[ \t]*"""
    r"""(["'`])([A-Z]+(?:[ \t]*,[ \t]*[A-Z]+)*)\1""",
    re.IGNORECASE,
)
_SAFELISTED: Final = frozenset({"GET", "HEAD", "POST"})


def find(source: Source) -> Iterator[Finding]:
    """Find lists that lack a method of the policy, if one was named."""
    for match in _LISTED.finditer(source.text) if source.methods else ():
        listed = {each.strip() for each in match[2].split(",")}
        lacking = [x for x in source.methods if x not in listed | _SAFELISTED]
        if lacking:
            start, end = match.span(2)
            yield found(
                RULE,
                source.span(start, end),
                Text.of("the policy allows {method} too", method=lacking[0]),
                fixes=safe(
                    Text.of("list what the policy allows"),
                    source.edit(end, end, "".join(f", {each}" for each in lacking)),
                ),
            )
