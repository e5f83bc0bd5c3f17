r"""Every origin that asks is allowed, with the user's cookies.

`Access-Control-Allow-Origin: $http_origin` beside `Access-Control-Allow-Credentials: true`.

## Why

It is `*` with credentials, which the standard forbids (`fetch#cors-check.4`), by a detour: any page
in the world reads what the logged-in user may read.

## Who mends it

Whoever keeps the nginx configuration: name the origins. With `--origin https://app.example` the
fix is written for them.

## Bad

```nginx
# corsac: --origin https://app.example
server {
    location /api/ {
        add_header Access-Control-Allow-Origin $http_origin always;
        add_header Access-Control-Allow-Credentials true always;
        add_header Vary Origin always;
        root /srv;
    }
}
```

## Good

```nginx
# corsac: --origin https://app.example
server {
    location /api/ {
        set $cors_origin "";
        if ($http_origin ~ "^https://app\.example$") {
            set $cors_origin $http_origin;
        }
        set $cors_credentials "";
        if ($cors_origin) { set $cors_credentials true; }
        add_header Access-Control-Allow-Origin $cors_origin always;
        add_header Access-Control-Allow-Credentials $cors_credentials always;
        add_header Vary Origin always;
        root /srv;
    }
}
```
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from corsac.core.findings import Finding, Party, Severity, Text
from corsac.targets.defects.defect import advice, found, rule, safe
from corsac.targets.defects.nginx.cors import (
    ALLOW_ORIGIN,
    chosen,
    inserted_at_top,
    reflects,
    value,
    with_credentials,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corsac.core.findings import Fix
    from corsac.targets.defects.nginx.tree import Config, Directive, Level

RULE = rule(
    "CORS204",
    "origin-reflected",
    "Every origin is allowed, with credentials",
    __doc__,
    Severity.ERROR,
)


def find(tree: Config) -> Iterator[Finding]:
    """Find Allow-Origin values that are whatever asks, where credentials are allowed."""
    for level in tree.levels:
        for each in level.own("add_header"):
            if not each.is_about(ALLOW_ORIGIN) or not with_credentials(level):
                continue
            word = value(each)
            if reflects(tree, level, word.text):
                yield found(
                    RULE,
                    each.source.span(word.start, word.end),
                    Text.of("this is any origin that asks"),
                    fixes=_fix(level, each, tree.source.origins),
                    party=Party.PROXY,
                )


def _fix(level: Level, header: Directive, origins: tuple[str, ...]) -> tuple[Fix, ...]:
    outer = next((each for each in level.chain if each.name not in {"if", "limit_except"}), level)
    if not origins or not outer.body:
        return advice(Text.of("say which origins are meant: --origin https://app.example"))
    word = value(header)
    return safe(
        Text.of("allow the origins that you named"),
        inserted_at_top(outer, *chosen(origins)),
        header.source.edit(word.start, word.end, "$cors_origin"),
    )
