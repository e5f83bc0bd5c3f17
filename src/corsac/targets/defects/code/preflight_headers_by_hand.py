"""What only preflights are asked for is sent with every answer.

`Access-Control-Allow-Methods`, `-Allow-Headers` and `-Max-Age`, by hand.

## Why

Browsers read them in the answer to a preflight (`fetch#cors-preflight-fetch`) and nowhere else. On
other answers they are bytes for nothing, and tell whoever asks what there is.

## Who mends it

Whoever writes the back end: send them where preflights are answered.

## Bad

```js
app.use((req, res, next) => {
  res.header('Access-Control-Allow-Origin', '*');
  res.header('Access-Control-Allow-Methods', 'GET, PUT');
  res.header('Access-Control-Max-Age', '7200');
  if (req.method === 'OPTIONS' && req.headers['access-control-request-method']) {
    return res.sendStatus(204);
  }
  next();
});
```

## Good

```js
app.use((req, res, next) => {
  res.header('Access-Control-Allow-Origin', '*');
  if (req.method === 'OPTIONS' && req.headers['access-control-request-method']) {
    res.header('Access-Control-Allow-Methods', 'GET, PUT');
    res.header('Access-Control-Max-Age', '7200');
  }
  if (req.method === 'OPTIONS' && req.headers['access-control-request-method']) {
    return res.sendStatus(204);
  }
  next();
});
```
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from corsac.core.findings import Finding, Severity, Text
from corsac.targets.defects.code.facts import ALLOW_ORIGIN, Facts
from corsac.targets.defects.defect import advice, found, rule, safe
from corsac.targets.defects.source import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corsac.core.findings import Fix
    from corsac.targets.defects.code.facts import Place, Setting

RULE = rule(
    "CORS297",
    "preflight-headers-by-hand",
    "What only preflights are asked for is sent with every answer",
    __doc__,
    Severity.INFO,
)
_OF_PREFLIGHTS: Final = frozenset(
    {"access-control-allow-methods", "access-control-allow-headers", "access-control-max-age"}
)
_ASKS: Final = re.compile(r"OPTIONS|request-method", re.IGNORECASE)
_TURNS_AWAY: Final = re.compile(r"^\(?\s*(?:!|not\b)|method\s*!=", re.IGNORECASE)
_AFTER: Final = re.compile(r"@\w+\.after_request\s*$")


def find(tree: Facts) -> Iterator[Finding]:
    """Find them in functions that answer everything: there, something asks for OPTIONS."""
    for function in dict.fromkeys(each.function for each in tree.of(ALLOW_ORIGIN)):
        condition = _condition(tree, function)
        sent = [
            each
            for each in tree.inside(function)
            if each.header in _OF_PREFLIGHTS
            and not each.member
            and not any(_ASKS.search(x.condition) for x in each.ifs)
        ]
        if condition and sent:
            at = sent[0].statement
            yield found(
                RULE,
                tree.source.span(at.start, at.end),
                Text.of("this goes with every answer"),
                fixes=_fix(tree, sent, condition),
            )


def _condition(tree: Facts, function: Place) -> str:
    """Give what asks for preflights in a function; empty where nothing does, or it turns away."""
    told = [x.condition for x in tree.ifs_of(function) if _ASKS.search(x.condition)]
    if any(_TURNS_AWAY.search(each) for each in told):
        return ""
    if told:
        return told[0][1:-1] if told[0].startswith("(") else told[0]
    hooked = _AFTER.search(tree.source.text[: function.start].rstrip())
    return 'request.method == "OPTIONS"' if hooked else ""


def _fix(tree: Facts, sent: list[Setting], condition: str) -> tuple[Fix, ...]:
    title = Text.of("send it to preflights alone")
    late = [each for each in sent if tree.is_answered(each)]
    if late:
        # Preflights are answered by then.
        if tree.source.kind is Kind.GO and any(each.value is None for each in late):
            return advice(title)
        return safe(title, *(tree.without(each) for each in late))
    statements = list(dict.fromkeys(each.statement for each in sent))
    texts = [tree.text(each) for each in statements]
    one_block = len({tuple(x.whole for x in each.ifs) for each in sent}) == 1
    if not one_block or len(texts) != len(sent) or any("\n" in each for each in texts):
        return advice(title)
    source, first = tree.source, statements[0]
    indent = source.indent(first.start)
    if source.text[: first.start].rpartition("\n")[2].strip():
        return advice(title)
    step = _step(source.text)
    opening = f"if ({condition}) {{"
    if source.kind in {Kind.PYTHON, Kind.GO}:
        opening = f"if {condition}:" if source.kind is Kind.PYTHON else f"if {condition} {{"
    lines = [opening, *(f"{indent}{step}{each}" for each in texts)]
    if source.kind is not Kind.PYTHON:
        lines.append(f"{indent}}}")
    return safe(
        title,
        source.edit(first.start, first.end, source.newline.join(lines)),
        *(source.without(each.start, each.end) for each in statements[1:]),
    )


def _step(text: str) -> str:
    match = re.search(r"^(\t| {2,4})\S", text, re.MULTILINE)
    return match[1] if match else "  "
