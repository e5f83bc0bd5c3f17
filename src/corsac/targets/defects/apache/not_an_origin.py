"""The value of Allow-Origin is no origin: a list, a pattern, a URL with a slash.

## Why

A browser compares the whole value, byte by byte, with the one origin that asked
(`fetch#cors-check.4`).

## Who mends it

Whoever keeps Apache's configuration.

## Bad

```apache
<VirtualHost *:80>
    Header always set Access-Control-Allow-Origin "https://app.example/"
</VirtualHost>
```

## Good

```apache
<VirtualHost *:80>
    Header always set Access-Control-Allow-Origin "https://app.example"
</VirtualHost>
```
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from corsac.core.findings import Finding, Party, Severity, Text
from corsac.targets.defects.apache.cors import origins
from corsac.targets.defects.defect import advice, found, rule, safe
from corsac.targets.defects.nginx.cors import list_of
from corsac.targets.defects.values import ALLOW_ORIGIN, is_filled_in, mistake

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corsac.core.findings import Fix
    from corsac.targets.defects.apache.tree import Config, Header

RULE = rule(
    "CORS227",
    "not-an-origin",
    "The value of Apache's Allow-Origin is no origin",
    __doc__,
    Severity.ERROR,
)
_GOOD: Final = re.compile(r"\*|null|[a-z][a-z0-9+.-]*://[a-z0-9.\[\]:_-]+")
_ONE: Final = re.compile(r"https?://(?:\*\.)?[a-z0-9.-]+(?::\d+)?")


def find(tree: Config) -> Iterator[Finding]:
    """Find values that can equal no origin, and lines of which one alone is left."""
    yield from _several(tree)
    for each in origins(tree):
        value = each.value
        if value is None or is_filled_in(value.text):
            continue
        if not _GOOD.fullmatch(value.text):
            yield found(
                RULE,
                tree.source.span(value.start, value.end),
                Text.of("{value} is no origin", value=value.text),
                fixes=_fix(tree, each, value.text),
                party=Party.PROXY,
            )


def _several(tree: Config) -> Iterator[Finding]:
    """Find one origin on each line: with `set` the last is left, with `add` they are a list."""
    for each in origins(tree):
        place = each.line.places
        beside = [
            x
            for x in tree.beside(each, each.name)
            if x.value and not x.rest and x.line.places == place and _ONE.fullmatch(x.value.text)
        ]
        given = tuple(dict.fromkeys(x.value.text for x in beside if x.value))
        if len(given) < 2 or each is not beside[-1] or each.value is None:  # noqa: PLR2004 - two or more
            continue
        source, first = tree.source, beside[0]
        line = f'SetEnvIf Origin "{list_of(given)}" CORS_ORIGIN=$0'
        yield found(
            RULE,
            source.span(each.line.start, each.line.end),
            Text.of("an answer names one origin: this one alone, or none"),
            fixes=safe(
                Text.of("give back the origin that asked, if it is one of these"),
                source.before(first.line.start, line),
                source.edit(each.value.start, each.value.end, '"%{CORS_ORIGIN}e" env=CORS_ORIGIN'),
                *(source.without(x.line.start, x.line.end) for x in beside[:-1]),
            ),
            party=Party.PROXY,
        )


def _fix(tree: Config, header: Header, text: str) -> tuple[Fix, ...]:
    parts = tuple(part.rstrip("/").lower() for part in re.split(r"[,\s]+", text) if part)
    value = header.value
    source = tree.source
    if value is None or not parts or not all(_ONE.fullmatch(part) for part in parts):
        wrong = mistake(ALLOW_ORIGIN, text, known=source.exact_origins)
        if value is not None and wrong is not None and wrong.meant:
            return wrong.fixes(source.edit(value.start, value.end, f'"{wrong.meant}"'))
        return advice(Text.of("name one origin, as a browser writes it: https://app.example"))
    if len(parts) == 1 and "*" not in parts[0]:
        edit = source.edit(value.start, value.end, f'"{parts[0]}"')
        return safe(Text.of("write it as a browser does"), edit)
    line = f'SetEnvIf Origin "{list_of(parts)}" CORS_ORIGIN=$0'
    return safe(
        Text.of("give back the origin that asked, if it is one of these"),
        source.before(header.line.start, line),
        source.edit(value.start, value.end, '"%{CORS_ORIGIN}e" env=CORS_ORIGIN'),
    )
