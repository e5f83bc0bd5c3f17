"""`*` beside `Access-Control-Allow-Credentials: true`: no browser takes the two together.

## Why

To a request with cookies the answer has to name the origin (`fetch#cors-check.4`); `*` fails. A
request without cookies is let in by `*` alone. So the second line does nothing but promise.

## Who mends it

Whoever keeps the nginx configuration. Where pages send cookies, name the origins: with
`--origin https://app.example` the fix is written so. Otherwise the second line goes.

## Bad

```nginx
server {
    location /api/ {
        add_header Access-Control-Allow-Origin * always;
        add_header Access-Control-Allow-Credentials true always;
        root /srv;
    }
}
```

## Good

```nginx
server {
    location /api/ {
        add_header Access-Control-Allow-Origin * always;
        root /srv;
    }
}
```
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from corsac.core.findings import Finding, Party, Severity, Text
from corsac.targets.defects.defect import found, rule, safe, unsafe
from corsac.targets.defects.nginx.cors import (
    ALLOW_CREDENTIALS,
    ALLOW_ORIGIN,
    actual_of,
    given,
    inserted_choice,
    is_preflight,
    value,
    with_credentials,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corsac.core.findings import Fix
    from corsac.targets.defects.nginx.tree import Config, Directive, Level

RULE = rule(
    "CORS205",
    "wildcard-with-credentials-configured",
    "Allow-Origin * stands beside Allow-Credentials",
    __doc__,
    Severity.ERROR,
)


def find(tree: Config) -> Iterator[Finding]:
    """Find levels that send both."""
    yield from _in_variables(tree)
    for level in tree.levels:
        own = level.lines
        star = next((x for x in own if x.is_about(ALLOW_ORIGIN) and value(x).text == "*"), None)
        if star is None or not with_credentials(level):
            continue
        word = value(star)
        yield found(
            RULE,
            star.source.span(word.start, word.end),
            Text.of("with credentials, * allows nobody"),
            fixes=_fix(tree, level, star),
            party=Party.PROXY,
        )


def _in_variables(tree: Config) -> Iterator[Finding]:
    """Find variables that may hold `*`, sent beside credentials that everyone is sent."""
    names = {
        value(each).text
        for level in tree.levels
        for each in level.lines
        if each.is_about(ALLOW_ORIGIN)
        and any(value(x).text == "true" for x in level.headers(ALLOW_CREDENTIALS))
    }
    for each, word in (pair for name in sorted(names) for pair in given(tree, name)):
        if word.text == "*":
            yield found(
                RULE,
                each.source.span(word.start, word.end),
                Text.of("with credentials, * allows nobody"),
                fixes=unsafe(
                    Text.of("send nothing to those who are not allowed"),
                    each.source.edit(word.start, word.end, '""'),
                ),
                party=Party.PROXY,
            )


def _fix(tree: Config, level: Level, star: Directive) -> tuple[Fix, ...]:
    word, origins = value(star), tree.source.origins
    actual = actual_of(tree, level) if is_preflight(level) else None
    if origins and (actual is None or with_credentials(actual)):
        outer = next((each for each in level.chain if each.name != "if"), level)
        return safe(
            Text.of("allow the origins that you named"),
            inserted_choice(outer, origins),
            star.source.edit(word.start, word.end, "$cors_origin"),
        )
    gone = [each for each in level.lines if each.is_about(ALLOW_CREDENTIALS)]
    return safe(
        Text.of("take Allow-Credentials away, or name the origins: --origin https://app.example"),
        *(each.source.without(each.start, each.end) for each in gone),
    )
