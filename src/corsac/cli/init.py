"""`corsac init`: a first corsac.toml, by asking or from options. It never overwrites."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from corsac.cli.language import say, spoken
from corsac.cli.mistake import Mistake
from corsac.cli.paths import is_there

if TYPE_CHECKING:
    from collections.abc import Callable

    from corsac.policy.mistakes import PolicyError
    from corsac.policy.policy import Policy

#: What each option is called, by the field that it sets.
OPTIONS: Final = {
    "allow_origins": "--origin",
    "allow_methods": "--method",
    "allow_headers": "--header",
    "expose_headers": "--expose",
    "allow_credentials": "--credentials",
    "max_age": "--max-age",
    "presets": "--preset",
}
HEAD: Final = "# What other origins' pages may do with this server. A profile adds to it:\n"
PROFILE: Final = '# [profiles.dev]\n# allow_origins = ["http://localhost:3000"]\n'


@click.command("init", short_help="write a first corsac.toml, by asking or from options")
@click.option("--origin", "allow_origins", multiple=True, help="Allowed origin or pattern; *.")
@click.option("--method", "allow_methods", multiple=True, help="Method beyond GET, HEAD, POST.")
@click.option("--header", "allow_headers", multiple=True, help="Request header that pages set.")
@click.option("--expose", "expose_headers", multiple=True, help="Response header that they read.")
@click.option(
    "--credentials/--no-credentials",
    "allow_credentials",
    default=None,
    help="Whether answers to requests with cookies may be read.",
)
@click.option("--max-age", type=int, help="Seconds that browsers may remember a preflight.")
@click.option("--preset", "presets", multiple=True, help="Protocol to add: grpc-web, mcp, tus...")
@click.option(
    "--from",
    "sources",
    multiple=True,
    metavar="FILE",
    help="Read the settings of an application: a file, or a folder that is searched.",
)
@click.option(
    "-o",
    "--out",
    "--output",
    "output",
    type=click.Path(dir_okay=False, path_type=Path),
    default=Path("corsac.toml"),
    show_default=True,
    help="File to write; - is standard output.",
)
def command(
    output: Path,
    sources: tuple[str, ...],
    **given: Any,  # noqa: ANN401 -- as click passes them
) -> None:
    """Write a first corsac.toml. Options may be repeated; without any, it asks.

    With --from it is made of an application's settings; options replace what these say.
    """
    to_stdout = str(output) == "-"
    if not to_stdout and is_there(output):
        raise _there_already(output)
    fields = {name: value for name, value in given.items() if value not in {(), None}}
    if sources:
        fields = _read(sources, fields)
    if not fields:
        if not at_terminal():
            raise Mistake("there is nobody to ask", mend="corsac init --origin https://app.example")
        fields = asked()
    text = _written(_made(fields))
    if to_stdout:
        click.echo(text, nl=False)
        return
    _write(output, text)
    click.echo(say("wrote {file}", file=output), err=True)


def _read(sources: tuple[str, ...], given: dict[str, Any]) -> dict[str, Any]:
    """Take the fields of an application's settings, those that were given in their place."""
    from corsac.cli.settings import find, tell

    found = find(sources)
    tell(found)
    policy = found.reading.policy
    if policy is None and "allow_origins" not in given:
        raise Mistake(
            "{place}: who is allowed can't be told from the file",
            mend="say it: --origin https://app.example",
            place=found.place,
        )
    fields = dict(found.reading.rest) if policy is None else policy.given()
    return fields | given


def at_terminal() -> bool:
    """Tell whether questions can be asked."""
    return sys.stdin.isatty() and sys.stderr.isatty()


def asked() -> dict[str, Any]:
    """Ask for the fields, each until its answer can stand."""
    fields: dict[str, Any] = {}
    _ask(
        fields,
        "allow_origins",
        say("Origins whose pages may read answers (blanks between, * for all)"),
    )
    if fields["allow_origins"] != ("*",):
        fields["allow_credentials"] = click.confirm(say("With cookies?"), default=False, err=True)
        _recheck(fields)
    _ask(fields, "allow_methods", say("Methods beyond GET, HEAD and POST"), "")
    _ask(fields, "allow_headers", say("Request headers that pages set"), "Content-Type")
    return {name: value for name, value in fields.items() if value not in {(), False}}


def _ask(fields: dict[str, Any], name: str, question: str, default: str | None = None) -> None:
    while True:
        answer: str = click.prompt(question, default=default, show_default=bool(default), err=True)
        fields[name] = tuple(answer.replace(",", " ").split())
        error = _error_of(fields)
        if error is None:
            return
        click.echo(_listed(error, lambda field: field.partition("[")[0] == name), err=True)


def _recheck(fields: dict[str, Any]) -> None:
    """Ask for the origins again where cookies make one of them unsafe."""
    error = _error_of(fields)
    if error is not None:
        click.echo(_listed(error, lambda _: True), err=True)
        _ask(fields, "allow_origins", say("Origins whose pages may read answers, with cookies"))


def _error_of(fields: dict[str, Any]) -> PolicyError | None:
    from corsac.policy.mistakes import PolicyError
    from corsac.policy.policy import Policy

    try:
        Policy(
            **{name: value for name, value in fields.items() if value or name == "allow_origins"}
        )
    except PolicyError as error:
        return error
    return None


def _listed(error: PolicyError, about: Callable[[str], bool]) -> str:
    speak = spoken().say
    return "\n".join(each.told(speak) for each in error.mistakes if about(each.field))


def _made(fields: dict[str, Any]) -> Policy:
    from corsac.policy.mistakes import PolicyError
    from corsac.policy.policy import Policy

    try:
        return Policy(**fields)
    except PolicyError as error:
        raise Mistake.told(_explained(error)) from None


def _explained(error: PolicyError) -> str:
    """List the mistakes by the options that they come from."""
    lines: list[str] = []
    speak = spoken().say
    for mistake in error.mistakes:
        option = OPTIONS.get(str(mistake.path[0]), str(mistake.path[0]))
        lines += [f"{option} {mistake.value} {speak(mistake.reason)}", mistake.help(speak)]
    return "\n".join(lines)


def _written(policy: Policy) -> str:
    from corsac.policy.write import to_toml

    version, rest = to_toml(policy).split("\n", 1)
    return f"{version}\n\n{HEAD}{PROFILE}{rest}"


def _write(path: Path, text: str) -> None:
    try:
        # `x`: what has come there since the question was asked is not overwritten either.
        with path.open("x", encoding="utf-8") as file:
            file.write(text)
    except FileExistsError:
        raise _there_already(path) from None
    except OSError as error:
        raise Mistake(
            "can't write {file}: {reason}",
            mend="--output FILE",
            file=path,
            reason=error.strerror,
        ) from None


def _there_already(path: Path) -> Mistake:
    return Mistake(
        "{path} is there already, and stays", mend="--output FILE writes elsewhere", path=path
    )
