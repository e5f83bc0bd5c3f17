"""What was typed wrongly: the place, the reason, the mend. Exit code 2."""

from __future__ import annotations

import sys
from typing import IO, Any

import click

from corsac.cli.exits import Exit
from corsac.core.findings import Text


class Mistake(click.ClickException):
    """Input that can't be used.

    `given` is what was typed (already free of secrets), `span` the part of it that is wrong,
    `mend` what to type instead. Everything is a whole sentence or can stand alone; `text` and
    `advice` are message and mend for any language.
    """

    exit_code = Exit.USAGE

    def __init__(
        self,
        message: str | Text,
        given: str = "",
        span: tuple[int, int] | None = None,
        mend: str | Text = "",
        **values: object,
    ) -> None:
        """Note what is wrong; without a span all of `given` is.

        Message and mend are templates, and `values` goes into the holes of both.
        """
        self.text = message if isinstance(message, Text) else Text.of(message, **values)
        super().__init__(str(self.text))
        self.given = given
        self.span = span or (0, len(given))
        self.advice = mend if isinstance(mend, Text) else Text.of(mend, **values)
        self.mend = str(self.advice)

    @classmethod
    def told(cls, message: str) -> Mistake:
        """Make a mistake of a message that is already in the reader's language, line by line."""
        return cls(Text.literal(message))

    def format_message(self) -> str:
        """Give the message with its place and its mend, on several lines."""
        from corsac.cli.language import spoken

        catalogue = spoken()
        lines = [catalogue.say(self.text)]
        if self.given:
            lines += ["  |", f"  | {self._shown()}", f"  | {self._carets()}"]
        if self.mend:
            label = catalogue.label("help") + catalogue.colon
            lines.append(f"  = {label}{catalogue.say(self.advice)}")
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
    from corsac.cli.language import spoken
    from corsac.render.printable import block
    from corsac.render.redact import message as redacted

    click.echo(
        click.style(spoken().label("error"), fg="red", bold=True)
        + spoken().colon
        + block(redacted(message)),
        file=file or sys.stderr,
    )
