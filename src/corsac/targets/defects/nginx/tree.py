"""An nginx configuration as a tree of directives with their places."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from importlib import import_module
from typing import TYPE_CHECKING, Any

from corsac.targets.defects.source import MissingParserError, Source, SourceError
from corsac.targets.defects.templates import refuse_statements, refuse_values

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

#: What sends headers. `more_set_headers`, of a module of its own, is read as name and value too.
SENDERS = frozenset({"add_header", "more_set_headers"})
_MORE = re.compile(r"\s*([\w-]+)\s*:\s*(.*?)\s*", re.DOTALL)
#: Blocks of values: what stands in them are no directives.
_TABLES = frozenset({"map", "geo", "split_clients", "types"})
_DEEPEST = 60
_BRACED = re.compile(r"\$\{(\w+)\}")
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
        """Whether it sends one of these headers, in any case."""
        return (
            self.name in SENDERS
            and len(self.words) > 2  # noqa: PLR2004 - name, header, value
            and self.words[1].text.lower() in names
        )


@dataclass(frozen=True, eq=False)
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

    @cached_property
    def _named(self) -> dict[str, tuple[Directive, ...]]:
        found: dict[str, list[Directive]] = {}
        for each in self.body:
            found.setdefault(each.name, []).append(each)
        return {name: tuple(several) for name, several in found.items()}

    def own(self, name: str) -> tuple[Directive, ...]:
        """Give the directives of a name that stand right here."""
        return self._named.get(name, ())

    def effective(self, name: str) -> tuple[Directive, ...]:
        """Give what holds here: nginx inherits a list only where a level has none of its own."""
        for level in self.chain:
            if own := level.own(name):
                return own
        return ()

    @property
    def lines(self) -> tuple[Directive, ...]:
        """Give the lines right here that send a header, of either kind."""
        return self._lines

    @cached_property
    def _lines(self) -> tuple[Directive, ...]:
        return tuple(x for x in self.body if x.name in SENDERS and len(x.words) > 2)  # noqa: PLR2004 - name, header, value

    def headers(self, *names: str) -> tuple[Directive, ...]:
        """Give the lines that send these headers (in lower case) here.

        Those of `more_set_headers` are inherited whatever else stands here.
        """
        held = list(self.effective("add_header"))
        held += [x for level in self.chain for x in level.own("more_set_headers")]
        return tuple(each for each in held if each.is_about(*names))

    def setting(self, name: str) -> str:
        """Give a simple setting's first argument, from here or from around; empty without one."""
        held = self.effective(name)
        return held[-1].arguments[0] if held and held[-1].arguments else ""


