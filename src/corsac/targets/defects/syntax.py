"""Syntax trees of JavaScript, TypeScript and Go, with places in characters."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cached_property
from importlib import import_module
from typing import TYPE_CHECKING, Final, TypeVar, cast

from corsac.targets.defects.source import Kind, MissingParserError, Source

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tree_sitter import Node

    from corsac.core.findings import Span

_T = TypeVar("_T")
#: The module of each language's grammar, and the function in it.
_GRAMMARS: Final = {
    Kind.JAVASCRIPT: ("tree_sitter_javascript", "language"),
    Kind.MARKUP: ("tree_sitter_javascript", "language"),
    Kind.TYPESCRIPT: ("tree_sitter_typescript", "language_typescript"),
    Kind.TSX: ("tree_sitter_typescript", "language_tsx"),
    Kind.GO: ("tree_sitter_go", "language"),
}
_SCRIPT: Final = re.compile(r"<script\b([^>]*)>(.*?)</script\s*>", re.DOTALL | re.IGNORECASE)
_TYPED: Final = re.compile(r"""lang\s*=\s*["']?tsx?\b""")
_FUNCTIONS: Final = frozenset(
    "function_declaration function_expression function arrow_function method_definition "
    "generator_function_declaration generator_function method_declaration func_literal".split()
)


class Syntax:
    """A file's syntax tree. Broken files have one too, with holes."""

    def __init__(self, source: Source) -> None:
        """Parse a file; of markup, what stands in its script elements.

        Raises:
            MissingParserError: The grammar is not installed.
        """
        self.source = source
        self._kept: dict[str, tuple[object, ...]] = {}
        kind, text = source.kind, source.text
        if kind is Kind.MARKUP:
            kind, text = _scripts(text)
        module, function = _GRAMMARS[kind]
        try:
            tree_sitter = import_module("tree_sitter")
            language = tree_sitter.Language(getattr(import_module(module), function)())
        except ImportError as error:
            raise MissingParserError(f"{kind.value} is read with tree-sitter") from error
        self._data = text.encode("utf-8", "surrogatepass")
        self.root: Node = tree_sitter.Parser(language).parse(self._data).root_node

    @cached_property
    def _offsets(self) -> list[int] | None:
        """The byte at which each character starts; None where they count the same."""
        if self.source.text.isascii():
            return None
        offsets: list[int] = []
        at = 0
        for char in self.source.text:
            offsets.append(at)
            at += len(char.encode("utf-8", "surrogatepass"))
        return [*offsets, at]

    def at(self, byte: int) -> int:
        """Give the character at a byte."""
        return byte if self._offsets is None else bisect_left(self._offsets, byte)

    def range(self, node: Node) -> tuple[int, int]:
        """Give the characters of a node."""
        return self.at(node.start_byte), self.at(node.end_byte)

    def span(self, node: Node) -> Span:
        """Give the place of a node."""
        return self.source.span(*self.range(node))

    def text(self, node: Node) -> str:
        """Give a node's text."""
        return self._data[node.start_byte : node.end_byte].decode("utf-8", "surrogatepass")

    def head(self, node: Node, most: int = 300) -> str:
        """Give the head of a node's text: nodes in nodes would be read again and again.

        Args:
            node: The node.
            most: How many bytes of it, at most.
        """
        end = min(node.end_byte, node.start_byte + most)
        return self._data[node.start_byte : end].decode("utf-8", "ignore")

    def once(self, name: str, make: Callable[[], tuple[_T, ...]]) -> tuple[_T, ...]:
        """Make something of the tree once, and keep it under a name."""
        if name not in self._kept:
            self._kept[name] = make()
        return cast("tuple[_T, ...]", self._kept[name])

    @cached_property
    def bound(self) -> dict[str, Node]:
        """What names stand for, by their first declaration: values, and then functions."""
        found: dict[str, Node] = {}
        # What is given another value later stands for neither.
        again = {self.head(x.children[0]) for x in self.nodes("assignment_expression")}
        for node in self.nodes("variable_declarator"):
            name, value = node.child_by_field_name("name"), node.child_by_field_name("value")
            if name is not None and value is not None and self.head(name) not in again:
                found.setdefault(self.head(name), value)
        for node in self.nodes("function_declaration"):
            name = node.child_by_field_name("name")
            if name is not None:
                found.setdefault(self.head(name), node)
        return found

    def nodes(self, *types: str, inside: Node | None = None) -> Iterator[Node]:
        """Give the nodes of some types, in the order of the text."""
        if inside is None:
            found = [node for each in types for node in self._by_type.get(each, ())]
            yield from found if len(types) == 1 else sorted(found, key=lambda x: x.start_byte)
        else:
            yield from (node for node in _walked(inside) if node.type in types)

    @cached_property
    def _by_type(self) -> dict[str, list[Node]]:
        """Walk the tree once: many questions are asked of it."""
        found: dict[str, list[Node]] = {}
        for node in _walked(self.root):
            found.setdefault(node.type, []).append(node)
        return found


def _walked(node: Node) -> Iterator[Node]:
    stack = [node]
    while stack:
        node = stack.pop()
        yield node
        stack.extend(reversed(node.named_children))


def _scripts(text: str) -> tuple[Kind, str]:
    """Blank out everything that stands in no script element, line ends kept."""
    kind = Kind.JAVASCRIPT
    parts: list[str] = []
    end = 0
    for match in _SCRIPT.finditer(text):
        kind = Kind.TYPESCRIPT if _TYPED.search(match[1]) else kind
        parts += [_blank(text[end : match.start(2)]), match[2]]
        end = match.end(2)
    return kind, "".join([*parts, _blank(text[end:])])


def _blank(text: str) -> str:
    # As many bytes as before, so that places stay.
    return "".join(c if c == "\n" else " " * len(c.encode("utf-8", "surrogatepass")) for c in text)


def function_of(node: Node) -> Node:
    """Give the function around a node, or the file."""
    current = node
    while current.parent is not None:
        current = current.parent
        if current.type in _FUNCTIONS:
            break
    return current


def statement_of(node: Node) -> Node:
    """Give the statement that a node is in."""
    current = node
    while current.parent is not None and not (
        current.type.endswith(("_statement", "_declaration"))
        or current.parent.type in {"program", "statement_block", "block", "source_file"}
    ):
        current = current.parent
    return current


def ancestors(node: Node) -> Iterator[Node]:
    """Give what is around a node, from within outwards."""
    current = node.parent
    while current is not None:
        yield current
        current = current.parent
