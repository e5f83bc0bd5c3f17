"""Reads the options of JavaScript's CORS packages, and what is set by hand beside them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from corsac.policy.pattern import ANY
from corsac.targets.defects.code import readers
from corsac.targets.defects.code.readers import literal
from corsac.targets.defects.script.calls import is_true, resolved, value_of
from corsac.targets.defects.script.options import cors_options
from corsac.targets.defects.syntax import Syntax
from corsac.targets.settings import by_hand
from corsac.targets.settings.draft import Draft, Library
from corsac.targets.settings.lines import worked_out
from corsac.targets.settings.translation import Matching
from corsac.targets.settings.values import Listing, Regex, Scalar, Unknown

if TYPE_CHECKING:
    from tree_sitter import Node

    from corsac.targets.defects.script.options import CorsOptions
    from corsac.targets.defects.source import Source
    from corsac.targets.settings.reading import Reading
    from corsac.targets.settings.values import Value

LIBRARY: Final = Library("express", "cors packages of JavaScript", Matching.ANYWHERE)
_METHODS: Final = ("GET", "HEAD", "PUT", "PATCH", "POST", "DELETE")
_FUNCTIONS: Final = frozenset({"arrow_function", "function_expression", "function"})
_NAME: Final = re.compile(r"[A-Za-z_$][\w$]*")


def read(source: Source) -> tuple[Reading, ...]:
    """Give a reading for each call of a package, and each function that sets headers by hand.

    Raises:
        SourceError: It is not the language that it is said to be.
        MissingParserError: The parser is not installed.
    """
    tree = Syntax(source)
    packages = tuple(_reading(tree, each) for each in cors_options(tree))
    return (*packages, *by_hand.read(readers.read(tree)))


def _reading(tree: Syntax, options: CorsOptions) -> Reading:
    draft = Draft(LIBRARY, span=tree.span(options.call))
    node = options.node
    draft.credentials = is_true(tree, value_of(tree, node, "credentials"))
    origin = value_of(tree, node, "origin")
    told = _from_elsewhere(tree, options) if origin is None else None
    if told is not None:
        draft.origins(_unknown(tree, told))
    else:
        draft.origins(Scalar(ANY, draft.span) if origin is None else _origins(tree, origin))
    fields = (
        ("allow_methods", "methods", Listing(tuple(map(Scalar, _METHODS)))),
        ("allow_headers", "allowedHeaders", Scalar(ANY)),
        ("expose_headers", "exposedHeaders", Listing()),
    )
    for name, key, default in fields:
        given = value_of(tree, node, key)
        draft.names(name, default if given is None else _listed(tree, given), key)
    age = value_of(tree, node, "maxAge")
    if age is not None:
        text = literal(tree, age)
        shown = tree.text(age) if text is None else text
        known = shown.isdecimal()
        draft.seconds(Scalar(int(shown), tree.span(age)) if known else worked_out(shown, None))
    return draft.reading(draft.policy())


def _from_elsewhere(tree: Syntax, options: CorsOptions) -> Node | None:
    """Give what options come from that are not in this file: a name, a function, `...defaults`."""
    if options.node is not None:
        spread = [x for x in options.node.named_children if x.type == "spread_element"]
        return spread[0] if spread else None
    given = options.call.child_by_field_name("arguments")
    inside = [x for x in given.named_children if x.type != "comment"] if given is not None else []
    called = options.call.child_by_field_name("function")
    plugin = called is not None and tree.text(called).endswith(".register")
    rest = inside[1:] if plugin else inside
    return rest[0] if rest else None


def _origins(tree: Syntax, node: Node) -> Value:
    """Give what `origin` is: true and functions that say yes to all are everyone."""
    span, text = tree.span(node), literal(tree, node)
    if node.type == "array":
        inside = [x for x in node.named_children if x.type != "comment"]
        return Listing(tuple(_origins(tree, resolved(tree, x)) for x in inside), span)
    if node.type == "regex":
        pattern = node.child_by_field_name("pattern")
        return Regex(tree.text(pattern).replace("\\/", "/") if pattern else "", span)
    if text is not None:
        return Scalar(text, span)
    if node.type == "true":
        return Scalar(ANY, span)
    if node.type == "false":
        return Listing((), span)
    if node.type in _FUNCTIONS and (listed := _consulted(tree, node)) is not None:
        return listed
    return _unknown(tree, node)


def _consulted(tree: Syntax, function: Node) -> Value | None:
    """Give the one list of the file that a function looks into; None where it does something else.

    More than a membership test can't be read for what it lets through.
    """
    text = tree.text(function)
    for name in dict.fromkeys(_NAME.findall(text)):
        if not re.search(rf"\b{re.escape(name)}\.(?:includes|indexOf|has)\(", text):
            continue
        for each in tree.nodes("variable_declarator"):
            named, value = each.child_by_field_name("name"), each.child_by_field_name("value")
            if named is None or value is None or tree.text(named) != name:
                continue
            arrays = [value] if value.type == "array" else list(tree.nodes("array", inside=value))
            if arrays:
                return _origins(tree, arrays[0])
    return None


def _listed(tree: Syntax, node: Node) -> Value:
    """Give a list of names, written as a list or with commas."""
    text, span = literal(tree, node), tree.span(node)
    if text is not None:
        names = [part.strip() for part in text.split(",") if part.strip()]
        return Listing(tuple(Scalar(each, span) for each in names), span)
    if node.type == "array":
        inside = [resolved(tree, x) for x in node.named_children if x.type != "comment"]
        texts = [(literal(tree, x), x) for x in inside]
        return Listing(
            tuple(
                _unknown(tree, x) if given is None else Scalar(given, tree.span(x))
                for given, x in texts
            ),
            span,
        )
    return _unknown(tree, node)


def _unknown(tree: Syntax, node: Node) -> Unknown:
    return worked_out(tree.text(node)[:60], tree.span(node))
