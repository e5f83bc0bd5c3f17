"""What can be seen to be wrong with a translation without reading it."""

from __future__ import annotations

import re
import string
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_FORMATTER: Final = string.Formatter()
_WIDE: Final = r"[\u4e00-\u9fff]"
#: Half-width punctuation beside a Chinese character: , . : ; ! ? ( ) as Latin text has them.
_HALF: Final = re.compile(rf"{_WIDE}[,;!?]|{_WIDE}[.:](?=\s|$|{_WIDE})|[,;!?]{_WIDE}")
_BRACKET: Final = re.compile(rf"\((?=[^()]*{_WIDE})[^()]*\)")
_CODE: Final = re.compile(r"`[^`]*`|\{[^{}]*\}|'[^']*'|\"[^\"]*\"")
_QUOTED: Final = re.compile(r"`([^`]+)`")
#: Full-width letters and digits, and the blank: input methods leave them behind.
_STRAY: Final = re.compile(r"[\uff10-\uff19\uff21-\uff3a\uff41-\uff5a\u3000]")
#: Text that has no blank between Chinese and Latin letters or digits, against the project's use.
_TIGHT: Final = re.compile(rf"{_WIDE}[A-Za-z0-9]|[A-Za-z0-9]{_WIDE}")


def flaws(table: Mapping[str, str]) -> Iterator[str]:
    """Say what is wrong with translations, one sentence for each flaw."""
    for text, said in table.items():
        for what in _of(text, said):
            yield f"{what}: {said!r} for {text!r}"


def _of(text: str, said: str) -> Iterator[str]:
    if holes(text) != holes(said):
        yield "the holes differ"
    if not text.startswith("\b") and sorted(_QUOTED.findall(text)) != sorted(_QUOTED.findall(said)):
        yield "the code in it differs"
    if text.strip() != text and (text[:1].isspace(), text[-1:].isspace()) != (
        said[:1].isspace(),
        said[-1:].isspace(),
    ):
        yield "the blanks at its ends differ"
    plain = _CODE.sub("", said)
    if not text.startswith("\b"):
        for found in (*_HALF.findall(plain), *_BRACKET.findall(plain)):
            yield f"half-width punctuation ({found})"
    for found in _STRAY.findall(said):
        yield f"a full-width letter ({found})"
    for found in _TIGHT.findall(plain):
        yield f"no blank between Chinese and Latin ({found})"


def holes(template: str) -> list[str]:
    """Name the holes of a template; of a text that is none, nothing."""
    try:
        return sorted({name for _, name, _, _ in _FORMATTER.parse(template) if name is not None})
    except ValueError:
        return []
