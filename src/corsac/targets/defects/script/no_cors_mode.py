"""`mode: 'no-cors'`: the request goes out, and the page can never read the answer.

## Why

The answer is opaque: status 0, no headers, no body (`fetch#concept-filtered-response-opaque`). The
error is gone from the console and so is the answer; the server's CORS headers change nothing.

## Who mends it

Whoever writes the page: take it out, and let the server allow the origin. Where nobody reads the
answer, as of a ping or of a form that is sent off, nothing is found unless the request has a method
or headers that this mode refuses or drops (`fetch#concept-headers-append`); what can't be seen may
be told in a comment: `// corsac: ignore[CORS280] nobody reads the answer`.

## Bad

```js
const items = await fetch('https://api.example/items', { mode: 'no-cors', cache: 'no-store' });
```

## Good

```js
const items = await fetch('https://api.example/items', { cache: 'no-store' });
```
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from corsac.core.findings import Confidence, Finding, Party, Severity, Text
from corsac.targets.defects.code.readers import literal
from corsac.targets.defects.defect import found, rule, unsafe
from corsac.targets.defects.script.calls import key_of, value_of, without_pair
from corsac.targets.defects.script.options import cors_options

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tree_sitter import Node

    from corsac.targets.defects.syntax import Syntax

RULE = rule(
    "CORS280",
    "no-cors-mode",
    "With mode no-cors the page can't read the answer",
    __doc__,
    Severity.WARNING,
)
_METHODS: Final = frozenset({"GET", "HEAD", "POST"})
#: Headers that are kept, with their values (`fetch#no-cors-safelisted-request-header`).
_SAFE: Final = re.compile(
    r"(?:accept|accept-language|content-language): .*|content-type: .(?:text/plain|"
    r"application/x-www-form-urlencoded|multipart/form-data)\b.*",
    re.IGNORECASE | re.DOTALL,
)
#: What goes on with an answer, and whose own result is asked for in the same way.
_THEN: Final = frozenset({"then", "catch", "finally"})


def find(tree: Syntax) -> Iterator[Finding]:
    """Find members `mode: 'no-cors'`."""
    # What a CORS package is told is no request.
    told = {x.node.id for x in cors_options(tree) if x.node is not None}
    for pair in tree.nodes("pair"):
        if pair.parent is not None and pair.parent.id in told:
            continue
        value = pair.child_by_field_name("value")
        if key_of(tree, pair) != "mode" or value is None or literal(tree, value) != "no-cors":
            continue
        if pair.parent is not None and _is_plain(tree, pair.parent) and _is_dropped(tree, pair):
            continue
        yield found(
            RULE,
            tree.span(pair),
            Text.of("the answer will be opaque: no status, no body"),
            fixes=unsafe(Text.of("take it out"), without_pair(tree, pair)),
            party=Party.FRONTEND,
            confidence=Confidence.MEDIUM,
        )


def _is_plain(tree: Syntax, options: Node) -> bool:
    """Whether a request goes out in this mode as it is written: its method, its headers."""
    method = value_of(tree, options, "method")
    if method is not None and (literal(tree, method) or "").upper() not in _METHODS:
        return False
    headers = value_of(tree, options, "headers")
    if headers is None:
        return True
    return headers.type == "object" and all(
        _SAFE.fullmatch(f"{key_of(tree, each)}: {tree.text(value)}")
        for each in headers.named_children
        if (value := each.child_by_field_name("value")) is not None
    )


def _is_dropped(tree: Syntax, pair: Node) -> bool:
    """Whether the request that a member is given to has an answer that nobody looks at."""
    options = pair.parent
    given = options.parent if options is not None else None
    call = given.parent if given is not None and given.type == "arguments" else None
    while call is not None and call.type == "call_expression":
        around = call.parent
        if around is not None and around.type == "await_expression":
            call, around = around, around.parent
        if around is None or around.type in {"expression_statement", "unary_expression"}:
            return around is not None
        then = around.parent if around.type == "member_expression" else None
        if then is None or then.type != "call_expression" or not _is_passed(tree, around, then):
            return False
        call = then
    return False


def _is_passed(tree: Syntax, member: Node, then: Node) -> bool:
    """Whether what goes on with an answer is told nothing of it: `.then(() => …)`."""
    name = member.child_by_field_name("property")
    if name is None or tree.text(name) not in _THEN:
        return False
    given = then.child_by_field_name("arguments")
    first = given.named_children[0] if given is not None and given.named_children else None
    if first is None or tree.text(name) != "then":
        return tree.text(name) != "then"
    taken = first.child_by_field_name("parameters")
    return taken is not None and not taken.named_children
