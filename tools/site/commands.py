"""The commands' reference and the man page, both from what click knows."""

from __future__ import annotations

import inspect
import re
from typing import TYPE_CHECKING, Final

import click

from corsac.cli.program import SECTIONS, program
from tools.site.parts import EXITS, page

if TYPE_CHECKING:
    from collections.abc import Iterator

_WIDTH: Final = 88
_ABOUT: Final = """\
What each command prints with `--help`. Options stand in any order; what `--help` shows in brackets
may be left out. `--lang` and `-h` belong to every command."""


def commands_page() -> str:
    """Write the reference of all commands."""
    parts = [f"## corsac\n\n```text\n{_help(program, 'corsac')}\n```"]
    parts += [
        f"## corsac {name}\n\n```text\n{_help(command, f'corsac {name}')}\n```"
        for name, command in _commands()
    ]
    return page("Commands", _ABOUT, *parts)


def _commands() -> Iterator[tuple[str, click.Command]]:
    context = click.Context(program, info_name="corsac")
    for table in SECTIONS.values():
        for name in table:
            command = program.get_command(context, name)
            if command is not None:
                yield name, command


def _help(command: click.Command, name: str) -> str:
    context = click.Context(
        command, info_name=name, help_option_names=["-h", "--help"], terminal_width=_WIDTH
    )
    return command.get_help(context).strip()


def man_page(version: str) -> str:
    """Write the manual page, in the macros of man(7)."""
    lines = [
        f'.TH CORSAC 1 "" "corsac {version}" "User Commands"',
        ".SH NAME",
        "corsac \\- makes cross\\-origin requests work, and proves it",
        ".SH SYNOPSIS",
        ".B corsac",
        "[\\fB\\-\\-lang\\fR \\fILANGUAGE\\fR] \\fICOMMAND\\fR [\\fIARGUMENTS\\fR]...",
        ".SH DESCRIPTION",
        _roff(program.help or ""),
        ".SH COMMANDS",
    ]
    for name, command in _commands():
        lines += _command(name, command)
    lines += [".SH EXIT STATUS", *_exits(), ".SH ENVIRONMENT", *_environment()]
    return "\n".join(lines) + "\n"


def _command(name: str, command: click.Command) -> Iterator[str]:
    context = click.Context(command, info_name=f"corsac {name}")
    usage = " ".join(command.collect_usage_pieces(context))
    yield f".SS corsac {name} {_roff(usage)}"
    for paragraph in re.split(r"\n\s*\n", inspect.cleandoc(command.help or "")):
        if paragraph.startswith("\b\n"):
            yield from (".PP", ".nf", _roff(paragraph.removeprefix("\b\n")), ".fi")
        else:
            yield from (".PP", _roff(" ".join(paragraph.split())))
    for parameter in command.params:
        record = parameter.get_help_record(context)
        if record is not None and record[1]:
            yield from (".TP", f"\\fB{_roff(record[0])}\\fR", _roff(record[1]))


def _exits() -> Iterator[str]:
    for code, meaning in EXITS.items():
        yield from (".TP", f"\\fB{int(code)}\\fR", _roff(meaning.replace("`", "")))


def _environment() -> Iterator[str]:
    names = {
        str(parameter.envvar)
        for _, command in _commands()
        for parameter in command.params
        if parameter.envvar
    }
    yield _roff("CORSAC_LANG names the language; NO_COLOR turns colours off.")
    yield _roff(f"Options are read from {', '.join(sorted(names))} where they are not given.")


def _roff(text: str) -> str:
    """Escape text for roff: backslashes, hyphens that are minus signs, dots that begin a line."""
    escaped = text.replace("\\", "\\e").replace("-", "\\-")
    return "\n".join(f"\\&{line}" if line[:1] in ".'" else line for line in escaped.split("\n"))
