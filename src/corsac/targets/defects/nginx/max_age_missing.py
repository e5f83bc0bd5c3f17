"""Preflights are answered without `Access-Control-Max-Age`: they are asked again all the time.

## Why

Without it a browser keeps a preflight's answer for five seconds (`fetch#cors-preflight-fetch`). A
page that is used pays a round trip before most of its requests. Chromium keeps it for two hours at
most, WebKit for ten minutes, Firefox for a day.

## Who mends it

Whoever keeps the nginx configuration: two hours is what the browsers with most users keep.

## Bad

```nginx
server {
    if ($cors_preflight) {
        add_header Access-Control-Allow-Origin "https://app.example";
        add_header Access-Control-Allow-Methods "GET, PUT";
        return 204;
    }
}
```

## Good

```nginx
server {
    if ($cors_preflight) {
        add_header Access-Control-Allow-Origin "https://app.example";
        add_header Access-Control-Allow-Methods "GET, PUT";
        add_header Access-Control-Max-Age 7200;
        return 204;
    }
}
```
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from corsac.core.findings import Finding, Party, Severity, Text
from corsac.targets.defects.defect import found, rule, safe
from corsac.targets.defects.nginx.cors import PREFLIGHT, is_preflight

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corsac.targets.defects.nginx.tree import Config

RULE = rule(
    "CORS214",
    "max-age-missing",
    "Preflights are kept for five seconds only",
    __doc__,
    Severity.INFO,
)


def find(tree: Config) -> Iterator[Finding]:
    """Find blocks that answer preflights without saying for how long."""
    for level in tree.levels:
        said = level.headers(*PREFLIGHT) if is_preflight(level) else ()
        if not said or any(each.is_about("access-control-max-age") for each in said):
            continue
        last = said[-1]
        edit = last.source.after(last.start, last.end, "add_header Access-Control-Max-Age 7200;")
        yield found(
            RULE,
            last.source.span(last.start, last.end),
            Text.of("nothing says how long this may be kept"),
            fixes=safe(Text.of("let it be kept for two hours"), edit),
            party=Party.PROXY,
        )
