"""Code sends a CORS header with a value that no browser takes.

## Why

A browser compares the whole of Allow-Origin, byte by byte, with the one origin that asked
(`fetch#cors-check.4`): a slash behind it, a capital letter, a list or a pattern equals no origin.
Allow-Credentials has to be `true`, in small letters (`fetch#cors-check.7`). Lists of methods and
headers are separated by commas, and with credentials a `*` in them is a name like any other
(`fetch#cors-preflight-fetch.7`).

## Who mends it

Whoever writes the back end.

## Bad

```js
app.get('/items', (req, res) => {
  res.setHeader('Access-Control-Allow-Origin', 'https://app.example/');
  res.json([]);
});
```

## Good

```js
app.get('/items', (req, res) => {
  res.setHeader('Access-Control-Allow-Origin', 'https://app.example');
  res.json([]);
});
```
"""

from __future__ import annotations

import re
from difflib import get_close_matches
from typing import TYPE_CHECKING, Final

from corsac.core.findings import Finding, Severity, Text
from corsac.targets.defects.defect import found, rule, safe
from corsac.targets.defects.values import (
    ALLOW_CREDENTIALS,
    ALLOW_HEADERS,
    ALLOW_METHODS,
    ALLOW_ORIGIN,
    mistake,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corsac.targets.defects.code.facts import Facts, Setting

RULE = rule(
    "CORS246",
    "value-mistaken-by-hand",
    "Code sends a CORS header with a value that no browser takes",
    __doc__,
    Severity.ERROR,
)
_QUOTES: Final = re.compile(r"""['"`]""")
#: Values one by one, where there is to be one text.
_SEVERAL: Final = re.compile(r"""(["'`])[^"'`]*\1(?:\s*,\s*(["'`])[^"'`]*\2)+""")
#: What answers send, and what requests do.
_SENT: Final = (
    *(ALLOW_ORIGIN, ALLOW_CREDENTIALS, ALLOW_METHODS, ALLOW_HEADERS),
    "access-control-expose-headers", "access-control-max-age",
)  # fmt: skip
_KNOWN: Final = frozenset(_SENT) | {
    "access-control-request-method", "access-control-request-headers",
    "access-control-allow-private-network", "access-control-request-private-network",
}  # fmt: skip
_LISTS: Final = frozenset({ALLOW_METHODS, ALLOW_HEADERS, "access-control-expose-headers"})


def find(tree: Facts) -> Iterator[Finding]:
    """Find values that are written out, and wrong; they keep their quotes."""
    for each in tree.settings:
        if each.header in _LISTS and _SEVERAL.fullmatch(each.expression):
            yield _several(tree, each)
        if (near := _meant(each.header)) is not None:
            yield from _misspelt(tree, each, near)
        if each.value is None or not _QUOTES.match(each.expression):
            continue
        held, known = bool(tree.with_credentials(each)), tree.source.exact_origins
        wrong = mistake(each.header, each.value, credentials=held, known=known)
        if wrong is None:
            continue
        at, quote = each.expression_at, each.expression[0]
        edit = tree.source.edit(at.start, at.end, f"{quote}{wrong.meant}{quote}")
        yield found(
            RULE,
            tree.source.span(at.start, at.end),
            wrong.message,
            fixes=wrong.fixes(*([edit] if wrong.meant else [])),
        )


def _meant(header: str) -> str | None:
    """Give the header that a misspelt one is meant to be; None for those that browsers know."""
    if not header.startswith("access-control-") or header in _KNOWN:
        return None
    plain = (
        header.rstrip("-: ").replace("-allow-max-", "-max-").replace("-allow-expose-", "-expose-")
    )
    close = get_close_matches(plain, _SENT, n=1, cutoff=0.9)
    return close[0] if close else None


def _misspelt(tree: Facts, each: Setting, near: str) -> Iterator[Finding]:
    text = tree.text(each.own)
    at = text.lower().find(each.header)
    if at < 0:
        return
    start = each.own.start + at
    end = start + len(each.header)
    written = "-".join(x.capitalize() for x in near.split("-"))
    edit = tree.source.edit(start, end, near if text[at].islower() else written)
    yield found(
        RULE,
        tree.source.span(start, end),
        Text.of("browsers know no header of this name"),
        fixes=safe(Text.of("write {name}", name=written), edit),
    )


def _several(tree: Facts, each: Setting) -> Finding:
    """Tell of arguments that nobody reads: `res.setHeader(name, 'GET', 'PUT')`."""
    at, quote = each.expression_at, each.expression[0]
    texts = [x[1:-1].strip() for x in re.findall(r"""["'`][^"'`]*["'`]""", each.expression)]
    edit = tree.source.edit(at.start, at.end, f"{quote}{', '.join(texts)}{quote}")
    return found(
        RULE,
        tree.source.span(at.start, at.end),
        Text.of("only the first of these is sent"),
        fixes=safe(Text.of("write them as one text"), edit),
    )
