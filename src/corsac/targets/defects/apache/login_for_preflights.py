"""Preflights are asked for a password: `Require valid-user` is for OPTIONS as well.

## Why

A browser sends a preflight without cookies and without a password (`fetch#cors-preflight-fetch`),
and takes a 401 for a no, whatever headers the answer has.

## Who mends it

Whoever keeps Apache's configuration: OPTIONS, which gives nothing away, needs no user.

## Bad

```apache
<Location "/dav/">
    AuthType Basic
    AuthName "files"
    Require valid-user
    Header always set Access-Control-Allow-Origin "https://app.example"
</Location>
```

## Good

```apache
<Location "/dav/">
    AuthType Basic
    AuthName "files"
    Require valid-user
    Require method OPTIONS
    Header always set Access-Control-Allow-Origin "https://app.example"
</Location>
```
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from corsac.core.findings import Finding, Party, Severity, Text
from corsac.targets.defects.apache.cors import origins, preflight_rules
from corsac.targets.defects.defect import advice, found, rule, safe

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corsac.core.findings import Fix
    from corsac.targets.defects.apache.tree import Config, Directive

RULE = rule(
    "CORS233",
    "login-for-preflights",
    "Apache asks preflights for a password",
    __doc__,
    Severity.ERROR,
)
_WHO: Final = frozenset({"valid-user", "user", "group"})
_SOME: Final = frozenset({"limit", "limitexcept", "requireany", "requireall", "requirenone", "if"})


def find(tree: Config) -> Iterator[Finding]:
    """Find sections that send CORS headers and want a user for every method."""
    lines = [each for each in tree.named("require") if len(each.words) > 1]
    free = {each.places for each in lines if each.words[1].text.lower() == "method"}
    early = any(not each.places[1:] and _is_host(each) for _, each in preflight_rules(tree))
    for each in lines:
        if each.words[1].text.lower() not in _WHO or each.places in free or early:
            continue
        if any(x.name in {"limit", "limitexcept", "if"} for x in each.sections):
            continue
        if not any(_meet(each, x.line) for x in origins(tree)):
            continue
        yield found(
            RULE,
            tree.source.span(each.start, each.end),
            Text.of("a preflight has no password"),
            fixes=_fix(tree, each),
            party=Party.PROXY,
        )


def _is_host(rule_: Directive) -> bool:
    """Whether a rule is the server's, which is asked before anybody logs in."""
    return all(each.name == "virtualhost" for each in rule_.places) and bool(rule_.places)


def _meet(one: Directive, other: Directive) -> bool:
    places = [x for x in one.places if x.name not in _SOME]
    return all(x is y for x, y in zip(places, other.places, strict=False))


def _fix(tree: Config, line: Directive) -> tuple[Fix, ...]:
    if any(each.name in {"requireall", "requirenone"} for each in line.sections):
        return advice(Text.of("let OPTIONS in without a user: <LimitExcept OPTIONS>"))
    edit = tree.source.after(line.start, line.end, "Require method OPTIONS")
    return safe(Text.of("let OPTIONS in without a user"), edit)
