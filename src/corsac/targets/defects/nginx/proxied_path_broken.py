"""A location and its `proxy_pass` disagree about the slash: the upstream gets another path.

## Why

With a path behind the host, `proxy_pass` puts it in the place of what the location matched:
`/api` and `http://backend/` make `//items` of `/api/items`, `/api/` and `http://backend/v1` make
`/v1items`. What answers then is a 404 or a redirect, and a preflight may not be redirected
(`fetch#cors-preflight-fetch.7`).

## Who mends it

Whoever keeps the nginx configuration: both end with a slash, or neither.

## Bad

```nginx
server {
    location /api {
        proxy_set_header Origin $http_origin;
        proxy_pass http://backend/;
    }
}
```

## Good

```nginx
server {
    location /api/ {
        proxy_set_header Origin $http_origin;
        proxy_pass http://backend/;
    }
}
```
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from corsac.core.findings import Confidence, Finding, Party, Severity, Text
from corsac.targets.defects.defect import found, rule, unsafe

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corsac.core.findings import Edit
    from corsac.targets.defects.nginx.tree import Config, Directive, Level, Word

RULE = rule(
    "CORS218",
    "proxied-path-broken",
    "A location and its proxy_pass disagree about the slash",
    __doc__,
    Severity.WARNING,
)
_PATH: Final = re.compile(r"https?://[^/$\s]+(/[^$\s]*)", re.IGNORECASE)


def find(tree: Config) -> Iterator[Finding]:
    """Find prefix locations and paths of proxy_pass of which one alone ends with a slash."""
    for level, each in tree.directives("proxy_pass"):
        word = prefix(level)
        match = _PATH.fullmatch(each.arguments[0]) if each.arguments else None
        if word is None or match is None or word.text == "/":
            continue
        ends = match[1].endswith("/")
        # `/health/app` with `http://backend/health/` stands for one path, and nothing follows it.
        if word.text.endswith("/") == ends or (ends and match[1] != "/"):
            continue
        tail = "items" if word.text.endswith("/") else "/items"
        mended = word if ends else each.words[1]
        yield found(
            RULE,
            each.source.span(each.words[1].start, each.words[1].end),
            Text.of(
                "{asked} becomes {sent}",
                asked=f"{word.text}{tail}",
                sent=f"{match[1]}{tail}",
            ),
            fixes=unsafe(Text.of("end both with a slash"), _slash(each, mended)),
            party=Party.PROXY,
            confidence=Confidence.MEDIUM,
        )


def prefix(level: Level) -> Word | None:
    """Give the path of a prefix location; None for exact ones and expressions."""
    words = level.directive.words[1:] if level.directive and level.name == "location" else ()
    if len(words) == 2 and words[0].text == "^~":  # noqa: PLR2004 - modifier and path
        words = words[1:]
    return words[0] if len(words) == 1 and words[0].text.startswith("/") else None


def _slash(each: Directive, word: Word) -> Edit:
    at = word.end - (1 if word.quoted else 0)
    return each.source.edit(at, at, "/")
