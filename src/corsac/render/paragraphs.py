"""Markdown and help texts by their paragraphs, which is how they are translated."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corsac.render.catalogue import Catalogue

_LEAD: Final = re.compile(r"(#+ |\s*(?:[-*]|\d+\.) )?(.*)")
_BEGINS: Final = re.compile(r"#+ |\s*(?:[-*]|\d+\.) ")
#: A line of code, and what is said of it beside it, in more than one word.
_ASIDE: Final = re.compile(r"(\s.*\S\s{3,})(\S+ .*)")
#: Click's mark before a paragraph that is not to be wrapped.
VERBATIM: Final = "\b\n"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A piece of a text: words to be translated after a `lead`, or lines that stay.

    `lead` is what begins a heading or an item of a list; `words` stand on one line. Where `words`
    is empty, `lead` is the whole: code, or the empty line between two paragraphs.
    """

    lead: str
    words: str = ""


def split(markdown: str) -> Iterator[Paragraph]:
    """Cut Markdown into headings, items and paragraphs; code and empty lines stay as they are."""
    block: list[str] = []
    fenced = False
    for line in markdown.strip().split("\n"):
        fence = line.startswith("```")
        if fence or fenced or not line.strip() or _BEGINS.match(line):
            yield from _joined(block)
            block = []
        if fence or fenced or not line.strip():
            yield Paragraph(line)
        else:
            block.append(line)
        if fence:
            fenced = not fenced
        elif line.startswith("#"):
            yield from _joined(block)
            block = []
    yield from _joined(block)


def _joined(block: list[str]) -> Iterator[Paragraph]:
    if not block:
        return
    first = _LEAD.fullmatch(block[0].rstrip())
    assert first is not None  # noqa: S101 - every line matches
    yield Paragraph(first[1] or "", " ".join([first[2], *(line.strip() for line in block[1:])]))


def translated(markdown: str, say: Catalogue) -> str:
    """Give Markdown in another language; what is not translated stays English."""
    return "\n".join(_said(each, say) for each in split(markdown)) + "\n"


def split_help(text: str) -> Iterator[Paragraph]:
    """Cut a command's help into paragraphs; those after click's mark keep their lines.

    Of these an indented line is code, but for what stands after a gap of three blanks.
    """
    for number, each in enumerate(re.split(r"\n\s*\n", text.strip())):
        if number:
            yield Paragraph("\n\n")
        if each.startswith(VERBATIM):
            yield Paragraph(VERBATIM)
            yield from _lines(each.removeprefix(VERBATIM))
        else:
            yield Paragraph("", " ".join(each.split()))


def _lines(text: str) -> Iterator[Paragraph]:
    for number, line in enumerate(text.split("\n")):
        aside = _ASIDE.fullmatch(line)
        before = "\n" if number else ""
        if aside is not None:
            yield Paragraph(before + aside[1], aside[2])
        elif line[:1].isspace():
            yield Paragraph(before + line)
        else:
            yield Paragraph(before, line)


def translated_help(text: str, say: Catalogue) -> str:
    """Give a command's help in another language."""
    return "".join(_said(each, say) for each in split_help(text))


def _said(each: Paragraph, say: Catalogue) -> str:
    return each.lead + (say.entries.get(each.words, each.words) if each.words else "")
