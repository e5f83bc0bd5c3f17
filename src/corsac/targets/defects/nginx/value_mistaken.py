"""nginx sends a CORS header with a value that no browser takes.

## Why

Allow-Credentials has to be `true`, in small letters (`fetch#cors-check.7`). The names in a list of
methods or headers are separated by commas; with credentials a `*` there is a name like any other
(`fetch#cors-preflight-fetch.7`).

## Who mends it

Whoever keeps nginx's configuration.

## Bad

```nginx
server {
    location /api/ {
        add_header Access-Control-Allow-Origin https://app.example always;
        add_header Access-Control-Allow-Credentials "True" always;
    }
}
```

## Good

```nginx
server {
    location /api/ {
        add_header Access-Control-Allow-Origin https://app.example always;
        add_header Access-Control-Allow-Credentials "true" always;
    }
}
```
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from corsac.core.findings import Finding, Party, Severity
from corsac.targets.defects.defect import found, rule
from corsac.targets.defects.nginx.cors import ALLOW_CREDENTIALS, value, with_credentials, written
from corsac.targets.defects.values import ALLOW_HEADERS, ALLOW_METHODS, mistake

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corsac.targets.defects.nginx.tree import Config

RULE = rule(
    "CORS234",
    "value-mistaken",
    "nginx sends a CORS header with a value that no browser takes",
    __doc__,
    Severity.ERROR,
)


def find(tree: Config) -> Iterator[Finding]:
    """Find values that are written out, and wrong; CORS215 has those of Allow-Origin."""
    for level in tree.levels:
        for each in level.lines:
            if not each.is_about(ALLOW_CREDENTIALS, ALLOW_METHODS, ALLOW_HEADERS):
                continue
            word, header = value(each), each.words[1].text.lower()
            wrong = mistake(header, word.text, credentials=bool(with_credentials(level)))
            if wrong is not None:
                edit = each.source.edit(word.start, word.end, written(each, wrong.meant))
                yield found(
                    RULE,
                    each.source.span(word.start, word.end),
                    wrong.message,
                    fixes=wrong.fixes(edit),
                    party=Party.PROXY,
                )
