"""How an option is declared: once, with its section, its help and its environment variable."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from corsac.cli.language import said

if TYPE_CHECKING:
    from collections.abc import Sequence

PREFIX = "CORSAC"
_OTHER = "Other"


class Option(click.Option):
    """An option that knows under which heading the help shows it.

    With `from_environment`, `CORSAC_<NAME>` gives its value where the command line doesn't.
    """

    def __init__(
        self,
        declarations: Sequence[str],
        *,
        section: str = _OTHER,
        from_environment: bool = False,
        **settings: Any,  # noqa: ANN401 - click's own settings, as click types them
    ) -> None:
        """Declare an option; `settings` are click's."""
        super().__init__(list(declarations), **settings)
        self.section = section
        if from_environment and self.name:
            self.envvar = f"{PREFIX}_{self.name.upper()}"


class SectionedCommand(click.Command):
    """A command whose help shows its options under their headings."""

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write one list for each section, in the order of declaration."""
        sections: dict[str, list[tuple[str, str]]] = {}
        for parameter in self.get_params(ctx):
            record = parameter.get_help_record(ctx)
            if record is not None and isinstance(parameter, click.Option):
                section = parameter.section if isinstance(parameter, Option) else _OTHER
                sections.setdefault(said(section), []).append(record)
        for section, records in sections.items():
            with formatter.section(section):
                formatter.write_dl(records)
