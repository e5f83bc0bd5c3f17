"""Apache's configuration as directives and sections, with their places.

A line is a directive: words, some in quotes. A backslash at the end goes on with the next line; a
line that starts with `#` is a comment. `<Name …>` opens a section, `</Name>` closes it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Final

from corsac.targets.defects.source import Source, SourceError
from corsac.targets.defects.templates import refuse_statements

if TYPE_CHECKING:
    from collections.abc import Iterator

_LINE: Final = re.compile(r"(?:[^\n\\]|\\\r?\n|\\.|\\$)+", re.MULTILINE)
_WORD: Final = re.compile(
    r"""(?:\s|\\\r?\n)*(?:"((?:\\.|[^"\\])*)"|'((?:\\.|[^'\\])*)'|((?:(?!\\\r?\n)\S)+))""",
    re.DOTALL,
)
_DEEPEST: Final = 60
#: Sections that ask about the server, and not about the request.
_ABOUT_APACHE: Final = frozenset({"ifmodule", "ifdefine", "ifversion", "iffile", "ifdirective"})


@dataclass(frozen=True, slots=True)
class Word:
    """A word without its quotes, and the place of it with them."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, eq=False)
class Directive:
    """A directive, or what opens a section; `sections` are those around it, the outermost first."""

    source: Source
    words: tuple[Word, ...]
    start: int
    end: int
    sections: tuple[Directive, ...] = ()
    opens: bool = False

    @property
    def name(self) -> str:
        """Its name in lower case: Apache doesn't care."""
        return self.words[0].text.lower()

    @cached_property
    def places(self) -> tuple[Directive, ...]:
        """The sections around it that are about requests; `<IfModule>` and its kin are not."""
        return tuple(each for each in self.sections if each.name not in _ABOUT_APACHE)

    @property
    def scope(self) -> Directive | None:
        """The outermost of these sections, or None where it stands at the file's top."""
        return next(iter(self.places), None)


@dataclass(frozen=True, slots=True)
class Header:
    """A `Header` directive: `Header [always|onsuccess] ACTION NAME [VALUE] [condition]`."""

    line: Directive
    always: bool
    action: Word
    name: str
    value: Word | None
    rest: tuple[Word, ...]


@dataclass(frozen=True)
class Config:
    """A whole file."""

    source: Source
    directives: tuple[Directive, ...]
    headers: tuple[Header, ...] = field(default=())

    def named(self, *names: str) -> tuple[Directive, ...]:
        """Give the directives of these names, in lower case."""
        return tuple(each for each in self.directives if each.name in names and not each.opens)

    def beside(self, header: Header, *names: str) -> tuple[Header, ...]:
        """Give the headers of these names that are sent with one: in its section or around it.

        Those in a section further in are sent where that one is too.
        """
        places = header.line.places
        right_here = [self._here.get(places[:depth], []) for depth in range(len(places))]
        found = [x for several in right_here for x in several if x.name in names]
        found += [x for x in self._inside.get(places, []) if x.name in names]
        return tuple(found)

    @cached_property
    def _here(self) -> dict[tuple[Directive, ...], list[Header]]:
        found: dict[tuple[Directive, ...], list[Header]] = {}
        for each in self.headers:
            found.setdefault(each.line.places, []).append(each)
        return found

    @cached_property
    def _inside(self) -> dict[tuple[Directive, ...], list[Header]]:
        found: dict[tuple[Directive, ...], list[Header]] = {}
        for each in self.headers:
            places = each.line.places
            for depth in range(len(places) + 1):
                found.setdefault(places[:depth], []).append(each)
        return found


def read(source: Source) -> Config:
    """Read a configuration.

    Raises:
        SourceError: A section is not closed, or another one is, or it is a template.
    """
    refuse_statements(source)
    directives = tuple(_directives(source))
    headers = [_header(each) for each in directives if each.name == "header"]
    return Config(source, directives, tuple(each for each in headers if each is not None))


def _directives(source: Source) -> Iterator[Directive]:
    stack: list[Directive] = []
    for match in _LINE.finditer(source.text):
        text = match[0].rstrip()
        start = match.start() + len(text) - len(text.lstrip())
        end = match.start() + len(text)
        bare = text.lstrip()
        if not bare or bare.startswith("#"):
            continue
        if bare.startswith("</"):
            name = bare[2:].rstrip("> \t").lower()
            if not stack or stack[-1].name != name:
                raise SourceError(f"<{'/' + name}> closes nothing", *source.place(start))
            stack.pop()
            continue
        opens = bare.startswith("<")
        stop = end - 1 if opens and bare.endswith(">") else end
        words = tuple(_words(source.text, start + opens, stop))
        if not words:
            continue
        made = Directive(source, words, start, end, tuple(stack), opens)
        yield made
        if opens:
            stack.append(made)
            if len(stack) > _DEEPEST:
                raise SourceError("sections nest too deep", *source.place(start))
    if stack:
        reason = f"<{stack[-1].words[0].text}> is not closed"
        raise SourceError(reason, *source.place(stack[-1].start))


def _words(text: str, at: int, end: int) -> Iterator[Word]:
    while at < end:
        match = _WORD.match(text, at, end)
        if match is None:
            return
        found = next(index for index in (1, 2, 3) if match[index] is not None)
        quoted = 0 if found == 3 else 1  # noqa: PLR2004 - the third is the bare one
        yield Word(match[found], match.start(found) - quoted, match.end(found) + quoted)
        at = match.end()


def _header(line: Directive) -> Header | None:
    words = list(line.words[1:])
    always = False
    if words and words[0].text.lower() in {"always", "onsuccess"}:
        always = words.pop(0).text.lower() == "always"
    if len(words) < 2:  # noqa: PLR2004 - action and name
        return None
    action, name = words[0], words[1]
    value = words[2] if len(words) > 2 and action.text.lower() != "unset" else None  # noqa: PLR2004 - the third is the value
    return Header(line, always, action, name.text.lower().rstrip(":"), value, tuple(words[3:]))
