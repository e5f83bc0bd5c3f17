"""`corsac completion SHELL`: the script that teaches a shell to complete corsac's commands."""

from __future__ import annotations

from typing import Final

import click
from click.shell_completion import get_completion_class

_EPILOG: Final = """\
\b
Put one of these lines into your shell's start file:
  eval "$(corsac completion bash)"          ~/.bashrc
  eval "$(corsac completion zsh)"           ~/.zshrc
  corsac completion fish | source           ~/.config/fish/config.fish
"""


@click.command("completion", short_help="tab completion for bash, zsh and fish", epilog=_EPILOG)
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def command(shell: str) -> None:
    """Print the script that completes corsac's commands and options."""
    from corsac.cli.mistake import Mistake
    from corsac.cli.program import COMPLETING, program

    made = get_completion_class(shell)
    if made is None:  # pragma: no cover - click has these three
        raise Mistake("this click has no completion for {shell}", shell=shell)
    click.echo(made(program, {}, "corsac", COMPLETING).source())
