"""Where JavaScript configures CORS with a package: which calls, and what they do by default."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from corsac.targets.defects.code.readers import lists
from corsac.targets.defects.nginx.cors import list_of
from corsac.targets.defects.script.calls import calls, has_more, key_of, members, resolved
from corsac.targets.defects.script.verdicts import FUNCTIONS
from corsac.targets.defects.syntax import function_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tree_sitter import Node

    from corsac.targets.defects.script.calls import Call
    from corsac.targets.defects.source import Source
    from corsac.targets.defects.syntax import Syntax

_DIRECT: Final = frozenset({"cors", "kcors", "koaCors", "expressCors", "fastifyCors"})
_METHODS: Final = re.compile(r"\w+\.enableCors")
_REGISTER: Final = re.compile(r"\w+\.register")
#: What stands beside `origin` in the options of such a package, and hardly elsewhere.
_OTHERS: Final = frozenset(
    "credentials optionsSuccessStatus allowedHeaders exposedHeaders preflightContinue "
    "allowMethods allowHeaders exposeHeaders".split()
)


class Package(StrEnum):
    """A CORS package; NestJS and Socket.IO have express's."""

    EXPRESS = "cors"
    FASTIFY = "@fastify/cors"
    KOA = "@koa/cors"
    HONO = "hono/cors"


_IMPORTED: Final = (
    (Package.KOA, re.compile(r"""["'](?:@koa/cors|koa2?-cors|kcors)["']""")),
    (Package.HONO, re.compile(r"""["']hono/cors["']""")),
    (Package.FASTIFY, re.compile(r"""["'](?:@fastify/cors|fastify-cors)["']""")),
)


_DEVELOPED: Final = re.compile(r"NODE_ENV|dev|prod|debug|local|test", re.IGNORECASE)
#: Longer than what a plug-in is called.
_LONG: Final = 300
#: Where a name comes from.
_BOUND: Final = (
    r"\b{name}\b[\s,}}\w:.*]{{0,80}}"
    r"(?:=\s*(?:await\s+)?(?:require|import)\(|\bfrom\s+)\s*"
    r"""["'][^"']+["']"""
)


def _package(text: str) -> Package:
    return next((x for x, named in _IMPORTED if named.search(text)), Package.EXPRESS)


@dataclass(frozen=True, slots=True)
class CorsOptions:
    """The options that a package gets; None for a bare call. `call` is the whole call.

    `asked` is the function that is given in the place of options: it makes them.
    """

    call: Node
    node: Node | None
    package: Package
    asked: Node | None = None

    @property
    def reflects_by_default(self) -> bool:
        """Whether it gives every origin back where none is named."""
        return self.package is Package.KOA

    @property
    def sends_star_by_default(self) -> bool:
        """Whether it allows every origin where none is named; Socket.IO then allows none."""
        named = self.call.type in {"call_expression", "new_expression"}
        return named and not self.reflects_by_default and not has_more(self.node)


def allowed(tree: Syntax, options: CorsOptions) -> tuple[str, str]:
    """Write who is allowed as the package takes it, from the file's list or the user's origins.

    Args:
        tree: The file.
        options: For which call.

    Returns:
        What is allowed, for people, and the value of `origin`; both empty where nobody is named.
    """
    listed = next(lists(tree, options.call.start_byte), None)
    if listed is None and not tree.source.origins:
        return "", ""
    if options.package is Package.KOA:
        asking = "ctx.get('Origin')"
        question = listed.asks.format(origin=asking) if listed else _tested(tree.source, asking)
        name = listed.name if listed else listed_origins(tree.source)
        return name, f"(ctx) => ({question} ? {asking} : '')"
    if listed is not None:
        array = ".includes(" in listed.asks
        return listed.name, listed.name if array else f"[...{listed.name}]"
    text = listed_origins(tree.source)
    if options.package is Package.HONO and not tree.source.exact_origins:
        return text, f"(origin) => ({_tested(tree.source, 'origin')} ? origin : null)"
    return text, text