@dataclass(frozen=True)
class Config:
    """A whole configuration: its levels, the outermost first, in the order of the text."""

    source: Source
    levels: tuple[Level, ...]

    @cached_property
    def _named(self) -> dict[str, list[tuple[Level, Directive]]]:
        """Go through the file once: many questions are asked of it."""
        found: dict[str, list[tuple[Level, Directive]]] = {}
        for level in self.levels:
            for each in level.body:
                found.setdefault(each.name, []).append((level, each))
        return found

    @cached_property
    def _inside(self) -> dict[int, list[Level]]:
        found: dict[int, list[Level]] = {}
        for level in self.levels:
            for outer in level.parents:
                found.setdefault(id(outer), []).append(level)
        return found

    @cached_property
    def _variables(self) -> dict[str, list[tuple[Level, Directive]]]:
        found: dict[str, list[tuple[Level, Directive]]] = {}
        for level, each in self._named.get("set", ()):
            if len(each.arguments) == 2:  # noqa: PLR2004 - its shape
                found.setdefault(bare(each.arguments[0]), []).append((level, each))
        return found

    @cached_property
    def _at(self) -> dict[tuple[int, str], list[Directive]]:
        found: dict[tuple[int, str], list[Directive]] = {}
        for name, made in self._variables.items():
            for level, each in made:
                found.setdefault((id(level), name), []).append(each)
        return found

    @cached_property
    def remembered(self) -> dict[tuple[str, str], bool]:
        """What was worked out of variables, by question and name: it is asked for each header."""
        return {}

    @cached_property
    def _targets(self) -> dict[str, list[Directive]]:
        found: dict[str, list[Directive]] = {}
        for each in self.maps:
            found.setdefault(bare(each.arguments[1]), []).append(each)
        return found

    def directives(self, name: str) -> Iterator[tuple[Level, Directive]]:
        """Give every directive of a name, with its level."""
        yield from self._named.get(name, ())

    def inside(self, level: Level) -> tuple[Level, ...]:
        """Give the levels inside a level, however deep."""
        return tuple(self._inside.get(id(level), ()))

    def ifs(self, level: Level) -> tuple[Level, ...]:
        """Give the ifs right inside a level."""
        return tuple(self._ifs.get(id(level), ()))

    @cached_property
    def _ifs(self) -> dict[int, list[Level]]:
        found: dict[int, list[Level]] = {}
        for level in self.levels:
            if level.name == "if":
                found.setdefault(id(level.parents[-1]), []).append(level)
        return found

    def sets(self, name: str) -> tuple[tuple[Level, Directive], ...]:
        """Give the `set` directives of a variable, with their levels."""
        return tuple(self._variables.get(name, ()))

    def sets_at(self, level: Level, name: str) -> tuple[Directive, ...]:
        """Give the `set` directives of a variable that stand right in a level."""
        return tuple(self._at.get((id(level), name), ()))

    def maps_to(self, name: str) -> tuple[Directive, ...]:
        """Give the maps that a variable is made by."""
        return tuple(self._targets.get(name, ()))

    @cached_property
    def by_address(self) -> frozenset[str]:
        """Give the variables that `geo` and `split_clients` make: no Origin decides on them."""
        made = (each for name in ("geo", "split_clients") for _, each in self.directives(name))
        return frozenset(bare(each.arguments[-1]) for each in made if each.arguments)

    @property
    def maps(self) -> Iterator[Directive]:
        """Give the map blocks: `map SOURCE TARGET { … }`."""
        for _, each in self.directives("map"):
            if each.block is not None and len(each.arguments) == 2:  # noqa: PLR2004 - its shape
                yield each


def bare(text: str) -> str:
    """Write `${name}` as `$name`."""
    match = re.fullmatch(r"\$\{(\w+)\}", text)
    return f"${match[1]}" if match else text


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
        SourceError: A brace, a semicolon or a quote is missing, or it is a template.
        MissingParserError: The lexer is not installed.
    """
    refuse_statements(source)
    try:
        body = _read(source, ())
    except SourceError:
        refuse_values(source)
        raise
    return Config(source, tuple(_levels(Level(source, body))))


def _levels(level: Level) -> Iterator[Level]:
    yield level
    if level.name in _TABLES:
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
    # The lexer takes what follows `${NAME}` for a part of it; this one has as many characters.
    plain = _BRACED.sub(r"$_\1_", source.text)
    chars = _Counted(plain)
    lex: Any = vars(lexer)["_lex_file_object"]  # the public one opens a file
    at = 0
    try:
        for text, _, quoted in lex(chars):
            blank = _BLANK.match(plain, at)
            start = blank.end() if blank else at
            end = chars.taken if quoted else start + len(text)
            if not quoted and not plain.startswith(text, start):
                # The lexer puts a ";" behind a block of Lua, which it gives as one word.
                start = end = at
                yield Word(text, start, end)
            elif quoted or not text.startswith("#"):
                yield Word(_written(source.text[start:end], quoted=quoted), start, end, quoted)
            at = end
    except errors.NgxParserBaseException as error:
        raise SourceError(str(error.strerror), *source.place(len(source.text))) from error


def _written(text: str, *, quoted: bool) -> str:
    """Give a word without its quotes; a block of Lua has none."""
    quote = text[:1] if quoted else ""
    return text[1:-1].replace(f"\\{quote}", quote) if quote and quote in "\"'" else text


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
            made = Directive(source, _sent(source, current), first, word.end)
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


def _sent(source: Source, words: list[Word]) -> tuple[Word, ...]:
    """Read `more_set_headers 'Name: value'` as name and value, each in its place."""
    if len(words) != 2 or words[0].text != "more_set_headers":  # noqa: PLR2004 - the one header
        return tuple(words)
    word = words[1]
    start, end = word.start + word.quoted, word.end - word.quoted
    match = _MORE.fullmatch(source.text, start, end)
    if match is None:
        return tuple(words)
    made = (Word(match[at], match.start(at), match.end(at)) for at in (1, 2))
    return (words[0], *made)


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
