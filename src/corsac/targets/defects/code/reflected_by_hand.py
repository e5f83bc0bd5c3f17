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

import json
from typing import TYPE_CHECKING

from corsac.core.findings import Finding, Severity, Text
from corsac.targets.defects.code.facts import ALLOW_ORIGIN, Facts, Setting
from corsac.targets.defects.defect import advice, found, rule, safe

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corsac.core.findings import Fix

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
    listed = next(iter(tree.lists), "")
    if not listed and tree.source.exact_origins:
        listed = json.dumps(list(tree.source.exact_origins))
    if not listed or not setting.guard:
        return advice(Text.of("say which origins are meant: --origin https://app.example"))
    source, at = tree.source, setting.statement
    opening = setting.guard.format(list=listed, origin=asking)
    head = source.text[at.start : setting.expression_at.start]
    tail = source.text[setting.expression_at.end : at.end]
    indent = source.indent(at.start)
    lines = [opening.rstrip(), f"{indent}{_step(source.text)}{head}{asking}{tail}"]
    if tree.comment == "//":
        lines[0] += " {"
        lines.append(f"{indent}}}")
    text = source.newline.join(lines)
    return safe(
        Text.of("give it back where it is in {list}", list=listed),
        source.edit(at.start, at.end, text),
    )


def _step(text: str) -> str:
    """Tell how far the file indents: by what its first indented line has."""
    for line in text.split("\n"):
        blank = line[: len(line) - len(line.lstrip())]
        if blank and line.strip():
            return blank if len(blank) <= 4 else "  "  # noqa: PLR2004 - two, four or a tab
    return "  "
