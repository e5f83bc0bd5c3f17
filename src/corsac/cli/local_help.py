"""Help in the reader's language: commands with their texts translated, wrapped by cells."""

from __future__ import annotations

import inspect
from copy import copy
from typing import TYPE_CHECKING, Final, TypeVar

import click
from click import core, decorators, exceptions, formatting, parser, termui, types

from corsac.cli.language import said, spoken
from corsac.cli.options import Option
from corsac.render.cells import cells, wrap
from corsac.render.look import Piece
from corsac.render.paragraphs import VERBATIM, translated_help

if TYPE_CHECKING:
    from collections.abc import Iterable

    from corsac.render.catalogue import Catalogue

_Command = TypeVar("_Command", bound=click.Command)
#: Click's modules that say something; each has gettext under these names.
_SPEAKING: Final = (core, decorators, exceptions, formatting, parser, termui, types)
_NARROWEST: Final = 10


class Formatter(click.HelpFormatter):
    """Writes help for scripts whose letters are two cells wide and stand without blanks."""

    def write_heading(self, heading: str) -> None:
        """Write a heading with a full-width colon."""
        self.write(f"{'':>{self.current_indent}}{heading}：\n")

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """Write the usage after a full-width colon, which needs no blank."""
        super().write_usage(prog, args, said("Usage:") if prefix is None else prefix)

    def write_text(self, text: str) -> None:
        """Write paragraphs, each wrapped; those after click's mark as they stand."""
        indent = " " * self.current_indent
        room = max(self.width - self.current_indent, _NARROWEST)
        for number, each in enumerate(text.split("\n\n")):
            verbatim = each.startswith(VERBATIM)
            lines = each.removeprefix(VERBATIM).split("\n") if verbatim else _wrapped(each, room)
            self.write("\n" * bool(number) + "".join(f"{indent}{line}\n" for line in lines))

    def write_dl(
        self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2
    ) -> None:
        """Write a list of terms and what they mean, in two columns."""
        rows = list(rows)
        widest = min(max((cells(term) for term, _ in rows), default=0), col_max)
        column = widest + col_spacing
        indent = " " * self.current_indent
        room = max(self.width - self.current_indent - column - 1, _NARROWEST)
        for term, meaning in rows:
            first, *rest = _wrapped(meaning, room)
            gap = " " * (column - cells(term)) if cells(term) <= widest else ""
            begin = f"{indent}{term}{gap}" if gap else f"{indent}{term}\n{indent}{' ' * column}"
            self.write(f"{begin}{first}".rstrip() + "\n")
            self.write("".join(f"{indent}{' ' * column}{line}\n" for line in rest))


class _Context(click.Context):
    formatter_class = Formatter


def _wrapped(text: str, width: int) -> list[str]:
    return ["".join(piece.text for piece in line) for line in wrap([Piece(text)], width)]


def localized(command: _Command) -> _Command:
    """Give a command whose help is in the reader's language; English ones stay what they are."""
    say = spoken()
    if say.language == "en":
        return command
    _let_click_speak()
    made = copy(command)
    made.context_class = _Context
    vars(made)["_help_option"] = None  # click keeps it, in the language in which it was made
    made.help = _said(command.help, say)
    made.short_help = _said(command.short_help, say)
    made.epilog = _said(command.epilog, say)
    made.params = [_parameter(each, say) for each in command.params]
    return made


def _parameter(parameter: click.Parameter, say: Catalogue) -> click.Parameter:
    if not isinstance(parameter, click.Option):
        return parameter
    made = copy(parameter)
    made.help = _said(parameter.help, say)
    if isinstance(made, Option):
        made.section = said(made.section)
    return made


def _said(text: str | None, say: Catalogue) -> str | None:
    return None if text is None else translated_help(inspect.cleandoc(text), say)


def _let_click_speak() -> None:
    """Give click's own messages our catalogue.

    Click looks them up with gettext, which wants files and takes the language from the locale
    alone.
    """
    for module in _SPEAKING:
        names = vars(module)
        if "_" in names:
            names["_"] = said
        if "ngettext" in names:
            names["ngettext"] = _counted


def _counted(one: str, several: str, number: int) -> str:
    return said(one if number == 1 else several)
