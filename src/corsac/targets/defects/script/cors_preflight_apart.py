"""Preflights are answered with other options than the requests behind them.

`app.options('*', cors())` without options, before `app.use(cors(options))` with credentials.

## Why

Without options the package sends `*` and no Allow-Credentials. A preflight for a request with
cookies fails with that (`fetch#cors-check.4`), whatever the options of the other call are.

## Who mends it

Whoever writes the back end: the same options for both.

## Bad

```js
const options = { origin: 'https://app.example', credentials: true };
app.options(/.*/, cors());
app.use(cors(options));
```

## Good

```js
const options = { origin: 'https://app.example', credentials: true };
app.options(/.*/, cors(options));
app.use(cors(options));
```
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from corsac.core.findings import Finding, Severity, Text
from corsac.targets.defects.defect import advice, found, rule, safe
from corsac.targets.defects.script.calls import calls, is_true, resolved, value_of
from corsac.targets.defects.script.options import Package, cors_options
from corsac.targets.defects.syntax import function_of, statement_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tree_sitter import Node

    from corsac.core.findings import Fix
    from corsac.targets.defects.script.calls import Call
    from corsac.targets.defects.syntax import Syntax

RULE = rule(
    "CORS259",
    "cors-preflight-apart",
    "Preflights are answered with other options than requests",
    __doc__,
    Severity.ERROR,
)
_OPTIONS: Final = re.compile(r"\w+\.options")
#: CORS for every path; and without options.
_FOR_ALL: Final = re.compile(r"(?P<on>\w+)\.(?:use\(\s*\w+\(|enableCors\()")
_BARE: Final = re.compile(r"\w+\.(?:use\(\s*\w+\(\s*\)\s*,?\s*\)|enableCors\(\s*\))\s*;?")


def find(tree: Syntax) -> Iterator[Finding]:
    """Find a bare cors() for OPTIONS before the one that has options with credentials."""
    yield from _twice(tree)
    bare: list[Call] = []
    for call in calls(tree):
        if _OPTIONS.fullmatch(call.name):
            bare += [x for x in calls(tree, *call.arguments[1:]) if _is_bare(x)]
        elif call.name == "cors" and bare and call.arguments:
            given = call.arguments[0]
            options = resolved(tree, given)
            if is_true(tree, value_of(tree, options, "credentials")):
                yield from (_found(tree, x, given) for x in bare)
                return


def _twice(tree: Syntax) -> Iterator[Finding]:
    """Find a cors() for everything before the one that has options with credentials."""
    first: dict[str, Node] = {}
    for options in cors_options(tree):
        statement = statement_of(options.call)
        match = _FOR_ALL.match(tree.head(statement))
        if match is None or options.package is not Package.EXPRESS:
            continue
        if _BARE.fullmatch(tree.text(statement)):
            first.setdefault(match["on"], statement)
            continue
        bare = first.get(match["on"])
        held = is_true(tree, value_of(tree, options.node, "credentials"))
        if bare is None or not held or function_of(bare) != function_of(options.call):
            continue
        yield found(
            RULE,
            tree.span(bare),
            Text.of("this sends * and no credentials to preflights"),
            fixes=safe(
                Text.of("take it out: the other answers preflights too"),
                tree.source.without(*tree.range(bare)),
            ),
        )
        return


def _is_bare(call: Call) -> bool:
    return call.name == "cors" and not call.arguments


def _found(tree: Syntax, call: Call, options: Node) -> Finding:
    return found(
        RULE,
        tree.span(call.node),
        Text.of("this sends * and no credentials to preflights"),
        fixes=_fix(tree, call, options),
    )


def _fix(tree: Syntax, call: Call, options: Node) -> tuple[Fix, ...]:
    title = Text.of("give it the same options")
    declared = resolved(tree, options)
    if options.type != "identifier" or declared.start_byte > call.node.start_byte:
        return advice(title)
    edit = tree.source.edit(*tree.range(call.node), f"cors({tree.text(options)})")
    return safe(title, edit)
