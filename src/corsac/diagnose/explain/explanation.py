"""An explanation as data: blocks in reading order; `render` makes them a text."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from corsac.core.findings import Text


class Kind(StrEnum):
    """What a block is."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    #: One of a list.
    ITEM = "item"
    #: A label and what belongs to it.
    FACT = "fact"
    #: Verbatim, to be pasted or looked at.
    SNIPPET = "snippet"
    #: Markdown: a rule's page.
    PAGE = "page"


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of an explanation; only a fact has a label."""

    kind: Kind
    text: Text
    label: Text | None = None


@dataclass(frozen=True, slots=True)
class Explanation:
    """A title and what follows it."""

    title: Text
    blocks: tuple[Block, ...]


def heading(template: str, **values: object) -> Block:
    """Make a heading."""
    return Block(Kind.HEADING, Text.of(template, **values))


def paragraph(text: Text) -> Block:
    """Make a paragraph."""
    return Block(Kind.PARAGRAPH, text)


def items(texts: tuple[Text, ...]) -> tuple[Block, ...]:
    """Make a list."""
    return tuple(Block(Kind.ITEM, text) for text in texts)


def fact(label: str, text: Text, **values: object) -> Block:
    """Make a fact; `values` go into its label's holes."""
    return Block(Kind.FACT, text, Text.of(label, **values))


def snippet(code: str) -> Block:
    """Make a verbatim block."""
    return Block(Kind.SNIPPET, Text.of("{code}", code=code))
