r"""Every origin that asks is allowed, with the user's cookies.

`SetEnvIf Origin "(.*)"`, or `%{HTTP_ORIGIN}e`, beside `Access-Control-Allow-Credentials`.

## Why

It is `*` with credentials, which the standard forbids (`fetch#cors-check.4`), by a detour: any page
in the world reads what the logged-in user may read.

## Who mends it

Whoever keeps Apache's configuration: name the origins. With `--origin https://app.example` the fix
is written for them.

## Bad

```apache
# corsac: --origin https://app.example
<VirtualHost *:80>
    SetEnvIf Origin "^(.*)$" CORS_ORIGIN=$0
    Header always set Access-Control-Allow-Origin "%{CORS_ORIGIN}e" env=CORS_ORIGIN
    Header always set Access-Control-Allow-Credentials "true" env=CORS_ORIGIN
    Header always merge Vary Origin
</VirtualHost>
```

## Good

```apache
# corsac: --origin https://app.example
<VirtualHost *:80>
    SetEnvIf Origin "^https://app\.example$" CORS_ORIGIN=$0
    Header always set Access-Control-Allow-Origin "%{CORS_ORIGIN}e" env=CORS_ORIGIN
    Header always set Access-Control-Allow-Credentials "true" env=CORS_ORIGIN
    Header always merge Vary Origin
</VirtualHost>
```
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from corsac.core.findings import Finding, Party, Severity, Text
from corsac.targets.defects.apache.cors import (
    ALLOW_CREDENTIALS,
    before,
    origins,
    outermost_if,
    patterns,
    rewritten,
    rules,
    sent,
    variable,
    variables,
)
from corsac.targets.defects.defect import advice, found, rule, safe
from corsac.targets.defects.nginx.cors import list_of
from corsac.targets.defects.origin_pattern import matches_anything

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corsac.core.findings import Edit
    from corsac.targets.defects.apache.tree import Config, Directive, Header, Word

RULE = rule(
    "CORS224",
    "setenvif-reflects",
    "Every origin is allowed, with credentials, by Apache",
    __doc__,
    Severity.ERROR,
)
_ORIGIN: Final = frozenset({"%{http:origin}", "%{http_origin}"})
_GIVEN: Final = frozenset({f"expr={each}" for each in (*_ORIGIN, "%{req:origin}")})
_ALONE: Final = re.compile(r"\[E=[^,\]]*\]")


def find(tree: Config) -> Iterator[Finding]:
    """Find expressions that match any origin, where credentials are allowed."""
    if not any(each.value and each.value.text == "true" for each in sent(tree, ALLOW_CREDENTIALS)):
        return
    for line, word in patterns(tree):
        if matches_anything(word.text) and line.name != "rewritecond":
            yield _found(tree, word, *rewritten(line, word, _listed(tree)))
    used = {variable(tree, each) for each in origins(tree)} - {""}
    for conditions, line in rules(tree):
        for name, given in variables(line):
            if name in used and given.lower() in _ORIGIN and not any(map(_chooses, conditions)):
                edit = _set(tree, line, name) if not conditions else None
                yield _found(tree, line.words[-1], edit)
    for each in origins(tree):
        if each.value and each.value.text.lower() in _GIVEN and not _is_chosen(each):
            edit = before(each.line, _choice(tree, "CORS_ORIGIN"))
            word = each.value
            value = tree.source.edit(word.start, word.end, '"%{CORS_ORIGIN}e" env=CORS_ORIGIN')
            yield _found(tree, word, *(() if each.rest else (edit, value)))


def _found(tree: Config, word: Word, *edits: Edit | None) -> Finding:
    fix = advice(Text.of("say which origins are meant: --origin https://app.example"))
    known = [each for each in edits if each is not None]
    if tree.source.origins and known:
        fix = safe(Text.of("allow the origins that you named"), *known)
    return found(
        RULE,
        tree.source.span(word.start, word.end),
        Text.of("this is any origin that asks"),
        fixes=fix,
        party=Party.PROXY,
    )


def _chooses(condition: Directive) -> bool:
    match condition.words:
        case [_, asked, expression, *_] if asked.text.lower() in _ORIGIN:
            return not matches_anything(expression.text)
        case _:
            return False


def _is_chosen(header: Header) -> bool:
    gates = any(word.text.lower().startswith("env=") for word in header.rest)
    return gates or outermost_if(header.line) is not None


def _listed(tree: Config) -> str:
    return list_of(tree.source.origins) if tree.source.origins else ""


def _choice(tree: Config, name: str) -> str:
    return f'SetEnvIf Origin "{_listed(tree)}" {name}=$0'


def _set(tree: Config, line: Directive, name: str) -> Edit | None:
    """Set the variable by the origins that are named, where the rule does nothing else."""
    if not _ALONE.fullmatch(line.words[-1].text):
        return None
    return tree.source.edit(line.start, line.end, _choice(tree, name))
