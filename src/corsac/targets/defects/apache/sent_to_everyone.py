r"""What goes with an allowed origin is sent to everyone.

`Access-Control-Allow-Credentials` and `-Expose-Headers` without the `env=` that Allow-Origin has;
or an Allow-Origin without it, which is `(null)` where the variable is not set.

## Why

They mean something only beside an Allow-Origin that names the origin (`fetch#cors-check.5`). Alone
they tell a stranger that there is something to be had, and a second layer's Allow-Origin makes it
real.

## Who mends it

Whoever keeps Apache's configuration: the same `env=` on each of the lines.

## Bad

```apache
<VirtualHost *:80>
    SetEnvIf Origin "^https://app\.example$" CORS_ORIGIN=$0
    Header always set Access-Control-Allow-Origin "%{CORS_ORIGIN}e" env=CORS_ORIGIN
    Header always set Access-Control-Allow-Credentials "true"
    Header always merge Vary Origin
</VirtualHost>
```

## Good

```apache
<VirtualHost *:80>
    SetEnvIf Origin "^https://app\.example$" CORS_ORIGIN=$0
    Header always set Access-Control-Allow-Origin "%{CORS_ORIGIN}e" env=CORS_ORIGIN
    Header always set Access-Control-Allow-Credentials "true" env=CORS_ORIGIN
    Header always merge Vary Origin
</VirtualHost>
```
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from corsac.core.findings import Finding, Party, Severity, Text
from corsac.targets.defects.apache.cors import (
    ALLOW_CREDENTIALS,
    ALLOW_ORIGIN,
    EXPOSE_HEADERS,
    PREFLIGHT,
    in_options_if,
    is_sent,
    origins,
    outermost_if,
    variable,
)
from corsac.targets.defects.defect import found, rule, safe

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corsac.targets.defects.apache.tree import Config, Header

RULE = rule(
    "CORS232",
    "sent-to-everyone",
    "What goes with an allowed origin is sent to everyone by Apache",
    __doc__,
    Severity.INFO,
)


_WITH_IT: Final = (ALLOW_ORIGIN, ALLOW_CREDENTIALS, EXPOSE_HEADERS)


def find(tree: Config) -> Iterator[Finding]:
    """Find lines without the condition that Allow-Origin has."""
    seen: set[int] = set()
    for origin in origins(tree):
        name = variable(tree, origin)
        for each in filter(is_sent, tree.beside(origin, *_WITH_IT, *PREFLIGHT)):
            if not name or each.rest or each.value is None or not _goes_with(origin, each):
                continue
            if each.name == ALLOW_ORIGIN and f"%{{{name}}}e" not in each.value.text:
                continue
            if each.line.start in seen:
                continue
            seen.add(each.line.start)
            edit = tree.source.edit(each.value.end, each.value.end, f" env={name}")
            yield found(
                RULE,
                tree.source.span(each.line.start, each.line.end),
                Text.of("sent to everyone; Allow-Origin is sent where {name} is set", name=name),
                fixes=safe(Text.of("send it where the origin is sent"), edit),
                party=Party.PROXY,
            )


def _goes_with(origin: Header, each: Header) -> bool:
    """Whether a line stands beside an Allow-Origin, or in an `<If>` on OPTIONS right there."""
    if each.name in PREFLIGHT:
        return in_options_if(each) and each.line.places[:-1] == origin.line.places
    return each.line.places == origin.line.places and outermost_if(each.line) is None
