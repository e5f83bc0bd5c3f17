"""The program: its commands by name, loaded when they are asked for."""

from __future__ import annotations

import os
import sys
from difflib import get_close_matches
from importlib import import_module
from typing import TYPE_CHECKING, Final

import click

from corsac.cli.exits import Exit
from corsac.cli.language import OPTION, choose, said, say, speak, spoken, taken_out
from corsac.cli.mistake import Mistake, show_error
from corsac.core.findings import Text
from corsac.render.catalogue import ENGLISH
from corsac.render.paragraphs import VERBATIM, translated_help

if TYPE_CHECKING:
    from collections.abc import Sequence

#: The sections of the help and the module of each command, whose `command` it is.
SECTIONS: Final = {
    "Find out": {
        "check": "corsac.cli.check",
        "explain": "corsac.cli.explain",
        "lint": "corsac.cli.lint",
        "verify": "corsac.cli.verify",
    },
    "Make it work": {
        "init": "corsac.cli.init",
        "import": "corsac.cli.import_",
        "diff": "corsac.cli.diff",
        "export": "corsac.cli.export",
    },
    "Learn": {"lab": "corsac.cli.lab", "demo": "corsac.cli.demo"},
    "Plumbing": {"simulate": "corsac.cli.simulate", "completion": "corsac.cli.completion"},
}
COMPLETING: Final = "_CORSAC_COMPLETE"
_MODULES: Final = {name: module for table in SECTIONS.values() for name, module in table.items()}

EPILOG: Final = (
    f"{VERBATIM}Start with:\n"
    "  corsac check https://api.example/items --origin https://app.example\n\n"
    f"{VERBATIM}Exit codes:\n"
    "0 allowed or clean   1 blocked, or findings   2 usage   3 undecided or failed"
)


class Program(click.Group):
    """The group of all commands; a command's module is imported when it is needed."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Name the commands, in the order of the help."""
        del ctx
        return list(_MODULES)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import a command; None where there is none of that name."""
        del ctx
        module = _MODULES.get(cmd_name)
        if module is None:
            return None
        command = import_module(module).command
        assert isinstance(command, click.Command)  # noqa: S101 - a mistake of this table
        if spoken() is ENGLISH:
            return command
        from corsac.cli.local_help import localized

        return localized(command)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command that the arguments name, or say which one was meant."""
        if args and not args[0].startswith("-") and args[0] not in _MODULES:
            raise Mistake("there is no command {name}", mend=_meant(args[0]), name=repr(args[0]))
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the commands under their headings."""
        for section, table in SECTIONS.items():
            rows = [(name, self._summary(ctx, name)) for name in table]
            with formatter.section(said(section)):
                formatter.write_dl(rows)

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the last lines as they stand."""
        del ctx
        formatter.write_paragraph()
        formatter.write(translated_help(EPILOG, spoken()).replace(VERBATIM, "") + "\n")

    def _summary(self, ctx: click.Context, name: str) -> str:
        command = self.get_command(ctx, name)
        return command.get_short_help_str(limit=70) if command else ""


def _meant(word: str) -> Text:
    if "://" in word or "." in word or "/" in word:
        return Text.of("did you mean corsac check {word}?", word=word)
    near = get_close_matches(word, _MODULES, n=1)
    if near:
        return Text.of("did you mean corsac {near}?", near=near[0])
    return Text("corsac --help names them all")


@click.group(
    cls=Program,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    no_args_is_help=False,
    invoke_without_command=True,
)
@click.option(
    OPTION,
    metavar="LANGUAGE",
    expose_value=False,
    help="en or zh (简体中文), also behind the command; default: the locale's.",
)
@click.version_option(None, "-V", "--version", package_name="corsac", message="corsac %(version)s")
@click.pass_context
def program(ctx: click.Context) -> None:
    """Find out why a browser blocks a cross-origin request, and what mends it."""
    if ctx.invoked_subcommand is None:
        click.echo(ctx.get_help())


def _program() -> click.Group:
    """Give the program in the reader's language."""
    if spoken() is ENGLISH:
        return program
    from corsac.cli.local_help import localized

    return localized(program)


def run(arguments: Sequence[str]) -> int:
    """Run a command line and give its exit code; click's errors become messages on stderr.

    Raises:
        BrokenPipeError: Nobody reads the output any more.
        KeyboardInterrupt: Ctrl-C was pressed.
    """
    if COMPLETING in os.environ:
        # A shell wants completions: click answers it and exits.
        return int(program.main(list(arguments), "corsac", COMPLETING, standalone_mode=False))
    try:
        words, name = taken_out(arguments)
        speak(choose(name, os.environ, sys.stdout.encoding))
        # Not through main(): it turns a broken pipe into exit code 1, which means blocked.
        top = _program()
        with top.make_context("corsac", words) as context:
            code = top.invoke(context)
    except click.exceptions.Exit as end:
        return end.exit_code
    except Mistake as mistake:
        mistake.show()
        return Exit.USAGE
    except click.UsageError as error:
        show_error(error.format_message())
        where = error.ctx.command_path if error.ctx else "corsac"
        lists = say("{command} --help lists the options", command=where)
        click.echo(f"  = {say('help')}{spoken().colon}{lists}", file=sys.stderr)
        return Exit.USAGE
    except click.ClickException as error:
        show_error(error.format_message())
        return Exit.USAGE
    except click.Abort:
        raise KeyboardInterrupt from None
    return int(code or 0)
