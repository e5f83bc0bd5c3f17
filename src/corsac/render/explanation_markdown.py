"""An explanation as Markdown, to be sent to a colleague."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from corsac.core.findings import Text
from corsac.diagnose.explain.explanation import Kind
from corsac.render import redact
from corsac.render.paragraphs import translated
from corsac.render.printable import block as printable_block
from corsac.render.printable import line as printable
from corsac.render.to_markdown import fenced, prose, sentence

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from corsac.diagnose.explain.explanation import Block, Explanation
    from corsac.render.catalogue import Catalogue
    from corsac.render.look import Look

_LISTS = frozenset({Kind.ITEM, Kind.FACT})


def render(explanation: Explanation, look: Look) -> str:
    """Give an explanation as CommonMark, ended by a line feed."""
    say = look.catalogue
    parts = [f"# {prose(printable(redact.message(say.say(explanation.title))))}"]
    for kind, blocks in groupby(explanation.blocks, key=lambda each: each.kind):
        said = [_block(each, say) for each in blocks]
        parts += ["\n".join(said)] if kind in _LISTS else said
    return "\n\n".join(parts) + "\n"


def _block(block: Block, say: Catalogue) -> str:
    match block.kind:
        case Kind.HEADING:
            return f"## {_said(block.text, say)}"
        case Kind.PARAGRAPH:
            return _said(block.text, say)
        case Kind.ITEM:
            return f"- {_said(block.text, say)}"
        case Kind.FACT:
            return f"- {_said(block.label or Text(''), say)}: {_said(block.text, say)}"
        case Kind.SNIPPET:
            return fenced(printable_block(redact.message(say.verbatim(block.text))))
        case _:  # Kind.PAGE, the last
            return translated(printable_block(str(block.text)), say).strip()


def _said(text: Text, say: Catalogue) -> str:
    """Give a sentence, its values as code without secrets."""
    return sentence(_clean(text), say)


def _clean(text: Text) -> Text:
    return Text(text.template, tuple(_pairs(text.values)))


def _pairs(values: Iterable[tuple[str, str | Text]]) -> Iterator[tuple[str, str | Text]]:
    for name, value in values:
        if isinstance(value, str):
            yield name, printable(redact.message(value))
        else:
            yield name, _clean(value)
