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

from typing import TYPE_CHECKING

from corsac.core.findings import Finding, Severity, Text
from corsac.targets.defects.defect import found, rule, unsafe
from corsac.targets.defects.script.calls import value_of
from corsac.targets.defects.script.options import cors_options
from corsac.targets.defects.script.verdicts import FUNCTIONS, Verdict, verdicts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corsac.targets.defects.syntax import Syntax

RULE = rule(
    "CORS257",
    "cors-refusal-fails",
    "A foreign origin's request ends in an error",
    __doc__,
    Severity.WARNING,
)


def find(tree: Syntax) -> Iterator[Finding]:
    """Find errors that functions for origins give to their callback."""
    for options in cors_options(tree):
        origin = value_of(tree, options.node, "origin")
        if origin is None or origin.type not in FUNCTIONS:
            continue
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
