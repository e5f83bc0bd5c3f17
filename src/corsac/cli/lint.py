"""`corsac lint FILES`: the defects in configurations and code, and their mends."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

import click

from corsac.cli.exits import Exit
from corsac.cli.mistake import Mistake
from corsac.cli.options import Option, SectionedCommand

if TYPE_CHECKING:
    from collections.abc import Sequence

    from corsac.cli.mending import Done, Wanted
    from corsac.cli.sources import Asked as Reading
    from corsac.diagnose.review import Review

_FORMATS: Final = ("text", "json", "sarif", "github", "markdown")
_SEVERITIES: Final = ("error", "warning", "info")
_KINDS: Final = ("nginx", "apache", "javascript", "typescript", "tsx", "html", "go", "python",
                 "package.json", "shell", "corsac.toml")  # fmt: skip
_MEND, _READ, _OUTPUT = "Mending", "Reading", "Output"

OPTIONS: Final = (
    Option(["--fix"], section=_MEND, is_flag=True,
           help="Mend the files in place; standard input is printed mended."),
    Option(["--diff"], section=_MEND, is_flag=True,
           help="Print what --fix would change, and change nothing."),
    Option(["--unsafe-fixes"], section=_MEND, is_flag=True,
           help="Mend also what needs a look: it may change what works."),
    Option(["--origin", "origins"], section=_MEND, multiple=True, metavar="ORIGIN",
           help="An origin that is allowed, for fixes that have to name one; repeatable."),
    Option(["--policy", "policy_file"], section=_MEND, metavar="FILE",
           help="A policy, corsac.toml: fixes name the origins that it allows."),
    Option(["--as", "kind"], section=_READ, type=click.Choice(_KINDS), metavar="KIND",
           help="What the files are written in; by default told by name and content."),
    Option(["--stdin-filename"], section=_READ, metavar="NAME", default="-",
           help="What standard input (-) is called."),
    Option(["--format", "form"], section=_OUTPUT, type=click.Choice(_FORMATS), default="text",
           show_default=True, from_environment=True, help="Form of the answer."),
    Option(["--fail-on"], section=_OUTPUT, type=click.Choice(_SEVERITIES), default="error",
           show_default=True, from_environment=True,
           help="Findings from this severity on make the exit code 1."),
    Option(["--color/--no-color"], section=_OUTPUT, default=None,
           help="Colours; by default on a terminal."),
    Option(["--list", "only_list"], is_flag=True, help="Print the catalogue: code and title."),
    Option(["--explain", "code"], metavar="CODE", help="Print a defect's page."),
)  # fmt: skip


@click.command(
    "lint",
    cls=SectionedCommand,
    params=[click.Argument(["files"], nargs=-1), *OPTIONS],
    short_help="the defects in configurations and code, and their mend",
)
def command(
    files: tuple[str, ...],
    *,
    fix: bool,
    diff: bool,
    unsafe_fixes: bool,
    origins: tuple[str, ...],
    policy_file: str | None,
    kind: str | None,
    stdin_filename: str,
    form: str,
    fail_on: str,
    color: bool | None,
    only_list: bool,
    code: str | None,
) -> int:
    """Find what makes CORS fail or unsafe in FILES: nginx, Apache, JavaScript, Go, Python.

    Folders are walked, without what git ignores; - is standard input. A finding is silenced by a
    comment with a reason: # corsac: ignore[CORS217] our own API
    """
    if only_list:
        return _list()
    if code is not None:
        return _explain(code)
    if not files:
        raise Mistake("no files", mend="name files or folders, or - for standard input")
    from corsac.cli.mending import Wanted, all_examined
    from corsac.cli.sources import Asked, read_all
    from corsac.diagnose.review import review

    wanted = Wanted(fix, diff, unsafe_fixes)
    named, methods = _allowed_by(policy_file)
    asked = replace(_asked(kind, (*origins, *named), Asked), methods=methods)
    done, whole = all_examined(read_all(files, stdin_filename, asked), wanted, files)
    if not done and whole:
        raise Mistake("nothing here that defects are known of", mend="name the files themselves")
    changed = [each for each in done if each.changed]
    seen = review(((x.source, x.left) for x in done), mended=sum(x.mended for x in done))
    if not _changes(changed, done, wanted):
        _print(seen, form, color=color)
    if not whole:
        return Exit.USAGE
    if diff:
        return Exit.FOUND if changed else Exit.OK
    return _exit(seen, fail_on, form)


def _allowed_by(policy_file: str | None) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Give the origins and the methods that a policy names: `*` names none."""
    if policy_file is None:
        return (), ()
    from corsac.cli.policy_file import read_policy

    policy = read_policy(policy_file)
    named = (policy.allow_origins, policy.allow_methods)
    origins, methods = (tuple(each for each in several if each != "*") for several in named)
    return origins, methods


def _asked(kind: str | None, origins: Sequence[str], make: type[Reading]) -> Reading:
    from corsac.core.origin import parse_origin
    from corsac.policy.pattern import parse_pattern
    from corsac.targets.defects.source import Kind

    for each in origins:
        if each == "*" or (parse_origin(each) is None and parse_pattern(each) is None):
            raise Mistake(
                "--origin: not an origin as a browser writes it", each,
                mend="scheme, host and perhaps port: https://app.example",
            )  # fmt: skip
    return make(Kind(kind) if kind else None, tuple(origins))


def _changes(changed: list[Done], done: list[Done], wanted: Wanted) -> bool:
    """Write or show what was mended; whether that is all there is to print."""
    from corsac.cli.mending import diff_of, write_back
    from corsac.cli.output import write

    if wanted.diff:
        write(diff_of(changed))
        return True
    if not wanted.fix:
        return False
    write_back(changed)
    piped = [each for each in done if each.read.path is None]
    if piped:
        write("".join(each.source.text for each in piped))
    return bool(piped)


def _print(seen: Review, form: str, *, color: bool | None) -> None:
    import sys
    from importlib import import_module

    from corsac.cli.output import environment, look_of, write

    look = look_of(sys.stdout, environment(), color=color, verbose=False)
    write(import_module(f"corsac.render.review.to_{form}").render(seen, look))


def _exit(seen: Review, fail_on: str, form: str) -> Exit:
    counted = _SEVERITIES[: _SEVERITIES.index(fail_on) + 1]
    bad = any(each.rule.severity.value in counted for each in seen.findings)
    return Exit.FOUND if bad and form != "sarif" else Exit.OK


def _list() -> int:
    from corsac.cli.language import spoken
    from corsac.render.words import SEVERITY
    from corsac.targets.defects import RULES

    say = spoken()
    for rule in RULES:
        severity = say.label(SEVERITY[rule.severity])
        title = say.label(rule.title)
        click.echo(f"{rule.code}  {severity:7}  {rule.name}{say.colon}{title}")
    return Exit.OK


def _explain(code: str) -> int:
    from corsac.cli.language import spoken
    from corsac.render.paragraphs import translated
    from corsac.render.words import SEVERITY
    from corsac.targets.defects import RULES

    wanted = code.strip().upper()
    rule = next((each for each in RULES if wanted in {each.code, each.name.upper()}), None)
    if rule is None:
        raise Mistake(
            "there is no defect {code}", mend="corsac lint --list names them all", code=repr(code)
        )
    say = spoken()
    page = translated(rule.page, say).rstrip()
    click.echo(f"{rule.code} {rule.name} ({say.label(SEVERITY[rule.severity])})\n\n{page}")
    return Exit.OK
