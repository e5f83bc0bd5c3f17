"""Reads the options of Go's CORS packages, and what is set by hand beside them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from corsac.policy.pattern import ANY, parse_pattern
from corsac.targets.defects.code import readers
from corsac.targets.defects.code.readers import literal
from corsac.targets.defects.go.options_open import TYPES, fields
from corsac.targets.defects.syntax import Syntax
from corsac.targets.settings import by_hand
from corsac.targets.settings.draft import Draft, Library
from corsac.targets.settings.lines import worked_out
from corsac.targets.settings.values import Listing, Scalar

if TYPE_CHECKING:
    from tree_sitter import Node

    from corsac.targets.defects.source import Source
    from corsac.targets.settings.reading import Reading

LIBRARY: Final = Library("go", "cors packages of Go", folds=True)
_STRINGS: Final = ("interpreted_string_literal", "raw_string_literal")
_LISTS: Final = {
    "AllowedMethods": "allow_methods",
    "AllowMethods": "allow_methods",
    "AllowedHeaders": "allow_headers",
    "AllowHeaders": "allow_headers",
    "ExposedHeaders": "expose_headers",
    "ExposeHeaders": "expose_headers",
}
#: What rs/cors and chi's fall back on.
_DEFAULTS: Final = {
    "allow_methods": ("GET", "POST", "HEAD"),
    "allow_headers": ("Accept", "Content-Type", "X-Requested-With"),
}
#: Each origin of a scheme, as the packages take it; no policy says one of them alone.
_EVERY: Final = frozenset({"https://*", "http://*"})
_HOURS: Final = re.compile(r"(\d+)\s*\*\s*time\.(Hour|Minute|Second)")
_SECONDS: Final = {"Hour": 3600, "Minute": 60, "Second": 1}


def read(source: Source) -> tuple[Reading, ...]:
    """Give a reading for each set of options, and each function that sets headers by hand.

    Raises:
        SourceError: It is no Go.
        MissingParserError: The parser is not installed.
    """
    tree = Syntax(source)
    found = [
        _reading(tree, node)
        for node in tree.nodes("composite_literal")
        if (kind := node.child_by_field_name("type")) is not None and tree.text(kind) in TYPES
    ]
    return (*found, *by_hand.read(readers.read(tree)))


def _reading(tree: Syntax, node: Node) -> Reading:
    draft = Draft(LIBRARY, span=tree.span(node))
    given = dict(fields(tree, node))
    held = given.get("AllowCredentials")
    draft.credentials = held is not None and tree.text(held) == "true"
    _origins(tree, draft, given)
    for key, name in _LISTS.items():
        if key in given:
            texts = tuple(Scalar(literal(tree, x), tree.span(x)) for x in _texts(tree, given[key]))
            draft.names(name, Listing(texts), key)
    for name, names in _DEFAULTS.items():
        if name not in draft.lists:
            draft.names(name, Listing(tuple(map(Scalar, names))), name)
    if "MaxAge" in given:
        _age(tree, draft, given["MaxAge"])
    return draft.reading(draft.policy())


def _texts(tree: Syntax, node: Node) -> list[Node]:
    return list(tree.nodes(*_STRINGS, inside=node))


def _others(node: Node) -> list[Node]:
    """Give the members of a list that are written out in it, and are no texts."""
    body = node.child_by_field_name("body")
    found = [x for x in body.named_children if x.type != "comment"] if body is not None else []
    inner = [x.named_children[0] if x.type == "literal_element" else x for x in found]
    return [x for x in inner if x.type not in _STRINGS]


def _origins(tree: Syntax, draft: Draft, given: dict[str, Node]) -> None:
    function = next((x for name, x in given.items() if name.endswith("Func")), None)
    listed = given.get("AllowedOrigins") or given.get("AllowOrigins")
    if function is not None:
        draft.unknown(worked_out(tree.text(function)[:60], tree.span(function)), "the origins")
        draft.undecided = True
    elif listed is None:
        draft.add("allow_origins", ANY, draft.span)
    else:
        texts = _texts(tree, listed)
        if not texts and "{" not in tree.text(listed):
            draft.unknown(worked_out(tree.text(listed), tree.span(listed)), "the origins")
            draft.undecided = True
        for each in _others(listed):
            draft.unknown(worked_out(tree.text(each)[:60], tree.span(each)), "the origins")
            draft.undecided = True
        if {literal(tree, each) for each in texts} >= _EVERY:
            draft.add("allow_origins", ANY, tree.span(listed))
            return
        for each in texts:
            text = literal(tree, each) or ""
            if text in _EVERY:
                draft.unknown(worked_out(text, tree.span(each)), "the origins")
                draft.undecided = True
                continue
            if parse_pattern(text) is not None:  # the packages match a * in it as the policy does
                draft.add("allow_origins", text, tree.span(each))
            else:
                draft.origin(text, tree.span(each))


def _age(tree: Syntax, draft: Draft, node: Node) -> None:
    text = tree.text(node)
    match = _HOURS.fullmatch(text)
    if match:
        draft.seconds(Scalar(int(match[1]) * _SECONDS[match[2]], tree.span(node)))
    elif text.isdecimal():
        draft.seconds(Scalar(int(text), tree.span(node)))
    else:
        draft.seconds(worked_out(text, tree.span(node)))
