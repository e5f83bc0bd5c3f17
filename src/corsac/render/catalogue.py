"""The reader's language: sentences are looked up whole, by their English template."""

from __future__ import annotations

import string
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from corsac.core.findings import Text

_FORMATTER = string.Formatter()
#: Characters of a value inside a sentence: a list of 64 KB explains nothing more than its two ends.
_LONGEST = 240


@dataclass(frozen=True, slots=True)
class Catalogue:
    """A language: English templates to its own. What is missing stays English.

    `separator` stands between the items of a list, `colon` after a label.
    """

    entries: Mapping[str, str] = field(default_factory=dict[str, str])
    language: str = "en"
    separator: str = ", "
    colon: str = ": "

    def say(self, text: Text) -> str:
        """Give a sentence in this language, its holes filled."""
        return "".join(literal + value for literal, value in self.parts(text))

    def parts(self, text: Text) -> Iterator[tuple[str, str]]:
        """Give a sentence in pieces: words of the catalogue, and the value that follows them."""
        values = dict(text.values)
        template = self.entries.get(text.template, text.template)
        for literal, name, _, _ in _FORMATTER.parse(template):
            value = "" if name is None else values[name]
            if isinstance(value, str):
                yield literal, cut(value, _LONGEST)
            else:
                yield literal, ""
                yield from self.parts(value)

    def verbatim(self, text: Text) -> str:
        """Give what is pasted or looked at: code is never cut, a drawing translated."""
        return str(text) if text.values else self.say(text)

    def label(self, template: str) -> str:
        """Give a word or a sentence without holes in this language."""
        return self.entries.get(template, template)

    def list(self, items: Iterable[str]) -> str:
        """Give a list as it stands in a sentence."""
        return self.separator.join(items)


ENGLISH = Catalogue()


def cut(text: str, longest: int, mark: str = "...") -> str:
    """Take the middle out of a text that has more than `longest` characters."""
    if len(text) <= longest:
        return text
    keep = max(longest - len(mark), 0)
    head = (keep + 1) // 2
    tail = keep - head
    return text[:head] + mark + (text[-tail:] if tail else "")
