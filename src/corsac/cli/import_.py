"""`corsac import FILES`: the policy that an application's CORS settings mean."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from corsac.cli.exits import Exit
from corsac.cli.language import say
from corsac.cli.mistake import Mistake
from corsac.cli.options import Option, SectionedCommand
from corsac.cli.paths import is_there

if TYPE_CHECKING:
    from corsac.cli.settings import Found

_SEVERITIES: Final = ("error", "warning", "info")
_READ, _OUTPUT = "What is read", "Output"

OPTIONS: Final = (
    Option(["--app", "chosen"], section=_READ, metavar="FILE:LINE",
           help="Which settings are meant, where there are several applications."),
    Option(["--origin", "origins"], section=_READ, multiple=True, metavar="ORIGIN",
           help="Allowed origin, in place of those in the files; repeatable."),
    Option(["--out"], section=_OUTPUT, metavar="FILE",
           help="Write the policy there instead of printing it; nothing is overwritten."),
    Option(["--fail-on"], section=_OUTPUT, type=click.Choice(_SEVERITIES), default="error",
           show_default=True, from_environment=True,
           help="What the settings did: from this severity on the exit code is 1."),
    Option(["--list", "only_list"], is_flag=True, help="Print the systems that can be read."),
)  # fmt: skip


@click.command(
    "import",
    cls=SectionedCommand,
    params=[click.Argument(["files"], nargs=-1), *OPTIONS],
    short_help="the policy that an application's settings mean",
)
def command(
    files: tuple[str, ...],
    *,
    chosen: str | None,
    origins: tuple[str, ...],
    out: str | None,
    fail_on: str,
    only_list: bool,
) -> int:
    """Read CORS settings in FILES (or folders, or - for stdin), and print them as a corsac.toml.

    Nothing is run. What the settings really did, and what was not understood, goes to stderr with
    its line.
    """
    from corsac.cli.settings import counts, find, policy_of, tell
    from corsac.core.findings import Severity
    from corsac.policy.write import to_toml

    if only_list:
        return _list()
    if not files:
        raise Mistake("no files", mend="corsac import app.py, or . for this folder")
    if out is not None and is_there(Path(out)):
        raise _there_already(out)
    found = find(files, chosen)
    policy = policy_of(found, origins)
    tell(found)
    if policy is None:
        Mistake(
            "{place}: who is allowed can't be told from the file",
            mend="say it: --origin https://app.example",
            place=found.place,
        ).show()
        return Exit.FAILED
    text = f"# What {found.label} meant, read by corsac import.\n{to_toml(policy)}"
    if out is None:
        click.echo(text, nl=False)
    else:
        _write(Path(out), text)
    if _undecided(found, origins):
        return Exit.FAILED
    return Exit.FOUND if counts(found, Severity(fail_on)) else Exit.OK


def _undecided(found: Found, origins: tuple[str, ...]) -> bool:
    """Whether something that decides was not understood, and not given either."""
    return bool(found.reading.unread) and not origins


def _list() -> int:
    from corsac.targets.imports import READERS

    width = max(len(reader.system) for reader in READERS)
    for reader in {each.system: each for each in READERS}.values():
        click.echo(f"{reader.system:{width}}  {reader.label}")
    return Exit.OK


def _write(path: Path, text: str) -> None:
    try:
        with path.open("x", encoding="utf-8") as file:
            file.write(text)
    except FileExistsError:
        raise _there_already(str(path)) from None
    except OSError as error:
        raise Mistake(
            "can't write {file}: {reason}", mend="--out FILE", file=path, reason=error.strerror
        ) from None
    click.echo(say("wrote {file}", file=path), err=True)


def _there_already(name: str) -> Mistake:
    return Mistake(
        "{path} is there already, and stays", mend="--out FILE writes elsewhere", path=name
    )
