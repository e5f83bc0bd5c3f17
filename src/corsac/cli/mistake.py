"""What was typed wrongly: the place, the reason, the mend. Exit code 2."""

from __future__ import annotations

import sys
from typing import IO, Any

import click

from corsac.cli.exits import Exit


class Mistake(click.ClickException):
    """Input that can't be used.

    `given` is what was typed (already free of secrets), `span` the part of it that is wrong,
    `mend` what to type instead. Everything is a whole sentence or can stand alone.
    """

    exit_code = Exit.USAGE

    def __init__(
        self, message: str, given: str = "", span: tuple[int, int] | None = None, mend: str = ""
    ) -> None:
        """Note what is wrong; without a span all of `given` is."""
        super().__init__(message)
        self.given = given
        self.span = span or (0, len(given))
        self.mend = mend

    def format_message(self) -> str:
        """Give the message with its place and its mend, on several lines."""
        lines = [self.message]
        if self.given:
            lines += ["  |", f"  | {self._shown()}", f"  | {self._carets()}"]
        if self.mend:
            lines.append(f"  = help: {self.mend}")
        return "\n".join(lines)

    def show(self, file: IO[Any] | None = None) -> None:
        """Print it to stderr, or to `file`."""
        show_error(self.format_message(), file)

    def _shown(self) -> str:
        from corsac.render.printable import line

        return line(self.given)

    def _carets(self) -> str:
        from corsac.render.cells import cells
        from corsac.render.printable import line

        start, end = self.span
        before = cells(line(self.given[:start]))
        return " " * before + "^" * max(cells(line(self.given[start:end])), 1)


def show_error(message: str, file: IO[Any] | None = None) -> None:
    """Print an error, secrets and control characters taken out of it."""
    from corsac.render.printable import block
    from corsac.render.redact import message as redacted

    click.echo(
        click.style("error", fg="red", bold=True) + f": {block(redacted(message))}",
        file=file or sys.stderr,
    )
