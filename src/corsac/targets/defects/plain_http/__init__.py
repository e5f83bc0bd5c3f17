"""An origin without encryption is allowed to read with the user's cookies.

`http://app.example` in a list, a map, a comparison or an expression, where credentials are allowed.

## Why

Whoever sits in the user's network puts a page on plain `http://app.example` themselves, and it
reads what the logged-in user may read. This machine alone (`localhost`, `127.0.0.1`) needs no
encryption.

## Who mends it

Whoever writes the list. The fix is unsafe: a site that has no https yet is kept out by it.

## Bad

```nginx
server {
    set $cors_origin "";
    if ($http_origin = "http://app.example") {
        set $cors_origin $http_origin;
    }
    set $cors_credentials "";
    if ($cors_origin) { set $cors_credentials true; }
    add_header Access-Control-Allow-Origin $cors_origin always;
    add_header Access-Control-Allow-Credentials $cors_credentials always;
    add_header Vary Origin always;
    root /srv;
}
```

## Good

```nginx
server {
    set $cors_origin "";
    if ($http_origin = "https://app.example") {
        set $cors_origin $http_origin;
    }
    set $cors_credentials "";
    if ($cors_origin) { set $cors_credentials true; }
    add_header Access-Control-Allow-Origin $cors_origin always;
    add_header Access-Control-Allow-Credentials $cors_credentials always;
    add_header Vary Origin always;
    root /srv;
}
```
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from corsac.core.findings import Party, Severity, Text
from corsac.targets.defects.defect import found, rule, unsafe
from corsac.targets.defects.origin_pattern import encrypted, matches_anything

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corsac.core.findings import Edit, Finding
    from corsac.targets.defects.source import Source

RULE = rule(
    "CORS286",
    "origin-not-encrypted",
    "An origin without encryption is allowed with credentials",
    __doc__,
    Severity.WARNING,
)


def at(
    source: Source,
    start: int,
    end: int,
    *,
    party: Party = Party.BACKEND,
    twin: Edit | None = None,
) -> Iterator[Finding]:
    """Give the finding for the characters [start, end), where they let plain http in.

    Args:
        source: The file.
        start: Where the origin or the expression begins.
        end: Where it ends, exclusive.
        party: Who mends it.
        twin: Takes it out; given where the same with https stands there already.
    """
    text = source.text[start:end]
    better = encrypted(text)
    if better == text or matches_anything(text.strip("\"'`~*")):
        return
    if twin is not None:
        fix = unsafe(Text.of("take it out: it is there with https://"), twin)
    else:
        fix = unsafe(Text.of("write https://"), source.edit(start, end, better))
    said = Text.of("who is in the user's network can be this origin")
    yield found(RULE, source.span(start, end), said, fixes=fix, party=party)
