"""`corsac completion SHELL`: the script that teaches a shell to complete corsac's commands."""

from __future__ import annotations

import click
from click.shell_completion import get_completion_class


@click.command("completion", short_help="tab completion for bash, zsh and fish")
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def command(shell: str) -> None:
    r"""Print the script that completes corsac's commands and options.

    \b
    bash   eval "$(corsac completion bash)"          in ~/.bashrc
    zsh    eval "$(corsac completion zsh)"           in ~/.zshrc
    fish   corsac completion fish | source           in ~/.config/fish/config.fish
    """
    from corsac.cli.mistake import Mistake
    from corsac.cli.program import COMPLETING, program

    made = get_completion_class(shell)
    if made is None:  # pragma: no cover - click has these three
        raise Mistake("this click has no completion for {shell}", shell=shell)
    click.echo(made(program, {}, "corsac", COMPLETING).source())
