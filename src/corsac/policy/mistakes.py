"""What is wrong with a policy: every mistake at once, each with its place, reason and mend."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from corsac.core.findings import Text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from corsac.core.findings import Span

    #: Gives a sentence in a reader's language.
    Say = Callable[[Text], str]

#: Characters of a value that a message shows: enough to find it, too few to flood a log.
LONGEST = 80
_WIDEST = 120
_ONE = Text("the policy has 1 mistake")
_SEVERAL = "the policy has {count} mistakes"
# What stands before an `@` may be a password.
_USERINFO = re.compile(r"[^/@\s'\",\[]+@")


@dataclass(frozen=True, slots=True)
class Mistake:
    """One reason for which a policy does not construct.

    `path` leads to the value: names of fields, and positions in lists counted from 0. `value` is
    what stands there, as Python would write it, cut and free of passwords. `reason` starts in
    lower case; `mend` says what to write instead. `code` is stable. `span` is the place in a
    file, where there is one.
    """

    path: tuple[str | int, ...]
    value: str
    reason: Text
    mend: Text
    code: str
    span: Span | None = None

    @property
    def field(self) -> str:
        """The place in one word: `routes[0].allow_origins[2]`."""
        text = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in self.path)
        return text.removeprefix(".")

    def below(self, *parts: str | int) -> Mistake:
        """Give the same mistake as seen from further out."""
        return replace(self, path=(*parts, *self.path))

    def told(self, say: Say = str) -> str:
        """Give it in a reader's language, with its mend on a line of its own."""
        shown = f" {self.value}" if self.value else ""
        return f"{self.field}:{shown} {say(self.reason)} [{self.code}]\n{self.help(say)}"

    def help(self, say: Say = str) -> str:
        """Give the line with the mend."""
        return f"  = {say(Text.of('help: {mend}', mend=self.mend))}"

    def __str__(self) -> str:
        return self.told()


class PolicyError(ValueError):
    """A policy that can't work or isn't safe.

    Attributes:
        mistakes: All of them, in the order of the fields.
        source: The text that they were found in, for excerpts; empty for keyword arguments.
    """

    def __init__(self, mistakes: Iterable[Mistake], source: str = "") -> None:
        self.mistakes = tuple(mistakes)
        self.source = source
        super().__init__(self.told())

    def __reduce__(self) -> tuple[type[PolicyError], tuple[tuple[Mistake, ...], str]]:
        return type(self), (self.mistakes, self.source)

    def told(self, say: Say = str) -> str:
        """Give all mistakes in a reader's language, each with its place in the file.

        Args:
            say: Gives a sentence in that language; English without it.
        """
        count = len(self.mistakes)
        head = _ONE if count == 1 else Text.of(_SEVERAL, count=count)
        lines = self.source.splitlines()
        return "\n".join([say(head), *(_entry(mistake, lines, say) for mistake in self.mistakes)])


@dataclass(slots=True)
class Collector:
    """Gathers mistakes below one place."""

    found: list[Mistake]
    path: tuple[str | int, ...] = ()

    def at(self, *parts: str | int) -> Collector:
        """Give a collector for a place further in, that fills the same list."""
        return Collector(self.found, (*self.path, *parts))

    def add(self, code: str, value: object, reason: Text, mend: Text) -> None:
        """Note a mistake here; `value` None stands for a value that is missing."""
        text = "" if value is None else show(value)
        self.found.append(Mistake(self.path, text, reason, mend, code))


def show(value: object) -> str:
    """Write a value as Python would, without passwords, cut in the middle where it is long."""
    text = value if isinstance(value, str) else ""
    # A text is cut before it is written out: a megabyte has no business in a message.
    written = repr(mask(text[: 4 * LONGEST])) if isinstance(value, str) else _written(value)
    if len(text) > 4 * LONGEST or len(written) > LONGEST:
        return f"{written[: LONGEST // 2]}...{written[-LONGEST // 4 :]}"
    return written


def mask(text: str) -> str:
    """Take user names and passwords out of URLs."""
    return _USERINFO.sub("***@", text)


def placed(mistakes: Sequence[Mistake], find: Callable[[Mistake], Span]) -> list[Mistake]:
    """Give mistakes with their places in a file."""
    return [replace(mistake, span=find(mistake)) for mistake in mistakes]


def _written(value: object) -> str:
    try:
        return mask(repr(value))
    except Exception:  # noqa: BLE001 -- a value's own repr may do anything, and says nothing here
        return f"<{type(value).__name__}>"


def _entry(mistake: Mistake, lines: Sequence[str], say: Say) -> str:
    span = mistake.span
    if span is None:
        return mistake.told(say)
    field = f"{mistake.field}: " if mistake.path else ""
    place = f"{span.file}:{span.line}:{span.column}: {field}{say(mistake.reason)}"
    shown = [f"{place} [{mistake.code}]"]
    if 0 < span.line <= len(lines):
        shown += excerpt(lines[span.line - 1], span)
    return "\n".join([*shown, mistake.help(say)])


def excerpt(line: str, span: Span) -> list[str]:
    """Write a line of a file with carets under the span, as far as it is on that line.

    Args:
        line: The line that the span begins on.
        span: The place.
    """
    start = span.column - 1
    end = span.end_column - 1 if span.end_line == span.line else len(line)
    # A long line is shown around the span alone.
    first = 0 if len(line) <= _WIDEST else max(start - LONGEST // 2, 0)
    inside = line[start:end][:LONGEST]
    window = line[first:start]
    after = line[end:][: max(_WIDEST - len(window) - len(inside), 0)]
    text = "".join(char if char.isprintable() else " " for char in window + inside + after)
    hidden = mask(text)
    # Where a password was taken out, columns no longer fit: then the line stands without carets.
    carets = [f"  | {' ' * len(window)}{'^' * max(len(inside), 1)}"] if hidden == text else []
    return ["  |", f"  | {hidden}", *carets]
