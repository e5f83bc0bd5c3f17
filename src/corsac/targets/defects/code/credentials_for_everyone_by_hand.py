"""Allow-Credentials, -Methods or -Headers go to origins that are not allowed, too.

## Why

They mean something only beside an Allow-Origin that names the origin (`fetch#cors-check.5`). Alone
they tell a stranger that there is something to be had.

## Who mends it

Whoever writes the back end: send them where the origin is sent.

## Bad

```js
app.use((req, res, next) => {
  res.vary('Origin');
  if (allowed.has(req.headers.origin)) {
    res.header('Access-Control-Allow-Origin', req.headers.origin);
  }
  res.header('Access-Control-Allow-Credentials', 'true');
  next();
});
```

## Good

```js
app.use((req, res, next) => {
  res.vary('Origin');
  if (allowed.has(req.headers.origin)) {
    res.header('Access-Control-Allow-Origin', req.headers.origin);
    res.header('Access-Control-Allow-Credentials', 'true');
  }
  next();
});
```
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from corsac.core.findings import Finding, Severity, Text
from corsac.targets.defects.code.facts import ALLOW_ORIGIN, COMPANIONS, Facts
from corsac.targets.defects.defect import found, rule, safe

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corsac.core.findings import Fix
    from corsac.targets.defects.code.facts import If, Setting

RULE = rule(
    "CORS244",
    "credentials-for-everyone-by-hand",
    "What belongs to an allowed origin is sent to every other too",
    __doc__,
    Severity.INFO,
)


def find(tree: Facts) -> Iterator[Finding]:
    """Find headers outside the if in which the same function sends the origin."""
    for each in tree.of(ALLOW_ORIGIN):
        choosing = each.choosing
        if choosing is None:
            continue
        around = each.ifs[: each.ifs.index(choosing)]
        # Where another place on the way to it sends an origin, what is outside may be its.
        beside = [x for x in tree.beside(each, ALLOW_ORIGIN) if x != each]
        if any(x.ifs == around[: len(x.ifs)] for x in beside):
            continue
        outside = [
            x
            for x in tree.inside(each.function)
            if x.header in COMPANIONS
            and x.ifs == around
            and x.value is not None
            and x.own == x.statement
            and not (x.member or x.left)
        ]
        if outside:
            at = outside[0].statement
            yield found(
                RULE,
                tree.source.span(at.start, at.end),
                Text.of("sent to everybody; the origin is not"),
                fixes=_fix(tree, choosing, each, outside),
            )


def _fix(tree: Facts, choosing: If, setting: Setting, outside: list[Setting]) -> tuple[Fix, ...]:
    source, last = tree.source, choosing.last
    if last is None:
        return ()
    if tree.leaves(choosing):
        # Nothing behind it would ever run.
        if setting.member or setting.ifs[-1] != choosing:
            return ()
        last = setting.statement
    indent = source.newline + source.indent(last.start)
    lines = [
        tree.text(x.statement).replace(source.newline + source.indent(x.statement.start), indent)
        for x in outside
    ]
    return safe(
        Text.of("send them where the origin is sent"),
        source.after(last.start, last.end, *lines, comment=tree.comment),
        *(tree.without(x) for x in outside),
    )
