r"""Every origin that asks is allowed, with the user's cookies.

`SetEnvIf Origin "(.*)"`, or `%{HTTP_ORIGIN}e`, beside `Access-Control-Allow-Credentials`.

## Why

It is `*` with credentials, which the standard forbids (`fetch#cors-check.4`), by a detour: any page
in the world reads what the logged-in user may read.

## Who mends it

Whoever keeps Apache's configuration: name the origins. With `--origin https://app.example` the fix
is written for them.

## Bad

```apache
# corsac: --origin https://app.example
<VirtualHost *:80>
    SetEnvIf Origin "^(.*)$" CORS_ORIGIN=$0
    Header always set Access-Control-Allow-Origin "%{CORS_ORIGIN}e" env=CORS_ORIGIN
    Header always set Access-Control-Allow-Credentials "true" env=CORS_ORIGIN
    Header always merge Vary Origin
</VirtualHost>
```

## Good

```apache
# corsac: --origin https://app.example
<VirtualHost *:80>
    SetEnvIf Origin "^https://app\.example$" CORS_ORIGIN=$0
    Header always set Access-Control-Allow-Origin "%{CORS_ORIGIN}e" env=CORS_ORIGIN
    Header always set Access-Control-Allow-Credentials "true" env=CORS_ORIGIN
    Header always merge Vary Origin
</VirtualHost>
```
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from corsac.core.findings import Finding, Party, Severity, Text
from corsac.targets.defects.apache.cors import ALLOW_CREDENTIALS, patterns, sent
from corsac.targets.defects.defect import advice, found, rule, safe
from corsac.targets.defects.nginx.cors import list_of
from corsac.targets.defects.origin_pattern import matches_anything

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corsac.targets.defects.apache.tree import Config

RULE = rule(
    "CORS224",
    "setenvif-reflects",
    "Every origin is allowed, with credentials, by Apache",
    __doc__,
    Severity.ERROR,
)


def find(tree: Config) -> Iterator[Finding]:
    """Find expressions that match any origin, where credentials are allowed."""
    if not any(each.value and each.value.text == "true" for each in sent(tree, ALLOW_CREDENTIALS)):
        return
    for _, word in patterns(tree):
        if not matches_anything(word.text):
            continue
        fix = advice(Text.of("say which origins are meant: --origin https://app.example"))
        if tree.source.origins:
            edit = tree.source.edit(word.start, word.end, f'"{list_of(tree.source.origins)}"')
            fix = safe(Text.of("allow the origins that you named"), edit)
        yield found(
            RULE,
            tree.source.span(word.start, word.end),
            Text.of("this is any origin that asks"),
            fixes=fix,
            party=Party.PROXY,
        )
