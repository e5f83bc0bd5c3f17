"""`*` beside `Access-Control-Allow-Credentials "true"`: no browser takes the two together.

## Why

To a request with cookies the answer has to name the origin (`fetch#cors-check.4`); `*` fails. A
request without cookies is let in by `*` alone.

## Who mends it

Whoever keeps Apache's configuration. Where pages send cookies, name the origins; otherwise the
second line goes.

## Bad

```apache
<VirtualHost *:80>
    Header always set Access-Control-Allow-Origin "*"
    Header always set Access-Control-Allow-Credentials "true"
</VirtualHost>
```

## Good

```apache
<VirtualHost *:80>
    Header always set Access-Control-Allow-Origin "*"
</VirtualHost>
```
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from corsac.core.findings import Finding, Party, Severity, Text
from corsac.targets.defects.apache.cors import credentials, in_options_if, origins
from corsac.targets.defects.defect import found, rule, safe

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corsac.core.findings import Edit, Fix
    from corsac.targets.defects.apache.tree import Config, Header, Word

RULE = rule(
    "CORS226",
    "star-and-credentials",
    "Apache sends Allow-Origin * beside Allow-Credentials",
    __doc__,
    Severity.ERROR,
)


def find(tree: Config) -> Iterator[Finding]:
    """Find scopes that send both, `*` being the only origin."""
    for each in origins(tree):
        held = credentials(tree, each)
        others = [x for x in tree.beside(each, each.name) if x.value and x.value.text != "*"]
        if each.value is None or each.value.text != "*" or not held:
            continue
        narrowed = in_options_if(each) and any(x.line.places != each.line.places for x in others)
        if others and not narrowed:
            continue
        yield found(
            RULE,
            tree.source.span(each.value.start, each.value.end),
            Text.of("with credentials, * allows nobody"),
            fixes=safe(Text.of("leave it to the line around it"), _taken_out(tree, each))
            if narrowed
            else _fixes(tree, each.value, held),
            party=Party.PROXY,
        )


def _taken_out(tree: Config, each: Header) -> Edit:
    return tree.source.without(each.line.start, each.line.end)


def _fixes(tree: Config, star: Word, held: tuple[Header, ...]) -> tuple[Fix, ...]:
    """Name the allowed origin, where there is one; else nobody has used the credentials."""
    known = tree.source.exact_origins
    if len(known) == 1:
        title = Text.of("name the allowed origin: {origin}", origin=known[0])
        return safe(title, tree.source.edit(star.start, star.end, f'"{known[0]}"'))
    return safe(
        Text.of("take Allow-Credentials away, or name the origins that are meant"),
        *(tree.source.without(x.line.start, x.line.end) for x in held),
    )
