"""Code gives back any origin that asks, and allows credentials.

## Why

It is `*` with credentials, which the standard forbids (`fetch#cors-check.4`), by a detour: any page
in the world reads what the logged-in user may read.

## Who mends it

Whoever writes the back end: compare with the origins that are meant. Where the file has a list of
them, the fix uses it; or name them, with `--origin https://app.example`.

## Bad

```js
const allowedOrigins = ["https://app.example"];

app.options(/.*/, (req, res) => {
  res.vary('Origin');
  res.header('Access-Control-Allow-Origin', req.headers.origin || '*');
  res.header('Access-Control-Allow-Credentials', 'true');
  res.sendStatus(204);
});
```

## Good

```js
const allowedOrigins = ["https://app.example"];

app.options(/.*/, (req, res) => {
  res.vary('Origin');
  if (allowedOrigins.includes(req.headers.origin)) {
    res.header('Access-Control-Allow-Origin', req.headers.origin);
    res.header('Access-Control-Allow-Credentials', 'true');
  }
  res.sendStatus(204);
});
```
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from corsac.core.findings import Finding, Severity, Text
from corsac.targets.defects.code.choosing import chosen_by, guarded
from corsac.targets.defects.code.facts import ALLOW_ORIGIN, Facts, Setting
from corsac.targets.defects.defect import found, rule, safe, unsafe
from corsac.targets.defects.source import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corsac.core.findings import Edit, Fix

RULE = rule(
    "CORS240",
    "origin-reflected-by-hand",
    "Code allows every origin, with credentials",
    __doc__,
    Severity.ERROR,
)


def find(tree: Facts) -> Iterator[Finding]:
    """Find origins that are given back unseen, in functions that allow credentials."""
    for each in tree.of(ALLOW_ORIGIN):
        asking = tree.asking(each)
        if not asking or tree.is_chosen(each) or not tree.with_credentials(each):
            continue
        at = each.expression_at
        yield found(
            RULE,
            tree.source.span(at.start, at.end),
            Text.of("this is any origin that asks"),
            fixes=_fix(tree, each, asking),
        )


def _fix(tree: Facts, setting: Setting, asking: str) -> tuple[Fix, ...]:
    listed, asked = chosen_by(tree, asking)
    if not asked:
        title = Text.of(
            "take Allow-Credentials away, or say which origins are meant: "
            "--origin https://app.example"
        )
        return unsafe(title, *_without_credentials(tree, setting, asking))
    title = Text.of("give it back where it is in {list}", list=listed)
    return safe(title, *guarded(tree, setting, asking, asked))


def _without_credentials(tree: Facts, setting: Setting, asking: str) -> Iterator[Edit]:
    """Let everybody in without cookies, as `*` does."""
    yield from (tree.without(x) for x in tree.with_credentials(setting))
    # A variable that nobody uses any more does not compile in Go.
    if tree.source.kind is not Kind.GO or asking != setting.expression:
        at = setting.expression_at
        quote = '"' if "'" not in setting.vary else "'"
        yield tree.source.edit(at.start, at.end, f"{quote}*{quote}")
