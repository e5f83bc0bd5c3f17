"""A CORS package's function answers a foreign origin with an error: the request ends in a 500.

## Why

The package passes the error on, and the framework answers 500, often with a stack trace. A browser
blocks the answer without Allow-Origin anyway (`fetch#cors-check.2`). The site's own pages send
Origin too, with each POST: they run into the error where their origin is not in the list.

## Who mends it

Whoever writes the back end: say no, without an error. Foreign pages then get the answer without
Allow-Origin, and can't read it; what must not run for them at all needs a check of its own.

## Bad

```js
app.use((req, res, next) => {
  res.vary('Origin');
  next();
});
app.use(cors({
  origin: (origin, callback) => {
    if (!origin || allowed.has(origin)) {
      callback(null, true);
    } else {
      callback(new Error('Not allowed by CORS'));
    }
  },
}));
```

## Good

```js
app.use((req, res, next) => {
  res.vary('Origin');
  next();
});
app.use(cors({
  origin: (origin, callback) => {
    if (!origin || allowed.has(origin)) {
      callback(null, true);
    } else {
      callback(null, false);
    }
  },
}));
```
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from corsac.core.findings import Finding, Severity, Text
from corsac.targets.defects.defect import advice, found, rule, unsafe
from corsac.targets.defects.script.calls import value_of
from corsac.targets.defects.script.options import cors_options
from corsac.targets.defects.script.verdicts import FUNCTIONS, Verdict, verdicts
from corsac.targets.defects.syntax import statement_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tree_sitter import Node

    from corsac.targets.defects.syntax import Syntax

RULE = rule(
    "CORS257",
    "cors-refusal-fails",
    "A foreign origin's request ends in an error",
    __doc__,
    Severity.WARNING,
)


#: An origin and a callback.
_CALLBACK: Final = 2
_GUARD: Final = re.compile(r"URL\.canParse\(|\btry\b")


def find(tree: Syntax) -> Iterator[Finding]:
    """Find errors that functions for origins give to their callback."""
    for options in cors_options(tree):
        origin = value_of(tree, options.node, "origin")
        if origin is None or origin.type not in FUNCTIONS:
            continue
        yield from _read_unasked(tree, origin)
        for each in verdicts(tree, origin):
            given = each.node.child_by_field_name("arguments")
            if each.verdict is Verdict.FAILS and given is not None:
                yield found(
                    RULE,
                    tree.span(each.node),
                    Text.of("this is a 500 to whoever is not allowed"),
                    fixes=unsafe(
                        Text.of("say no"), tree.source.edit(*tree.range(given), "(null, false)")
                    ),
                )


def _read_unasked(tree: Syntax, function: Node) -> Iterator[Finding]:
    """Find `new URL(origin)`, which throws where there is no origin, or null."""
    parameters = function.child_by_field_name("parameters")
    names = [
        tree.text(x.child_by_field_name("pattern") or x)
        for x in (parameters.named_children if parameters is not None else [])
    ]
    body = function.child_by_field_name("body")
    if len(names) != _CALLBACK or body is None or _GUARD.search(tree.text(body)):
        return
    for each in tree.nodes("new_expression", inside=body):
        if re.fullmatch(rf"new URL\({re.escape(names[0])}!?\)", tree.text(each)) is None:
            continue
        start, _ = tree.range(statement_of(each))
        title = Text.of("say no to what is no origin first")
        guard = f"if (!URL.canParse(String({names[0]}))) return {names[1]}(null, false);"
        alone = statement_of(each).parent == body
        yield found(
            RULE,
            tree.span(each),
            Text.of("without an origin, or with null, this throws: a 500"),
            fixes=unsafe(title, tree.source.before(start, guard)) if alone else advice(title),
        )
        return
