r"""Every origin that asks is allowed, with the user's cookies.

`Access-Control-Allow-Origin: $http_origin` beside `Access-Control-Allow-Credentials: true`.

## Why

It is `*` with credentials, which the standard forbids (`fetch#cors-check.4`), by a detour: any page
in the world reads what the logged-in user may read.

## Who mends it

Whoever keeps the nginx configuration: name the origins. With `--origin https://app.example` the
fix is written for them.

## Bad

```nginx
# corsac: --origin https://app.example
server {
    location /api/ {
        add_header Access-Control-Allow-Origin $http_origin always;
        add_header Access-Control-Allow-Credentials true always;
        add_header Vary Origin always;
        root /srv;
    }
}
```

## Good

```nginx
# corsac: --origin https://app.example
server {
    location /api/ {
        set $cors_origin "";
        if ($http_origin ~ "^https://app\.example$") {
            set $cors_origin $http_origin;
        }
        set $cors_credentials "";
        if ($cors_origin) { set $cors_credentials true; }
        add_header Access-Control-Allow-Origin $cors_origin always;
        add_header Access-Control-Allow-Credentials $cors_credentials always;
        add_header Vary Origin always;
        root /srv;
    }
}
```
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from corsac.core.findings import Finding, Party, Severity, Text
from corsac.targets.defects.defect import advice, found, rule, safe
from corsac.targets.defects.nginx.cors import (
    ALLOW_ORIGIN,
    chooses,
    chosen,
    inserted_choice,
    list_of,
    reflections,
    reflects,
    value,
    with_credentials,
)
from corsac.targets.defects.nginx.tree import bare

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corsac.core.findings import Edit, Fix
    from corsac.targets.defects.nginx.tree import Config, Directive, Level, Word

RULE = rule(
    "CORS204",
    "origin-reflected",
    "Every origin is allowed, with credentials",
    __doc__,
    Severity.ERROR,
)


def find(tree: Config) -> Iterator[Finding]:
    """Find Allow-Origin values that are whatever asks, where credentials are allowed."""
    for level in tree.levels:
        for each in level.lines:
            if not each.is_about(ALLOW_ORIGIN) or not with_credentials(level):
                continue
            word = value(each)
            if reflects(tree, level, word.text):
                yield found(
                    RULE,
                    each.source.span(word.start, word.end),
                    Text.of("this is any origin that asks"),
                    fixes=_fix(tree, level, each),
                    party=Party.PROXY,
                )


def _fix(tree: Config, level: Level, header: Directive) -> tuple[Fix, ...]:
    origins = tree.source.origins
    text = value(header).text
    culprits = list(reflections(tree, text))
    if culprits and _chosen_beside(tree, text, {word.start for _, word in culprits}):
        # Origins are chosen there already: what lets the others in goes.
        edits = [each.source.edit(word.start, word.end, '""') for each, word in culprits]
        return safe(Text.of("allow those alone that are chosen beside it"), *edits)
    if culprits and origins and _for_credentials_alone(tree, text):
        return safe(
            Text.of("allow the origins that you named"),
            *(edit for each, word in culprits for edit in _chosen(tree, each, word)),
        )
    outer = next((each for each in level.chain if each.name not in {"if", "limit_except"}), level)
    if not origins or not outer.body:
        return advice(Text.of("say which origins are meant: --origin https://app.example"))
    word = value(header)
    there = any(tree.sets_at(where, "$cors_origin") for where in outer.chain)
    return safe(
        Text.of("allow the origins that you named"),
        *(() if there else (inserted_choice(outer, origins),)),
        header.source.edit(word.start, word.end, "$cors_origin"),
    )


def _for_credentials_alone(tree: Config, text: str) -> bool:
    """Whether a variable is sent nowhere but where credentials are: others keep what they have."""
    used = [
        level
        for level in tree.levels
        for each in level.lines
        if each.is_about(ALLOW_ORIGIN) and value(each).text == text
    ]
    return all(with_credentials(level) for level in used)


def _chosen_beside(tree: Config, text: str, wrong: set[int]) -> bool:
    """Whether a variable is given some origins that were chosen, beside all of them."""
    name = bare(text)
    entries = [x for block in tree.maps_to(name) for x in block.block or () if x.name != "default"]
    told = [x.words[1] for x in entries if len(x.words) > 1]
    return any(chooses(where, tree) for where, _ in tree.sets(name)) or any(
        word.start not in wrong and word.text not in {"", "*", "0"} for word in told
    )


def _chosen(tree: Config, each: Directive, word: Word) -> Iterator[Edit]:
    """Write a line of `set` or `map` anew, for origins that are named."""
    source, name, origins = each.source, each.words[0].text, tree.source.origins
    if name != "set":
        line = f'"~{list_of(origins)}" $http_origin;'
        if name.startswith("~"):  # the first expression that matches decides
            yield source.edit(each.start, each.end, line)
        else:
            edit = source.after(each.start, each.end, line)
            yield source.edit(word.start, each.end, f'"";{edit.text}')
        return
    variable = each.arguments[0]
    lines = [line.replace("$cors_origin", variable) for line in chosen(origins)]
    around = next((x for x, made in tree.sets(bare(variable)) if made is each), None)
    if around is not None and around.name == "if" and around.directive is not None:
        # nginx has no if in an if.
        yield source.edit(word.start, word.end, '""')
        yield source.after(around.directive.start, around.directive.end, *lines[1:])
        return
    indent = source.newline + source.indent(each.start)
    yield source.edit(each.start, each.end, indent.join(lines))
