"""Reads the facts of JavaScript and Go, from their syntax trees."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from corsac.targets.defects.code.facts import Facts, If, Listed, Place, Setting
from corsac.targets.defects.source import Kind
from corsac.targets.defects.syntax import Syntax, ancestors, function_of, statement_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tree_sitter import Node

_STRINGS: Final = frozenset(
    {"string", "template_string", "interpreted_string_literal", "raw_string_literal"}
)
_NEW: Final = "constructor"
_BLOCKS: Final = frozenset({"statement_block", "block"})
_SETTERS: Final = re.compile(
    r"(?P<on>.+)\.(?:header|set|setHeader|append|Set|Add|Header)", re.DOTALL
)
#: What sends requests: headers that are given to it are no answer's.
CLIENTS: Final = re.compile(
    r"(?:window\.|globalThis\.)?(?:fetch|\$fetch|useFetch|axios|ky|got|superagent)(?:\.\w+)?|"
    r"(?:\$|jQuery)\.(?:ajax|get|post|ajaxSetup)|\$http|fetchBaseQuery|Request|"
    r"(?:this\.)?(?:\$?http|_?http(?:Client)?|\w*[aA]xios\w*|api(?:Client)?)(?:\.\$?axios)?"
    r"\.(?:get|post|put|patch|delete|head|request|create)"
)
#: What a browser's or a framework's tests make up or compare.
_OF_TESTS: Final = re.compile(
    r".*\.(?:fulfill|respond|reply|to[A-Z]\w+)|cy\.intercept|expect|assert\.\w+", re.DOTALL
)
#: Where the members of a chain are joined.
_JOINT: Final = re.compile(r"\s*(\?\.|\.)\s*")
_CORS: Final = "access-control-"
#: Longer than what headers are set on.
_LONG: Final = 300
_ORIGIN: Final = re.compile(r"""["'`](?:https?://[^"'`\s]+|null)["'`]""")

#: How `Vary: Origin` is said: the first pattern that the receiver matches decides.
_KOA: Final = (r"(?:ctx|context)(?:\.response)?", "ctx.vary('Origin');")
_REPLY: Final = (r"reply|c", "{on}.header('Vary', 'Origin');")
_MAP: Final = (r"(?:.*\.)?headers|myHeaders|\w+Headers", "{on}.append('Vary', 'Origin');")
_EXPRESS: Final[tuple[tuple[str, str], ...]] = (_KOA, _REPLY, _MAP, (r".*", "{on}.vary('Origin');"))
_NODE: Final = (*_EXPRESS[:3], (r".*", "{on}.setHeader('Vary', 'Origin');"))
_GO: Final[tuple[tuple[str, str], ...]] = (
    (r".*\.Header\(\)", '{on}.Add("Vary", "Origin")'),
    (r"\w*[hH]eaders?", '{on}.Add("Vary", "Origin")'),
    (r".*", '{on}.Writer.Header().Add("Vary", "Origin")'),
)
_FIBER: Final = (*_GO[:2], (r".*", '{on}.Vary("Origin")'))
_LOOPS: Final = ("for_statement", "for_in_statement", "while_statement")
#: What only Express's answers have.
_OF_EXPRESS: Final = re.compile(r"express|\bapp\.use\(|\bres\.(?:header|set|sendStatus)\(")


def spelled(callee: str) -> str:
    """Write what is called in one line: a chain may have a line for each of its members."""
    return _JOINT.sub(r"\1", callee)


def literal(syntax: Syntax, node: Node) -> str | None:
    """Give the value of a string that is written out; None for anything else."""
    if node.type not in _STRINGS or any(x.type == "template_substitution" for x in node.children):
        return None
    return syntax.text(node)[1:-1]


def read(syntax: Syntax) -> Facts:
    """Read what a file sets by hand."""
    text = syntax.source.text
    if syntax.source.kind is Kind.GO:
        ways = _FIBER if "gofiber/" in text else _GO
    else:
        ways = _EXPRESS if _OF_EXPRESS.search(text) else _NODE
    ifs = {_place(syntax, node): _if(syntax, node) for node in syntax.nodes("if_statement")}
    settings = [*_calls(syntax, ways, ifs), *_members(syntax, ifs)]
    settings.sort(key=lambda each: each.own.start)
    loops = tuple(_place(syntax, node) for node in syntax.nodes(*_LOOPS))
    named = tuple(lists(syntax))
    return Facts(syntax.source, tuple(settings), tuple(ifs.values()), named, loops=loops)


def _place(syntax: Syntax, node: Node) -> Place:
    return Place(*syntax.range(node))


def _around(syntax: Syntax, ifs: dict[Place, If], node: Node) -> tuple[If, ...]:
    """Give the ifs around a node in its function, from without inwards."""
    function = function_of(node)
    around: list[If] = []
    for each in ancestors(node):
        if each == function:
            break
        if each.type == "if_statement":
            around.append(ifs[_place(syntax, each)])
    return tuple(reversed(around))


def _calls(
    syntax: Syntax, ways: tuple[tuple[str, str], ...], ifs: dict[Place, If]
) -> Iterator[Setting]:
    """Give the headers that are set one by one: `res.set(name, value)`."""
    for call in syntax.nodes("call_expression"):
        callee, arguments = (call.child_by_field_name(x) for x in ("function", "arguments"))
        given = [x for x in arguments.named_children if x.type != "comment"] if arguments else []
        name = literal(syntax, given[0]) if len(given) > 1 else None
        if callee is None or name is None or callee.end_byte - callee.start_byte > _LONG:
            continue
        match = _SETTERS.fullmatch(syntax.text(callee))
        if match is None:
            continue
        on = _receiver(syntax, match["on"])
        statement = statement_of(call)
        whole = _place(syntax, statement)
        own = _place(syntax, call)
        value = _place(syntax, given[1])
        if len(given) > 2 and all(literal(syntax, x) is not None for x in given):  # noqa: PLR2004 - more than a name and a value
            value = Place(value.start, _place(syntax, given[-1]).end)
        chained = syntax.text(statement).rstrip("; ") != syntax.text(call)
        inside = callee.child_by_field_name("object")
        if chained and inside is not None:
            own = Place(syntax.at(inside.end_byte), own.end)
        yield Setting(
            name.lower(),
            _value(syntax, given[1]) if value == _place(syntax, given[1]) else None,
            syntax.source.text[value.start : value.end],
            value,
            whole,
            own if chained else whole,
            _place(syntax, function_of(call)),
            _around(syntax, ifs, call),
            next(text for head, text in ways if re.fullmatch(head, on, re.DOTALL)).format(on=on),
            left="" if chained or _in_block(statement) else "{}",
        )


def _in_block(statement: Node) -> bool:
    """Whether a statement stands among others: an if may have one alone, without brackets."""
    parent = statement.parent
    return parent is None or parent.type not in {"if_statement", "else_clause"}


def _receiver(syntax: Syntax, on: str) -> str:
    """Give what headers are set on, without the calls of a chain before."""
    if syntax.source.kind is Kind.GO or "(" not in on:
        return on
    return re.split(r"\s*\.\s*\w+\(", on, maxsplit=1)[0]


def _members(syntax: Syntax, ifs: dict[Place, If]) -> Iterator[Setting]:
    """Give the headers that are set by an object: `res.set({ name: value })`."""
    for node in syntax.nodes("pair"):
        key, value = (node.child_by_field_name(x) for x in ("key", "value"))
        name = literal(syntax, key) if key is not None else None
        if key is None or value is None or name is None or not name.lower().startswith(_CORS):
            continue
        if _is_sent(syntax, node):
            continue
        quote = syntax.text(key)[0]
        where = _place(syntax, node)
        yield Setting(
            name.lower(),
            _value(syntax, value),
            syntax.text(value),
            _place(syntax, value),
            where,
            where,
            _place(syntax, function_of(node)),
            _around(syntax, ifs, node),
            f"{quote}Vary{quote}: {quote}Origin{quote},",
            member=True,
        )


def _is_sent(syntax: Syntax, node: Node) -> bool:
    """Whether a node is given to what sends a request, or to a test that is no server."""
    function = function_of(node)
    for each in ancestors(node):
        if each == function:
            break
        called = each.child_by_field_name("function" if each.type == "call_expression" else _NEW)
        short = called is not None and called.end_byte - called.start_byte <= _LONG
        if called is not None and short:
            name = spelled(syntax.text(called))
            if CLIENTS.fullmatch(name) or _OF_TESTS.fullmatch(name):
                return True
    return False


def _value(syntax: Syntax, node: Node) -> str | None:
    return syntax.text(node) if node.type in {"true", "number"} else literal(syntax, node)


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


#: What is called a list of origins, where its origins come from elsewhere.
_CALLED: Final = re.compile(r"\w*(?:origins|white_?list|allow_?list|allowed)\w*", re.IGNORECASE)
_SPLIT: Final = re.compile(r".*\.split\([^()]*\)(?:\s*\.(?:map|filter)\(.*\))*", re.DOTALL)
_GO_LIST: Final = re.compile(
    r"(?P<type>\[\]string|map\[string\](?:bool|struct\{\}))\s*\{(?P<members>.*)\}", re.DOTALL
)


def lists(syntax: Syntax, before: int | None = None) -> Iterator[Listed]:
    """Give the constants of the file that are lists of origins.

    Args:
        syntax: The file.
        before: The byte that they have to stand before, if any.
    """
    for node in syntax.nodes("variable_declarator", "var_spec"):
        name, value = (node.child_by_field_name(x) for x in ("name", "value"))
        if name is None or value is None or name.type != "identifier":
            continue
        if function_of(node).parent is not None or (before or node.end_byte) < node.end_byte:
            continue
        asks = _asks(syntax, name, value)
        if asks:
            yield Listed(syntax.text(name), asks.replace("{list}", syntax.text(name)))


def _asks(syntax: Syntax, name: Node, value: Node) -> str:
    """Tell how a value is asked for an origin; empty where it is no list of origins."""
    if syntax.source.kind is Kind.GO:
        match = _GO_LIST.fullmatch(syntax.text(value))
        texts = re.findall(r'"[^"]*"', match["members"]) if match else []
        if match is None or not texts or not all(map(_ORIGIN.fullmatch, texts)):
            return ""
        kind = match["type"]
        return "" if kind == "[]string" else _GO_ASKS.get(kind, "")
    while value.type in {"as_expression", "satisfies_expression"}:
        value = value.named_children[0]
    if value.type == "array":
        items = [syntax.text(x) for x in value.named_children if x.type != "comment"]
        return "{list}.includes({origin})" if items and all(map(_ORIGIN.fullmatch, items)) else ""
    text = syntax.text(value)
    if value.type == "new_expression" and text.startswith("new Set("):
        found = re.findall(r"[\"'`][^\"'`]*[\"'`]", text)
        return "{list}.has({origin})" if found and all(map(_ORIGIN.fullmatch, found)) else ""
    if _CALLED.fullmatch(syntax.text(name)) and len(text) < _LONG and _SPLIT.fullmatch(text):
        return "{list}.includes({origin})"
    return ""


_GO_ASKS: Final = {"map[string]bool": "{list}[{origin}]"}
