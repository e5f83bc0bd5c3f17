"""Reads the facts of JavaScript and Go, from their syntax trees."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from corsac.targets.defects.code.facts import Facts, If, Place, Setting
from corsac.targets.defects.source import Kind
from corsac.targets.defects.syntax import Syntax, ancestors, function_of, statement_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tree_sitter import Node

_STRINGS: Final = frozenset(
    {"string", "template_string", "interpreted_string_literal", "raw_string_literal"}
)
_BLOCKS: Final = frozenset({"statement_block", "block"})
_SETTERS: Final = re.compile(r"(?P<on>.+)\.(?:header|set|setHeader|append|Set|Add|Header)")
_ORIGIN: Final = re.compile(r"""["'`](?:https?://[^"'`\s]+|null)["'`]""")


@dataclass(frozen=True, slots=True)
class Dialect:
    """How a language says `Vary: Origin` on a receiver, and asks for membership of a list."""

    vary: tuple[tuple[str, str], ...]
    guard: str


#: The first pattern that the receiver matches decides; `{on}` is the receiver.
_JAVASCRIPT: Final = Dialect(
    (
        (r"(?:ctx|context)(?:\.response)?", "ctx.vary('Origin');"),
        (r"reply|c", "{on}.header('Vary', 'Origin');"),
        (r".*\bheaders", "{on}.append('Vary', 'Origin');"),
        (r".*", "{on}.vary('Origin');"),
    ),
    "if ({list}.includes({origin})) ",
)
_NODE: Final = Dialect(
    (*_JAVASCRIPT.vary[:3], (r".*", "{on}.setHeader('Vary', 'Origin');")), _JAVASCRIPT.guard
)
_GO: Final = Dialect(
    (
        (r".*\.Header\(\)", '{on}.Add("Vary", "Origin")'),
        (r".*", '{on}.Writer.Header().Add("Vary", "Origin")'),
    ),
    "",
)


def literal(syntax: Syntax, node: Node) -> str | None:
    """Give the value of a string that is written out; None for anything else."""
    if node.type not in _STRINGS or any(x.type == "template_substitution" for x in node.children):
        return None
    return syntax.text(node)[1:-1]


def read(syntax: Syntax) -> Facts:
    """Read what a file sets by hand."""
    text = syntax.source.text
    if syntax.source.kind is Kind.GO:
        dialect = _GO
    else:
        dialect = _JAVASCRIPT if re.search(r"express|\bapp\.use\(", text) else _NODE
    ifs = {_place(syntax, node): _if(syntax, node) for node in syntax.nodes("if_statement")}
    settings = tuple(_settings(syntax, dialect, ifs))
    return Facts(syntax.source, settings, tuple(ifs.values()), tuple(_lists(syntax)))


def _place(syntax: Syntax, node: Node) -> Place:
    return Place(*syntax.range(node))


def _settings(syntax: Syntax, dialect: Dialect, ifs: dict[Place, If]) -> Iterator[Setting]:
    for call in syntax.nodes("call_expression"):
        callee, arguments = (call.child_by_field_name(x) for x in ("function", "arguments"))
        match = _SETTERS.fullmatch(syntax.text(callee)) if callee else None
        given = [x for x in arguments.named_children if x.type != "comment"] if arguments else []
        if match is None or len(given) < 2:  # noqa: PLR2004 - name and value
            continue
        name = literal(syntax, given[0])
        if name is None:
            continue
        yield _setting(syntax, dialect, ifs, call, (name, given[1], match["on"]))


def _setting(
    syntax: Syntax, dialect: Dialect, ifs: dict[Place, If], call: Node, said: tuple[str, Node, str]
) -> Setting:
    name, value, on = said
    on = on.rpartition(".status(")[0] or on
    function = function_of(call)
    around = [
        ifs[_place(syntax, each)]
        for each in ancestors(call)
        if each.type == "if_statement" and function_of(each) == function
    ]
    vary = next(text for pattern, text in dialect.vary if re.fullmatch(pattern, on))
    return Setting(
        name.lower(),
        "true" if value.type == "true" else literal(syntax, value),
        syntax.text(value),
        _place(syntax, value),
        _place(syntax, statement_of(call)),
        _place(syntax, function),
        tuple(reversed(around)),
        vary.format(on=on),
        dialect.guard,
    )


def _if(syntax: Syntax, node: Node) -> If:
    condition = node.child_by_field_name("condition")
    body = node.child_by_field_name("consequence")
    inside = [x for x in body.named_children if x.type != "comment"] if body else []
    if len(inside) == 1 and inside[0].type == "statement_list":
        inside = [x for x in inside[0].named_children if x.type != "comment"]
    last = inside[-1] if inside and body and body.type in _BLOCKS else None
    told = condition or node
    return If(
        _place(syntax, node),
        syntax.text(told),
        _place(syntax, told),
        _place(syntax, last) if last else None,
        _place(syntax, function_of(node)),
    )


def _lists(syntax: Syntax) -> Iterator[str]:
    """Name the constants of the file that are lists of origins."""
    for node in syntax.nodes("variable_declarator"):
        name, value = (node.child_by_field_name(x) for x in ("name", "value"))
        if name is None or value is None or value.type != "array" or name.type != "identifier":
            continue
        items = [syntax.text(x) for x in value.named_children if x.type != "comment"]
        if items and all(_ORIGIN.fullmatch(x) for x in items):
            yield syntax.text(name)