def otherwise(tree: Syntax, origin: Node, *texts: str) -> Node | None:
    """Give the arm of a value that is taken where nothing is set: `env.ORIGIN || '*'`.

    Args:
        tree: The file.
        origin: The value.
        texts: What the arm has to be.
    """
    while origin.type == "parenthesized_expression" and origin.named_children:
        origin = origin.named_children[0]
    told = origin.child_by_field_name("operator")
    if origin.type == "binary_expression" and told is not None and tree.text(told) in {"||", "??"}:
        arms = [origin.child_by_field_name("right")]
    elif origin.type == "ternary_expression":
        condition = origin.child_by_field_name("condition")
        # While it is being developed, it is meant.
        if condition is None or _DEVELOPED.search(tree.text(condition)):
            return None
        arms = [origin.child_by_field_name(x) for x in ("consequence", "alternative")]
    else:
        return None
    return next((x for x in arms if x is not None and tree.text(x) in texts), None)


def _tested(source: Source, asking: str) -> str:
    """Ask whether an origin is one of those that the user named."""
    if source.exact_origins:
        return f"{json.dumps(list(source.exact_origins))}.includes({asking})"
    pattern = list_of(source.origins).replace("/", "\\/")
    return f"/{pattern}/.test({asking})"


def listed_origins(source: Source) -> str:
    """Write the origins that the user named as a list; patterns as expressions."""
    parts = [
        f"/{list_of((each,)).replace('/', chr(92) + '/')}/"
        if "*" in each or "{" in each
        else json.dumps(each)
        for each in source.origins
    ]
    return f"[{', '.join(parts)}]"


def cors_options(tree: Syntax) -> Iterator[CorsOptions]:
    """Give the options of express's cors, @koa/cors, @fastify/cors, Hono, NestJS, Socket.IO."""
    yield from tree.once("cors options", lambda: tuple(_options(tree)))


def _options(tree: Syntax) -> Iterator[CorsOptions]:
    seen: set[int] = set()
    for made in (*_of_servers(tree), *_of_calls(tree)):
        seen |= {made.node.id} if made.node is not None else set()
        yield made
    package = _package(tree.source.text)
    for node in tree.nodes("object"):
        # What another file hands to the package.
        names = members(tree, node) if node.id not in seen else set[str]()
        if "origin" in names and names & _OTHERS and function_of(node).parent is None:
            yield CorsOptions(node, node, package)


def _of_servers(tree: Syntax) -> Iterator[CorsOptions]:
    """Give those that a server takes among its own: `{ cors: { … } }`."""
    for pair in tree.nodes("pair"):
        value = pair.child_by_field_name("value")
        if key_of(tree, pair) == "cors" and value is not None and value.type == "object":
            yield CorsOptions(pair, value, Package.EXPRESS)


def _of_calls(tree: Syntax) -> Iterator[CorsOptions]:
    for call in calls(tree):
        given = list(call.arguments)
        package = _called(tree, call)
        if package is None:
            continue
        if _REGISTER.fullmatch(call.name):
            given = given[1:]
        node = resolved(tree, given[0]) if given else None
        kind = "" if node is None else node.type
        yield CorsOptions(
            call.node,
            node if kind == "object" else None,
            package,
            node if kind in FUNCTIONS else None,
        )


def _called(tree: Syntax, call: Call) -> Package | None:
    """Tell which package a call is of; None for other calls."""
    if _REGISTER.fullmatch(call.name):
        named = bool(call.arguments) and "cors" in tree.head(call.arguments[0], _LONG).lower()
        return Package.FASTIFY if named else None
    if _METHODS.fullmatch(call.name):
        return Package.EXPRESS
    if call.name not in _DIRECT:
        return None
    line = re.search(_BOUND.format(name=call.name), tree.source.text)
    return _package(line[0] if line else tree.source.text)
