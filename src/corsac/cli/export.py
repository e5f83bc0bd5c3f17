"""`corsac export TARGET`: the policy as another system's configuration."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from corsac.cli.language import say, spoken
from corsac.cli.mistake import Mistake
from corsac.cli.options import Option, SectionedCommand
from corsac.cli.paths import is_there

if TYPE_CHECKING:
    from corsac.targets.answer import Answer
    from corsac.targets.export import Export, ExportTarget, Options


def _complete(_ctx: click.Context, _param: click.Parameter, incomplete: str) -> list[str]:
    from corsac.targets.exports import EXPORTS

    return [target.name for target in EXPORTS if target.name.startswith(incomplete)]


_POLICY = "Policy"
_SHAPE = "What is written"
_BEHIND = "What stands behind"

OPTIONS = (
    Option(["--policy", "policy_file"], section=_POLICY, metavar="FILE", from_environment=True,
           help="The policy; default: corsac.toml here, or [tool.corsac] in pyproject.toml."),
    Option(["--profile"], section=_POLICY, metavar="NAME",
           help="Add a profile of the file; without it none is ever exported."),
    Option(["--full"], section=_SHAPE, is_flag=True,
           help="A whole file that starts as it is, in place of what is pasted."),
    Option(["--out"], section=_SHAPE, metavar="DIR",
           help="Write files into DIR instead of printing them."),
    Option(["--force"], section=_SHAPE, is_flag=True, help="Let --out replace files."),
    Option(["--listen"], section=_SHAPE, metavar="ADDR", default="127.0.0.1:8080",
           show_default=True, help="Where a whole file listens, host:port."),
    Option(["--app", "application"], section=_SHAPE, metavar="NAME",
           help="What a whole file of a framework loads; the file says its default."),
    Option(["--for-version"], section=_SHAPE, metavar="VERSION",
           help="The version that you run, where the syntax depends on it: nginx's, Express's, "
           "webpack-dev-server's, for CRA http-proxy-middleware's."),
    Option(["--upstream"], section=_BEHIND, metavar="URL",
           help="The server behind a reverse proxy or a development server."),
    Option(["--third-party/--own", "third_party"], section=_BEHIND, default=None,
           help="Whose the upstream is. Somebody else's gets no cookies, origins or addresses of "
           "our users. Default: third party for https, own for http."),
    Option(["--prefix"], section=_BEHIND, metavar="PATH",
           help="The path that is proxied; default / for servers, /api for development."),
    Option(["--strip"], section=_BEHIND, is_flag=True,
           help="Take the prefix off before the upstream sees the path."),
    Option(["--ca", "certificates"], section=_BEHIND, metavar="FILE",
           help="Certificate authorities for an https upstream; default: Debian's bundle."),
    Option(["--list", "only_list"], is_flag=True,
           help="Print the targets: what was verified, on which version, when."),
)  # fmt: skip


@click.command(
    "export",
    cls=SectionedCommand,
    params=[click.Argument(["target"], required=False, shell_complete=_complete), *OPTIONS],
    short_help="the policy as nginx's, Express's, Go's… configuration",
)
def command(
    target: str | None,
    policy_file: str | None,
    profile: str | None,
    out: str | None,
    *,
    force: bool,
    only_list: bool,
    **shape: object,
) -> None:
    """Write the policy as another system's configuration.

    Files go to stdout (or into --out DIR); what to install, how to start, what can't be said and
    the page's side go to stderr.
    """
    from corsac.targets.export import ExportError, export

    if only_list:
        _list()
        return
    chosen = _target(target)
    from corsac.cli.policy_file import read_policy
    from corsac.targets.answer import Answer

    try:
        options = _options(chosen, shape)
        policy = read_policy(policy_file, profile)
        made = export(chosen, policy, options)
    except ExportError as error:
        raise Mistake(error.reason, mend=error.mend, code=error.code) from None
    if out is None:
        click.echo("\n".join(file.text for file in made.files), nl=False)
    else:
        _write(made, Path(out), force=force)
    sys.stdout.flush()
    _explain(chosen, made, Answer.of_policy(policy), options)


def _target(name: str | None) -> ExportTarget:
    from corsac.targets.exports import BY_NAME

    if name is None:
        raise Mistake("which system?", mend="corsac export --list names them all")
    if name not in BY_NAME:
        from difflib import get_close_matches

        near = get_close_matches(name, BY_NAME, n=1)
        mend = "did you mean {near}?" if near else "corsac export --list names them all"
        raise Mistake("there is no target {name}", mend=mend, name=repr(name), near="".join(near))
    return BY_NAME[name]


def _options(target: ExportTarget, given: dict[str, object]) -> Options:
    """Make the export's options of what was typed.

    Raises:
        ExportError: Something can't be read.
    """
    from corsac.targets.export import Address, Options, Upstream

    upstream = Upstream.of(str(given["upstream"])) if given["upstream"] else None
    third = given["third_party"]
    options: dict[str, str] = {
        name: str(given[name]) for name in ("application", "certificates") if given[name]
    }
    return Options(
        full=bool(given["full"]),
        listen=Address.of(str(given["listen"])),
        upstream=upstream,
        third_party=bool(upstream and upstream.tls) if third is None else bool(third),
        prefix=str(given["prefix"] or ("/api" if target.dev else "/")),
        strip=bool(given["strip"]),
        version=str(given["for_version"] or ""),
        **options,
    )


def _write(made: Export, folder: Path, *, force: bool) -> None:
    there = [file.name for file in made.files if is_there(folder / file.name)]
    if there and not force:
        raise Mistake(
            "{file} is there already",
            mend="choose another folder, or --force",
            file=folder / there[0],
        )
    try:
        for file in made.files:
            path = folder / file.name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(file.text, "utf-8")
            click.echo(path)
    except OSError as error:
        raise Mistake(
            "{file}: {reason}",
            mend="name another --out",
            file=error.filename,
            reason=error.strerror,
        ) from None


def _explain(target: ExportTarget, made: Export, answer: Answer, options: Options) -> None:
    from corsac.targets.page import page

    if target.dev:
        click.echo(say("for development only: never let strangers reach it"), err=True)
    for notice in made.warnings:
        text = spoken().say(notice.text)
        click.echo(f"{say('warning')}[{notice.code}]: {text}", err=True)
    for title, commands in (
        (say("install"), made.install),
        (say("start"), made.start),
        (say("reload"), made.reload),
    ):
        for each in commands:
            click.echo(f"{title}{spoken().colon}{each}", err=True)
    if target.dev:
        told = say(
            "in your page: fetch({path} + ...), of the same origin", path=repr(options.inside)
        )
        click.echo(told, err=True)
        return
    for file in made.page or page(answer, f"https://api.example{options.inside}items"):
        click.echo(say("in your page, {file}:", file=file.name), err=True)
        for line in file.text.splitlines():
            click.echo(f"    {line}", err=True)


def _list() -> None:
    from corsac.core.findings import Text
    from corsac.targets._generated import VERIFIED
    from corsac.targets.exports import EXPORTS

    width = max(len(target.name) for target in EXPORTS)
    for target in EXPORTS:
        run = VERIFIED.get(target.name)
        shown = (
            say("{passed} checks on {version}, {date}",
                passed=run.passed, version=run.version, date=run.date)
            if run
            else say("never run; fits {schema}", schema=Text(target.schema)) if target.schema
            else say("not yet run here")
        )  # fmt: skip
        click.echo(f"{target.name:{width}}  {spoken().label(target.title)}{spoken().colon}{shown}")
