"""An explanation for the terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corsac.core.findings import Text
from corsac.diagnose.explain.explanation import Kind
from corsac.render import redact
from corsac.render.cells import cells, wrap
from corsac.render.look import Line, Look, Piece, Style, paint
from corsac.render.page import page
from corsac.render.paragraphs import translated
from corsac.render.printable import block as printable_block
from corsac.render.printable import line as printable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corsac.diagnose.explain.explanation import Block, Explanation

#: Wider labels stand on a line of their own.
_LABELS = 24


def render(explanation: Explanation, look: Look) -> str:
    """Give an explanation as text, at most `look.width` cells wide but for what is pasted."""
    return paint(_with_gaps(_lines(explanation, look)), look)


def _with_gaps(lines: Iterator[Line]) -> Iterator[Line]:
    """Let no two empty lines stand together."""
    blank = True
    for line in lines:
        empty = not any(piece.text.strip() for piece in line)
        if not (empty and blank):
            yield line
        blank = empty


def _lines(explanation: Explanation, look: Look) -> Iterator[Line]:
    title = _said(explanation.title, look)
    yield from wrap([Piece(title, Style.STRONG)], look.width)
    yield ()
    facts = [each for each in explanation.blocks if each.kind is Kind.FACT and each.label]
    widths = [cells(_said(each.label, look)) for each in facts if each.label]
    width = max((each for each in widths if each <= _LABELS), default=0)
    last = Kind.HEADING
    for each in explanation.blocks:
        if each.kind is not last and last is not Kind.HEADING:
            yield ()
        last = each.kind
        yield from _block(each, look, width)


def _block(block: Block, look: Look, width: int) -> Iterator[Line]:
    match block.kind:
        case Kind.HEADING:
            yield ()
            yield (Piece(_said(block.text, look), Style.STRONG),)
        case Kind.PARAGRAPH:
            yield from wrap([Piece(_said(block.text, look))], look.width)
        case Kind.ITEM:
            yield from wrap([Piece(_said(block.text, look))], look.width, [Piece("  - ")], "    ")
        case Kind.FACT:
            label = _said(block.label or Text(""), look)
            first = Piece(label + " " * (width - cells(label)) + "  ", Style.FRAME)
            if cells(label) > width:
                yield from wrap([Piece(label, Style.FRAME)], look.width)
                first = Piece(" " * (width + 2))
            rest = " " * (width + 2)
            yield from wrap([Piece(_said(block.text, look))], look.width, [first], rest)
        case Kind.SNIPPET:
            yield ()
            for line in redact.message(look.catalogue.verbatim(block.text)).split("\n"):
                # Never wrapped: what is pasted has to run.
                yield (Piece(f"  {printable(line)}"),)
        case _:  # Kind.PAGE, the last
            text = translated(str(block.text), look.catalogue)
            yield from page(printable_block(text), look)


def _said(text: Text, look: Look) -> str:
    return printable(redact.message(look.catalogue.say(text)))
