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
from typing import TYPE_CHECKING, Final

from corsac.core.findings import Finding, Severity, Text
from corsac.core.origin import parse_origin
from corsac.targets.defects.code.facts import ALLOW_CREDENTIALS, ALLOW_ORIGIN
from corsac.targets.defects.defect import advice, found, rule, safe, unsafe

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corsac.core.findings import Edit, Fix
    from corsac.targets.defects.code.facts import Facts, Setting

RULE = rule(
    "CORS246",
    "value-mistaken-by-hand",
    "Code sends a CORS header with a value that no browser takes",
    __doc__,
    Severity.ERROR,
)
_METHODS: Final = "access-control-allow-methods"
_HEADERS: Final = "access-control-allow-headers"
#: What `*` is mostly meant for; without credentials it means any.
_MEANT: Final = {
    _METHODS: "GET, HEAD, POST, PUT, PATCH, DELETE",
    _HEADERS: "Authorization, Content-Type",
}
_TOKEN: Final = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
_WELL_MADE: Final = re.compile(
    rf"[\t ]*(?:{_TOKEN.pattern})?(?:[\t ]*,[\t ]*(?:{_TOKEN.pattern})?)*[\t ]*"
)
#: A value with these is filled in somewhere.
_FILLED: Final = re.compile(r"[{}%$<]")
_QUOTES: Final = re.compile(r"""['"`]""")


def find(tree: Facts) -> Iterator[Finding]:
    """Find values that are written out, and wrong."""
    for each in tree.settings:
        value = each.value
        if value is None or _FILLED.search(value) or not _QUOTES.match(each.expression):
            continue
        if each.header == ALLOW_ORIGIN:
            yield from _origin(tree, each, value)
        elif each.header == ALLOW_CREDENTIALS:
            yield from _credentials(tree, each, value)
        elif each.header in _MEANT:
            yield from _list(tree, each, value)


def _origin(tree: Facts, setting: Setting, value: str) -> Iterator[Finding]:
    if value.strip() in {"", "*", "null"} or parse_origin(value.strip()):
        return
    message = Text.of("{value} is no origin as a browser writes it", value=value)
    yield _finding(tree, setting, message, _fixes(tree, setting, value))


def _fixes(tree: Facts, setting: Setting, value: str) -> tuple[Fix, ...]:
    """Write it as a browser does; where that is not known, the only origin that is allowed."""
    meant, known = value.strip().rstrip("/").lower(), tree.source.exact_origins
    if parse_origin(meant) and (not known or meant in known):
        title = Text.of("write it as a browser does: {origin}", origin=meant)
        return safe(title, _edit(tree, setting, meant))
    if len(known) == 1:
        title = Text.of("name the allowed origin: {origin}", origin=known[0])
        return unsafe(title, _edit(tree, setting, known[0]))
    return advice(Text.of("give back the origin that asks, where it is one of those allowed"))


def _credentials(tree: Facts, setting: Setting, value: str) -> Iterator[Finding]:
    if value.strip() != "true" and value.strip().lower() == "true":
        message = Text.of("{value} allows no credentials: only true does", value=value)
        fixes = safe(Text("write true"), _edit(tree, setting, "true"))
        yield _finding(tree, setting, message, fixes)


def _list(tree: Facts, setting: Setting, value: str) -> Iterator[Finding]:
    if not _WELL_MADE.fullmatch(value):
        tokens = ", ".join(_TOKEN.findall(value))
        message = Text.of("{value} is no list that a browser can read", value=value)
        fixes = safe(Text("separate the names by commas"), _edit(tree, setting, tokens))
        yield _finding(tree, setting, message, fixes)
    elif value.strip() == "*" and tree.with_credentials(setting):
        message = Text("with credentials, * is a name like any other")
        fixes = unsafe(
            Text("name those that are meant"), _edit(tree, setting, _MEANT[setting.header])
        )
        yield _finding(tree, setting, message, fixes)


def _finding(tree: Facts, setting: Setting, message: Text, fixes: tuple[Fix, ...]) -> Finding:
    at = setting.expression_at
    return found(RULE, tree.source.span(at.start, at.end), message, fixes=fixes)


def _edit(tree: Facts, setting: Setting, value: str) -> Edit:
    """Put a value in the place of another, in its quotes."""
    at = setting.expression_at
    quote = setting.expression[0]
    return tree.source.edit(at.start, at.end, f"{quote}{value}{quote}")
