"""Code answers by the Origin that asks, and does not say so: `Vary: Origin` is missing.

## Why

A cache keeps the answer that it got first. Made for no origin or another one, it lacks the right
Allow-Origin, and the page is blocked until it expires (RFC 9110 §12.5.5,
`fetch#cors-protocol-and-http-caches`).

## Who mends it

Whoever writes the back end: say it on every answer, to origins that are refused as well.

## Bad

```js
app.use((req, res, next) => {
  const origin = req.headers.origin;
  if (allowed.has(origin)) {
    res.header('Access-Control-Allow-Origin', origin);
  }
  next();
});
```

## Good

```js
app.use((req, res, next) => {
  const origin = req.headers.origin;
  res.vary('Origin');
  if (allowed.has(origin)) {
    res.header('Access-Control-Allow-Origin', origin);
  }
  next();
});
```
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from corsac.core.findings import Finding, Severity, Text
from corsac.targets.defects.code.facts import ALLOW_ORIGIN, Facts, Place
from corsac.targets.defects.defect import found, rule, safe
from corsac.targets.defects.source import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corsac.core.findings import Edit
    from corsac.targets.defects.code.facts import Setting

RULE = rule(
    "CORS242",
    "vary-missing-by-hand",
    "Code answers by the Origin, and Vary does not say so",
    __doc__,
    Severity.ERROR,
)
#: What stands between two statements on one line.
_JOINTS: Final = {Kind.PYTHON: "; ", Kind.GO: "; "}
#: Blanks between `else` and its if, at most.
_NEAR: Final = 100
_SAYS: Final = re.compile(r"(?<![a-z])vary(?![a-z])", re.IGNORECASE)


def find(tree: Facts) -> Iterator[Finding]:
    """Find functions whose Allow-Origin depends on who asks, and that never speak of Vary."""
    seen: set[Place] = set()
    for each in tree.of(ALLOW_ORIGIN):
        if each.function in seen or not tree.varies(each):
            continue
        seen.add(each.function)
        if _SAYS.search(tree.text(each.function)):
            for sent in tree.beside(each, ALLOW_ORIGIN):
                yield from _said_to_some(tree, sent)
            continue
        at = each.statement
        yield found(
            RULE,
            tree.source.span(at.start, at.end),
            Text.of("this depends on the Origin that asks"),
            fixes=safe(Text.of("say so, on every answer"), *_edits(tree, each)),
        )


def _said_to_some(tree: Facts, sent: Setting) -> Iterator[Finding]:
    """Find it said in the if that lets an origin in, and nowhere else."""
    said, choosing = tree.beside(sent, "vary"), sent.choosing
    # Every word of it is in an if, and none in a way that is not read.
    read = len(said) == len(_SAYS.findall(tree.text(sent.function)))
    if choosing is None or not read or not all(each.choosing for each in said):
        return
    beside = [x for x in said if choosing in x.ifs and (x.value or "").lower() == "origin"]
    if len(beside) != 1:
        return
    only = beside[0]
    if only.member or only.left or only.own != only.statement:
        return
    start, end = only.statement.start, only.statement.end
    before = _before(tree, sent)
    # What it is said on may be made behind the place where it would have to be said.
    if choosing.whole.start < before:
        return
    source = tree.source
    yield found(
        RULE,
        source.span(start, end),
        Text.of("this is said to allowed origins alone"),
        fixes=safe(
            Text.of("say so, on every answer"),
            source.before(before, sent.vary, joint=_JOINTS.get(source.kind, " ")),
            source.without(start, end),
        ),
    )


def _edits(tree: Facts, first: Setting) -> Iterator[Edit]:
    """Say it before the ifs around each place that sends an origin, once for each of them."""
    said: list[int] = []
    for each in tree.beside(first, ALLOW_ORIGIN):
        before = _before(tree, each)
        if not each.member and _is_said(tree, each, before, said):
            continue
        said.append(before)
        yield tree.source.before(before, each.vary, joint=_JOINTS.get(tree.source.kind, " "))
    name = first.vary.partition("(")[0]
    if name == "patch_vary_headers" and f"import {name}" not in tree.source.text:
        line = f"from django.utils.cache import {name}{tree.source.newline}"
        yield tree.source.edit(_first_import(tree), _first_import(tree), line)


def _is_said(tree: Facts, setting: Setting, before: int, said: list[int]) -> bool:
    """Whether it is said by then: at the same place, or before without a condition."""
    around = [(x.whole.start, x.whole.end) for x in tree.ifs_of(setting.function)]
    return before in said or any(
        at < before
        and not any(start < at < end for start, end in around)
        and _made(tree, setting).search(tree.source.text[at:before]) is None
        for at in said
    )


def _made(tree: Facts, setting: Setting) -> re.Pattern[str]:
    """Give an expression for where what a header is set on is made."""
    root = re.match(r"[(*]*(\w+)", tree.text(setting.own))
    return re.compile(rf"\b{root[1] if root else 'x'}\s*(?:,\s*\w+\s*)?:?=[^=]")


def _before(tree: Facts, setting: Setting) -> int:
    """Give the place before the outermost if in which what the header is set on is the same."""
    if setting.member:
        return setting.own.start
    made = _made(tree, setting)
    start = setting.statement.start
    for each in setting.ifs:
        inside = tree.source.text[each.whole.start : setting.statement.start]
        if made.search(inside) is None:
            start = each.whole.start
            break
    start = _chain(tree, start)
    for loop in tree.loops:
        outside = setting.function.start < loop.start < start < loop.end
        if outside and made.search(tree.source.text[loop.start : start]) is None:
            start = loop.start
    return _guarded(tree, setting, start, made)


def _guarded(tree: Facts, setting: Setting, start: int, made: re.Pattern[str]) -> int:
    """Give the first of the ifs before a place that turn an origin away in its block."""
    source = tree.source
    for each in tree.ifs_of(setting.function):
        at = each.whole.start
        if each.whole.end > start or not tree.leaves(each):
            continue
        if source.indent(at) != source.indent(start) or "origin" not in each.condition.lower():
            continue
        if made.search(source.text[at:start]) is None:
            return at
    return start


def _chain(tree: Facts, start: int) -> int:
    """Give the first if of a chain of else ifs."""
    head = tree.source.text[max(0, start - _NEAR) : start].rstrip()
    if not head.endswith("else"):
        return start
    outer = [x for x in tree.ifs if x.whole.start < start < x.whole.end]
    return outer[0].whole.start if outer else start


def _first_import(tree: Facts) -> int:
    found_ = re.search(r"^(?!from __future__)(?:from|import)\b", tree.source.text, re.MULTILINE)
    return found_.start() if found_ else 0
