"""Apache sends a CORS header with a value that no browser takes.

## Why

Allow-Credentials has to be `true`, in small letters (`fetch#cors-check.7`). The names in a list of
methods or headers are separated by commas; with credentials a `*` there is a name like any other
(`fetch#cors-preflight-fetch.7`).

## Who mends it

Whoever keeps Apache's configuration.

## Bad

```apache
<VirtualHost *:80>
    Header always set Access-Control-Allow-Origin "https://app.example"
    Header always set Access-Control-Allow-Credentials "True"
</VirtualHost>
```

## Good

```apache
<VirtualHost *:80>
    Header always set Access-Control-Allow-Origin "https://app.example"
    Header always set Access-Control-Allow-Credentials "true"
</VirtualHost>
```
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from corsac.core.findings import Finding, Party, Severity
from corsac.targets.defects.apache.cors import credentials, sent
from corsac.targets.defects.defect import found, rule
from corsac.targets.defects.values import ALLOW_CREDENTIALS, ALLOW_HEADERS, ALLOW_METHODS, mistake

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corsac.targets.defects.apache.tree import Config

RULE = rule(
    "CORS235",
    "mistaken-value",
    "Apache sends a CORS header with a value that no browser takes",
    __doc__,
    Severity.ERROR,
)


def find(tree: Config) -> Iterator[Finding]:
    """Find values that are written out, and wrong; CORS227 has those of Allow-Origin."""
    for each in sent(tree, ALLOW_CREDENTIALS, ALLOW_METHODS, ALLOW_HEADERS):
        word = each.value
        if word is None:
            continue
        wrong = mistake(each.name, word.text, credentials=bool(credentials(tree, each)))
        if wrong is not None:
            yield found(
                RULE,
                tree.source.span(word.start, word.end),
                wrong.message,
                fixes=wrong.fixes(tree.source.edit(word.start, word.end, f'"{wrong.meant}"')),
                party=Party.PROXY,
            )
