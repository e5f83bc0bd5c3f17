r"""An origin is checked with a piece of it: `includes`, `endsWith` without the dot, `startsWith`.

## Why

`origin.includes('example.com')` is true for `https://example.com.evil.example`,
`endsWith('example.com')` for `https://evilexample.com`, `startsWith('https://example')` for both.

## Who mends it

Whoever writes the back end: compare with whole origins, from a list, or with an expression
that matches all of it.

## Bad

```js
function isAllowed(origin) {
  return origin.endsWith('example.com');
}
```

## Good

```js
function isAllowed(origin) {
  return /^https:\/\/(?:[a-z0-9-]+\.)*example\.com$/.test(origin);
}
```
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from corsac.core.findings import Finding, Severity, Text
from corsac.targets.defects.code.asking import is_something_else
from corsac.targets.defects.code.facts import Place
from corsac.targets.defects.code.pieces import How, Piece, lets_strangers_in, mended
from corsac.targets.defects.code.readers import literal
from corsac.targets.defects.defect import advice, found, rule, safe
from corsac.targets.defects.plain_http.script import allows_credentials
from corsac.targets.defects.script.calls import before, calls, resolved
from corsac.targets.defects.script.cors_options_not_an_origin import expression

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corsac.core.findings import Fix
    from corsac.targets.defects.script.calls import Call
    from corsac.targets.defects.syntax import Syntax

RULE = rule(
    "CORS253",
    "origin-checked-loosely",
    "An origin is checked with a piece of it",
    __doc__,
    Severity.ERROR,
)
#: Longer than what is asked.
_LONG: Final = 300
_METHOD: Final = re.compile(
    r"(?P<on>[\w.]*origin)(?P<may>\?)?\.(?P<how>includes|endsWith|startsWith|indexOf)",
    re.IGNORECASE,
)
_HOW: Final = {
    "includes": How.ANYWHERE,
    "indexOf": How.ANYWHERE,
    "endsWith": How.END,
    "startsWith": How.START,
}
_FOUND: Final = re.compile(r"\s*(?:!==?\s*-\s*1|>\s*-\s*1|>=\s*0)")
_MISSED: Final = re.compile(r"\s*(?:===?\s*-\s*1|<\s*0)")
_AT_HEAD: Final = re.compile(r"\s*===?\s*0")
_SETTING: Final = re.compile(r"(?:(?:process|import\.meta|Bun|c)\.env)[.?]*\.\w+\??")
_ANY: Final = re.compile(
    r"\(?(?P<each>\w+)\)?\s*=>\s*(?:"
    r"(?P<asked>[\w.]*origin)\??\.(?:startsWith|includes)\((?P=each)\)|"
    r"(?P=each)\.(?:startsWith|includes)\((?P<other>[\w.]*origin)\))",
    re.IGNORECASE,
)


def find(tree: Syntax) -> Iterator[Finding]:
    """Find pieces of origins in calls on a name that ends with origin, and loose expressions."""
    for call in calls(tree):
        match = _METHOD.fullmatch(call.name)
        text = literal(tree, call.arguments[0]) if call.arguments else None
        given = tree.head(call.arguments[0], _LONG) if call.arguments else ""
        if match and text is not None:
            piece = _piece(tree, call, match, text)
            if is_something_else(match["on"], before(tree, call.node)):
                continue
            if lets_strangers_in(piece):
                yield found(
                    RULE,
                    tree.span(call.node),
                    _said(match["how"]),
                    fixes=mended(tree.source, piece) if piece.shown else _advised(),
                )
        elif given.lower().endswith("origin"):
            yield from _in_setting(tree, call)
        elif call.name.endswith(".some"):
            yield from _any(tree, call, given)
        yield from _expression(tree, call, given)


def _said(how: str) -> Text:
    return Text.of("{how} lets in who has this as a piece of theirs", how=how)


def _advised() -> tuple[Fix, ...]:
    return advice(Text.of("compare whole origins: allowedOrigins.includes(origin)"))


def _piece(tree: Syntax, call: Call, match: re.Match[str], text: str) -> Piece:
    """Give the check, with the comparison around an `indexOf`; `shown` is empty where it lacks."""
    at = Place(*tree.range(call.node))
    how, shown, refuses = _HOW[match["how"]], match["how"], False
    if shown == "indexOf":
        parent = call.node.parent
        end = tree.range(parent)[1] if parent and parent.type == "binary_expression" else at.end
        rest = tree.source.text[at.end : end]
        refuses = _MISSED.fullmatch(rest) is not None
        if _AT_HEAD.fullmatch(rest):
            how = How.START
        elif not refuses and not _FOUND.fullmatch(rest):
            shown = ""
        at = Place(at.start, end) if shown else at
    return Piece(at, match["on"], how, text, shown, refuses)


def _in_setting(tree: Syntax, call: Call) -> Iterator[Finding]:
    """Find `process.env.ORIGINS.includes(origin)`: a piece of a text, and not one of a list."""
    owner, _, how = call.name.rpartition(".")
    if how in {"includes", "indexOf"} and _SETTING.fullmatch(owner):
        _, end = tree.range(call.node.child_by_field_name("function") or call.node)
        edit = tree.source.edit(end - len(how) - 1, end - len(how) - 1, ".split(',')")
        yield found(
            RULE,
            tree.span(call.node),
            Text.of("this is one text: a piece of an allowed origin is in it too"),
            fixes=safe(Text.of("make a list of it"), edit),
        )


def _any(tree: Syntax, call: Call, given: str) -> Iterator[Finding]:
    """Find `origins.some((each) => origin.startsWith(each))`."""
    match = _ANY.fullmatch(given)
    owner = call.name.rpartition(".")[0]
    if match is None or not re.fullmatch(r"[\w.]*(?:origin|allow|white)\w*", owner, re.IGNORECASE):
        return
    asked = match["asked"] or match["other"]
    edit = tree.source.edit(*tree.range(call.node), f"{owner}.includes({asked})")
    yield found(
        RULE,
        tree.span(call.node),
        _said("some"),
        fixes=safe(Text.of("compare the whole origin"), edit),
    )


def _expression(tree: Syntax, call: Call, given: str) -> Iterator[Finding]:
    """Find expressions that are tested on an origin, from either side."""
    tested = call.node.child_by_field_name("function")
    owner = tested.child_by_field_name("object") if tested else None
    if owner is None:
        return
    if call.name.endswith("origin.match"):
        regex = resolved(tree, call.arguments[0]) if call.arguments else owner
    else:
        regex = resolved(tree, owner)
        if not call.name.endswith(".test") or not given.lower().endswith("origin"):
            return
    if regex.type == "regex":
        yield from expression(tree, regex, secure=allows_credentials(tree))
