"""A CORS header is left out of errors: `Header` without `always`.

## Why

Without it Apache sets the header on successes alone. On a 404 or its own 502 the page gets no
Allow-Origin: the browser says "blocked by CORS" (`fetch#cors-check.2`), and the page can't see
which error it was.

## Who mends it

Whoever keeps Apache's configuration.

## Bad

```apache
<VirtualHost *:80>
    Header set Access-Control-Allow-Origin "https://app.example"
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

from typing import TYPE_CHECKING

from corsac.core.findings import Finding, Party, Severity, Text
from corsac.targets.defects.apache.cors import (
    ALLOW_CREDENTIALS,
    ALLOW_ORIGIN,
    PREFLIGHT,
    has_application,
    is_asset,
    is_proxy,
    origins,
    preflight_rules,
    sent,
    varies,
)
from corsac.targets.defects.defect import found, rule, safe

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corsac.core.findings import Edit
    from corsac.targets.defects.apache.tree import Config, Header

RULE = rule(
    "CORS220",
    "header-not-always",
    "A CORS header is left out of Apache's error answers",
    __doc__,
    Severity.ERROR,
)
_ON_ERRORS = (ALLOW_ORIGIN, ALLOW_CREDENTIALS, "access-control-expose-headers", "vary")


def find(tree: Config) -> Iterator[Finding]:
    """Find lines that set headers on successes alone."""
    # What a RewriteRule answers by itself is an error to Apache, whatever its status.
    names = (*_ON_ERRORS, *PREFLIGHT) if any(preflight_rules(tree)) else _ON_ERRORS
    asked = any(map(varies, origins(tree)))
    for each in sent(tree, *names):
        if each.always or is_asset(each):
            continue
        about = each.value is not None and "origin" in each.value.text.lower()
        if each.name == "vary" and not (about and asked):
            continue
        line, action = each.line, each.action
        given = line.words[1]
        start = given.start if given.text.lower() == "onsuccess" else action.start
        edits = [tree.source.edit(start, action.start, "always "), *_instead(tree, each)]
        yield found(
            RULE,
            tree.source.span(line.start, line.end),
            Text.of("not sent with errors"),
            fixes=safe(Text.of("send it always"), *edits),
            party=Party.PROXY,
        )


def _instead(tree: Config, each: Header) -> Iterator[Edit]:
    """Take away what an application says of it: `set` in the other table replaces that."""
    if (
        each.name not in {ALLOW_ORIGIN, ALLOW_CREDENTIALS}
        or is_proxy(tree)
        or not has_application(tree)
    ):
        return
    name = each.line.words[each.line.words.index(each.action) + 1].text.rstrip(":")
    about = "".join(f" {tree.source.text[x.start : x.end]}" for x in each.rest)
    yield tree.source.before(each.line.start, f"Header onsuccess unset {name}{about}")
