"""An nginx configuration as a tree of directives with their places."""

from __future__ import annotations

import re
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Any

from corsac.targets.defects.source import MissingParserError, Source, SourceError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_DEEPEST = 60
_BLANK = re.compile(r"\s*")


@dataclass(frozen=True, slots=True)
class Word:
    """A word as nginx reads it, and the place of it, with its quotes."""

    text: str
    start: int
    end: int
    quoted: bool = False


@dataclass(frozen=True, slots=True)
class Directive:
    """A simple directive, or one with a block; [start, end) ends behind its `;` or `}`."""

    source: Source
    words: tuple[Word, ...]
    start: int
    end: int
    block: tuple[Directive, ...] | None = None
    opened: int = 0

    @property
    def name(self) -> str:
        """The first word; blocks of a map may start with a value."""
        return self.words[0].text if self.words else ""

    @property
    def arguments(self) -> tuple[str, ...]:
        """The words behind the first."""
        return tuple(word.text for word in self.words[1:])

    def is_about(self, *names: str) -> bool:
        """Whether it is an add_header of one of these headers, in any case."""
        return (
            self.name == "add_header"
            and len(self.words) > 2  # noqa: PLR2004 - name, header, value
            and self.words[1].text.lower() in names
        )


@dataclass(frozen=True, slots=True)
class Level:
    """A block in its place; the file itself has no directive. `parents` go from without inwards."""

    source: Source
    body: tuple[Directive, ...]
    directive: Directive | None = None
    parents: tuple[Level, ...] = ()

    @property
    def name(self) -> str:
        """What the block is: `server`, `location`, `if`."""
        return self.directive.name if self.directive else ""

    @property
    def chain(self) -> tuple[Level, ...]:
        """This level and those around it, from within outwards."""
        return (self, *reversed(self.parents))

    def own(self, name: str) -> tuple[Directive, ...]:
        """Give the directives of a name that stand right here."""
        return tuple(each for each in self.body if each.name == name)

    def effective(self, name: str) -> tuple[Directive, ...]:
        """Give what holds here: nginx inherits a list only where a level has none of its own."""
        for level in self.chain:
            if own := level.own(name):
                return own
        return ()

    def headers(self, *names: str) -> tuple[Directive, ...]:
        """Give the add_header lines of these names (in lower case) that hold here."""
        return tuple(each for each in self.effective("add_header") if each.is_about(*names))

    def setting(self, name: str) -> str:
        """Give a simple setting's first argument, from here or from around; empty without one."""
        held = self.effective(name)
        return held[-1].arguments[0] if held and held[-1].arguments else ""


@dataclass(frozen=True, slots=True)
class Config:
    """A whole configuration: its levels, the outermost first, in the order of the text."""

    source: Source
    levels: tuple[Level, ...]

    def directives(self, name: str) -> Iterator[tuple[Level, Directive]]:
        """Give every directive of a name, with its level."""
        for level in self.levels:
            for each in level.own(name):
                yield level, each

    @property
    def maps(self) -> Iterator[Directive]:
        """Give the map blocks: `map SOURCE TARGET { … }`."""
        for _, each in self.directives("map"):
            if each.block is not None and len(each.arguments) == 2:  # noqa: PLR2004 - its shape
                yield each


class _Counted:
    """The characters of a text, one by one; `taken` is how many the lexer has asked for."""

    def __init__(self, text: str) -> None:
        self._text = text
        self.taken = 0

    def __iter__(self) -> Iterator[str]:
        for char in self._text:
            self.taken += 1
            yield char


def read(source: Source) -> Config:
    """Read a configuration.

    Raises:
        SourceError: A brace, a semicolon or a quote is missing.
        MissingParserError: The lexer is not installed.
    """
    body = _read(source, ())
    return Config(source, tuple(_levels(Level(source, body))))


def _levels(level: Level) -> Iterator[Level]:
    yield level
    if level.name == "map":
        return
    for each in level.body:
        if each.block is not None and len(level.parents) < _DEEPEST:
            yield from _levels(Level(each.source, each.block, each, (*level.parents, level)))


def _words(source: Source) -> Iterator[Word]:
    """Give the words, braces and semicolons of a text, comments left out."""
    try:
        # An extra, loaded where it is needed.
        lexer, errors = import_module("crossplane.lexer"), import_module("crossplane.errors")
    except ImportError as error:
        raise MissingParserError("nginx's configuration is read with nginx-crossplane") from error
    chars = _Counted(source.text)
    lex: Any = vars(lexer)["_lex_file_object"]  # the public one opens a file
    at = 0
    try:
        for text, _, quoted in lex(chars):
            blank = _BLANK.match(source.text, at)
            start = blank.end() if blank else at
            end = chars.taken if quoted else start + len(text)
            at = end
            if quoted or not text.startswith("#"):
                yield Word(text, start, end, quoted)
    except errors.NgxParserBaseException as error:
        raise SourceError(str(error.strerror), *source.place(len(source.text))) from error


def _read(source: Source, stack: tuple[str, ...]) -> tuple[Directive, ...]:
    words = iter(_words(source))
    body, closed = _block(source, words, stack)
    if closed is not None:
        raise SourceError('unexpected "}"', *source.place(closed.start))
    return body


def _block(
    source: Source, words: Iterator[Word], stack: tuple[str, ...], depth: int = 0
) -> tuple[tuple[Directive, ...], Word | None]:
    """Read directives up to the brace that closes the block, or to the end."""
    found: list[Directive] = []
    current: list[Word] = []
    for word in words:
        if word.quoted or word.text not in {"{", "}", ";"}:
            current.append(word)
            continue
        if word.text == "}":
            _complete(source, current)
            return tuple(found), word
        first = current[0].start if current else word.start
        if word.text == ";":
            made = Directive(source, tuple(current), first, word.end)
            found += [*_included(made, stack), made] if current else []
        else:
            if depth > _DEEPEST:
                raise SourceError("blocks nest too deep", *source.place(word.start))
            inside, closing = _block(source, words, stack, depth + 1)
            if closing is None:
                reason = 'this block is not closed: "}" is missing'
                raise SourceError(reason, *source.place(word.start))
            found.append(Directive(source, tuple(current), first, closing.end, inside, word.end))
        current = []
    _complete(source, current)
    return tuple(found), None


def _complete(source: Source, current: list[Word]) -> None:
    if current:
        raise SourceError('";" is missing behind this', *source.place(current[-1].start))


def _included(made: Directive, stack: tuple[str, ...]) -> Iterable[Directive]:
    """Give what an included file holds, where it was given; a circle is left out."""
    if made.name != "include" or not made.arguments:
        return
    for each in made.source.includes.get(made.arguments[0], ()):
        if each.name not in stack:
            yield from _read(each, (*stack, each.name))
