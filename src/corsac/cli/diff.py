"""`corsac diff OLD NEW`: what one policy allows and another doesn't."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

import click

from corsac.cli.exits import Exit
from corsac.cli.language import said, say
from corsac.cli.options import Option, SectionedCommand

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corsac.policy.difference import Change, Difference

SCHEMA: Final = "corsac-diff/1"
_KINDS: Final = ("origins", "methods", "headers", "exposed")
_LABELS: Final = {
    "origins": "origin",
    "methods": "method",
    "headers": "request header",
    "exposed": "exposed header",
}

OPTIONS: Final = (
    Option(["--profile"], metavar="NAME", help="Add a profile of both files."),
    Option(["--format", "form"], type=click.Choice(["text", "json"]), default="text",
           show_default=True, from_environment=True, help="Form of the answer."),
)  # fmt: skip


@click.command(
    "diff",
    cls=SectionedCommand,
    params=[click.Argument(["old"]), click.Argument(["new"]), *OPTIONS],
    short_help="what one policy allows and another doesn't",
)
def command(old: str, new: str, profile: str | None, form: str) -> int:
    """Compare two policies: origins, methods and headers that are gained or lost.

    The exit code is 1 where NEW lets a page do something that OLD doesn't.
    """
    from corsac.cli.policy_file import read_policy

    before, after = read_policy(old, profile), read_policy(new, profile)
    difference, within = before.diff(after), after.within(before)
    if form == "json":
        document = {"schema": SCHEMA, "within": within, **_entry(difference)}
        click.echo(json.dumps(document, indent=2, ensure_ascii=False))
    else:
        for line in _lines(difference):
            click.echo(line)
        click.echo(_verdict(within=within, different=bool(difference)))
    return Exit.OK if within else Exit.FOUND


def _verdict(*, within: bool, different: bool) -> str:
    if not within:
        return say("the new policy allows what the old one doesn't")
    if different:
        return say("all that the new policy allows, the old one allows too")
    return say("both policies allow the same")


def _lines(difference: Difference) -> Iterator[str]:
    """Write a difference as lines: `+` for what is gained, `-` for what is lost."""
    if difference.path:
        path = f"{difference.method} {difference.path}".strip()
        yield say("on {path} and below:", path=path)
    margin = "  " if difference.path else ""
    for kind in _KINDS:
        change: Change = getattr(difference, kind)
        for sign, members in (("+", change.gained), ("-", change.lost)):
            for member in members:
                yield f"{margin}{sign} {said(_LABELS[kind])} {member}"
    for name, was, now in difference.other:
        values = [json.dumps(value, ensure_ascii=False) for value in (was, now)]
        yield f"{margin}~ {name}: {' -> '.join(values)}"
    for route in difference.routes:
        yield from _lines(route)


def _entry(difference: Difference) -> dict[str, Any]:
    lists: dict[str, Change] = {kind: getattr(difference, kind) for kind in _KINDS}
    return {
        "path": difference.path,
        "method": difference.method,
        **{kind: {"gained": each.gained, "lost": each.lost} for kind, each in lists.items()},
        "other": {name: {"was": was, "is": now} for name, was, now in difference.other},
        "routes": [_entry(route) for route in difference.routes],
    }
