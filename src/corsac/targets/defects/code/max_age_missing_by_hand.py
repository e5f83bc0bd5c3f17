"""Preflights are answered by hand without `Access-Control-Max-Age`: they come every five seconds.

## Why

Without it a browser keeps the answer for five seconds (`fetch#cors-preflight-fetch`); almost every
request then waits for a preflight first.

## Who mends it

Whoever writes the back end. 7200 is what Chromium keeps at most.

## Bad

```js
app.options(/.*/, (req, res) => {
  res.header('Access-Control-Allow-Origin', '*');
  res.header('Access-Control-Allow-Methods', 'GET, PUT');
  res.sendStatus(204);
});
```

## Good

```js
app.options(/.*/, (req, res) => {
  res.header('Access-Control-Allow-Origin', '*');
  res.header('Access-Control-Allow-Methods', 'GET, PUT');
  res.header('Access-Control-Max-Age', '7200');
  res.sendStatus(204);
});
```
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from corsac.core.findings import Finding, Severity, Text
from corsac.targets.defects.defect import found, rule, safe

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corsac.targets.defects.code.facts import Facts

RULE = rule(
    "CORS298",
    "max-age-missing-by-hand",
    "Preflights are answered without Access-Control-Max-Age",
    __doc__,
    Severity.INFO,
)
_METHODS: Final = "access-control-allow-methods"
_AGE: Final = "access-control-max-age"
#: One that is misspelt is told elsewhere.
_TOLD: Final = re.compile(r"access-control-[\w-]*max-?age", re.IGNORECASE)
_NAME: Final = re.compile(_METHODS, re.IGNORECASE)


def find(tree: Facts) -> Iterator[Finding]:
    """Find functions that allow methods, and say nothing of how long."""
    for each in tree.of(_METHODS):
        at, value = each.statement, each.expression_at
        text = tree.text(at)
        told = _TOLD.search(tree.text(each.function))
        if tree.is_answered(each):
            continue
        if told or each.value is None or "\n" in text or len(_NAME.findall(text)) != 1:
            continue
        quote = tree.source.text[value.start]
        written = (
            text[: value.start - at.start] + f"{quote}7200{quote}" + text[value.end - at.start :]
        )
        name = "Access-Control-Max-Age" if "Access" in text else _AGE
        yield found(
            RULE,
            tree.source.span(at.start, at.end),
            Text.of("browsers ask again after five seconds"),
            fixes=safe(
                Text.of("keep it for two hours"),
                tree.source.before(at.start, f"{_NAME.sub(name, written)},")
                if each.member
                else tree.source.after(
                    at.start, at.end, _NAME.sub(name, written), comment=tree.comment
                ),
            ),
        )
