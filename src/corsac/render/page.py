"""A rule's page in the terminal: headings, paragraphs, lists and code, without the Markdown."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from corsac.render.cells import wrap
from corsac.render.look import Line, Look, Piece, Style

if TYPE_CHECKING:
    from collections.abc import Iterator

_CODE = re.compile(r"`+([^`]+)`+")
_EMPHASIS = re.compile(r"(?<![\w*])\*([^*\s][^*]*)\*(?![\w*])")
_ITEM = re.compile(r"(?:[-*]|\d+\.) ")


def page(markdown: str, look: Look) -> Iterator[Line]:
    """Draw a page; its examples are told from prose by their indent."""
    block: list[str] = []
    fenced = False
    for line in [*markdown.strip().split("\n"), ""]:
        if line.startswith("```"):
            yield from _prose(block, look)
            block = []
            fenced = not fenced
        elif fenced:
            yield (Piece(f"    {line}", Style.DIM),)
        elif not line.strip() or line.startswith("#") or _ITEM.match(line):
            yield from _prose(block, look)
            block = []
            if line.startswith("#"):
                yield (Piece(line.lstrip("# "), Style.STRONG),)
            elif line.strip():
                block = [line]
            else:
                yield ()
        else:
            block.append(line)


def _prose(block: list[str], look: Look) -> Iterator[Line]:
    if not block:
        return
    text = " ".join(line.strip() for line in block)
    rest = "  " if _ITEM.match(text) else ""
    yield from wrap(list(_pieces(text)), look.width, rest=rest)


def _pieces(text: str) -> Iterator[Piece]:
    """Tell code from prose."""
    end = 0
    for match in _CODE.finditer(text):
        yield Piece(_EMPHASIS.sub(r"\1", text[end : match.start()]))
        yield Piece(match[1], Style.INFO)
        end = match.end()
    yield Piece(_EMPHASIS.sub(r"\1", text[end:]))
