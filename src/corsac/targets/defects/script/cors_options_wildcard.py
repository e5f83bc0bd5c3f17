"""A CORS package is told `*` and credentials: no browser takes the two together.

express's cors and Hono's send `*` where `origin` is left out, too.

## Why

To a request with cookies the answer has to name the origin (`fetch#cors-check.4`); `*` fails. A
request without cookies is let in by `*` alone.

## Who mends it

Whoever writes the back end. Where pages send cookies, list the origins: with
`--origin https://app.example` the fix is written so. Otherwise `credentials` goes.

## Bad

```js
app.use(cors({ origin: '*', credentials: true }));
```

## Good

```js
app.use(cors({ origin: '*' }));
```
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from corsac.core.findings import Finding, Severity, Text
from corsac.targets.defects.code.readers import literal
from corsac.targets.defects.defect import advice, found, rule, safe
from corsac.targets.defects.script.calls import is_true, key_of, pair_of, value_of, without_pair
from corsac.targets.defects.script.options import Package, cors_options, listed_origins, otherwise

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tree_sitter import Node

    from corsac.core.findings import Fix
    from corsac.targets.defects.script.options import CorsOptions
    from corsac.targets.defects.syntax import Syntax

RULE = rule(
    "CORS251",
    "cors-options-wildcard",
    "A CORS package is told * beside credentials",
    __doc__,
    Severity.ERROR,
)


_METHODS: Final = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE")
_TITLE: Final = Text.of("take credentials away, or list the origins: --origin https://app.example")


def find(tree: Syntax) -> Iterator[Finding]:
    """Find options that allow all origins by name or by default, and credentials."""
    yield from _in_objects(tree)
    for options in cors_options(tree):
        pair = pair_of(tree, options.node, "credentials")
        if pair is None or not is_true(tree, value_of(tree, options.node, "credentials")):
            continue
        origin = value_of(tree, options.node, "origin")
        star = origin is not None and literal(tree, origin) == "*"
        if star or (origin is None and options.sends_star_by_default):
            yield found(
                RULE,
                tree.span(origin or pair),
                Text.of("with credentials, * allows nobody")
                if star
                else Text.of("without origin it sends *, which with credentials allows nobody"),
                fixes=_fix(tree, origin, pair),
            )
        elif origin is not None and (arm := otherwise(tree, origin, "'*'", '"*"')) is not None:
            yield _otherwise(tree, options, arm)
        yield from _lists(tree, options)


def _otherwise(tree: Syntax, options: CorsOptions, arm: Node) -> Finding:
    """Tell of `process.env.ORIGIN || '*'`."""
    named = tree.source.origins and options.package is not Package.KOA
    edit = tree.source.edit(*tree.range(arm), listed_origins(tree.source))
    return found(
        RULE,
        tree.span(arm),
        Text.of("where this is taken, * with credentials allows nobody"),
        fixes=safe(Text.of("allow the origins that you named"), edit) if named else advice(_TITLE),
    )


def _lists(tree: Syntax, options: CorsOptions) -> Iterator[Finding]:
    """Find `*` for methods or headers: it is sent as it is."""
    for name in ("methods", "allowMethods", "allowedHeaders", "allowHeaders"):
        pair = pair_of(tree, options.node, name)
        value = value_of(tree, options.node, name)
        if pair is None or value is None or tree.text(value).strip("[] \t\n,'\"`") != "*":
            continue
        start, end = tree.range(value)
        if name.endswith("Headers"):
            # Left out, packages give back what is asked for.
            fix = safe(Text.of("take it out"), without_pair(tree, pair))
        else:
            meant = ", ".join(f"'{x}'" for x in _METHODS)
            text = f"[{meant}]" if value.type == "array" else f"'{','.join(_METHODS)}'"
            fix = safe(Text.of("name those that are meant"), tree.source.edit(start, end, text))
        yield found(
            RULE,
            tree.source.span(start, end),
            Text.of("with credentials, * is a name like any other"),
            fixes=fix,
        )


def _in_objects(tree: Syntax) -> Iterator[Finding]:
    """Find objects of headers, as functions in the cloud return them."""
    for node in tree.nodes("object"):
        pairs = {key_of(tree, x).lower(): x for x in node.named_children if x.type == "pair"}
        origin = pairs.get("access-control-allow-origin")
        held = pairs.get("access-control-allow-credentials")
        if origin is None or held is None:
            continue
        values = [x.child_by_field_name("value") for x in (origin, held)]
        told = [tree.text(x).strip("'\"`") if x is not None else "" for x in values]
        if told == ["*", "true"]:
            title = Text.of("take Allow-Credentials away, or give back one of the origins meant")
            yield found(
                RULE,
                tree.span(origin),
                Text.of("with credentials, * allows nobody"),
                fixes=safe(title, without_pair(tree, held)),
            )


def _fix(tree: Syntax, origin: Node | None, pair: Node) -> tuple[Fix, ...]:
    if not tree.source.origins:
        return safe(_TITLE, without_pair(tree, pair))
    listed = listed_origins(tree.source)
    if origin is not None:
        edit = tree.source.edit(*tree.range(origin), listed)
    else:
        start, _ = tree.range(pair)
        edit = tree.source.edit(start, start, f"origin: {listed}, ")
    return safe(Text.of("allow the origins that you named"), edit)
