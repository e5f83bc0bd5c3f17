"""A CORS header is left out of errors: `add_header` has no `always`.

Without it nginx adds the header to 200, 201, 204, 206, 301, 302, 303, 304, 307 and 308 alone.

## Why

On a 404, a 500 or nginx's own 502 the page gets no Allow-Origin: the browser says "blocked by
CORS" (`fetch#cors-check.2`), and the page can't see which error it was.

## Who mends it

Whoever keeps the nginx configuration: `always` at the end of the line.

## Bad

```nginx
server {
    location /api/ {
        add_header Access-Control-Allow-Origin "https://app.example";
        root /srv;
    }
}
```

## Good

```nginx
server {
    location /api/ {
        add_header Access-Control-Allow-Origin "https://app.example" always;
        root /srv;
    }
}
```
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from corsac.core.findings import Finding, Party, Severity, Text
from corsac.targets.defects.defect import found, rule, safe
from corsac.targets.defects.nginx.cors import (
    ALLOW_CREDENTIALS,
    ALLOW_ORIGIN,
    allows,
    answers,
    is_asset,
    value,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corsac.targets.defects.nginx.tree import Config

RULE = rule(
    "CORS201",
    "header-missing-on-errors",
    "A CORS header is left out of error answers",
    __doc__,
    Severity.ERROR,
)
_ON_ERRORS = (ALLOW_ORIGIN, ALLOW_CREDENTIALS, "access-control-expose-headers", "vary")


def find(tree: Config) -> Iterator[Finding]:
    """Find lines without `always`, but for those in a block that answers a success by itself."""
    for level, each in tree.directives("add_header"):
        if not each.is_about(*_ON_ERRORS) or each.words[-1].text == "always" or answers(level):
            continue
        if is_asset(level, each) or (not each.is_about("vary") and not allows(tree, each)):
            continue
        if each.is_about("vary") and "origin" not in value(each).text.lower():
            continue
        end = each.words[-1].end
        yield found(
            RULE,
            each.source.span(each.start, end),
            Text.of("{header} is not sent with errors", header=each.words[1].text),
            fixes=safe(Text.of("send it always"), each.source.edit(end, end, " always")),
            party=Party.PROXY,
        )
