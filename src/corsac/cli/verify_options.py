"""The options of `corsac verify`; those that `check` has too are the same."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import click

from corsac.cli.check_options import PARAMETERS as OF_CHECK
from corsac.cli.file_options import FILE_OPTIONS
from corsac.cli.options import Option
from corsac.diagnose.verify.limits import BUDGET

_WHAT: Final = "What must hold"
_WHERE: Final = "Where"
_OUTPUT: Final = "The answer"

FORMATS: Final = ("text", "json", "sarif", "github", "markdown", "junit")
#: Options of `corsac check` that mean the same here.
_SHARED: Final = (
    *("headers", "cookies", "user"),
    *("timeout", "resolve", "cacert", "insecure", "http1"),
    *("fail_on", "verbose", "color"),
)
_OF_CHECK: Final = {each.name: each for each in OF_CHECK}


@dataclass(frozen=True, slots=True)
class Asked:
    """What was typed, by the options' names; None and empty where nothing was."""

    url: str | None
    policy_file: str | None
    profile: str | None
    conformance: bool
    origins: tuple[str, ...]
    paths: tuple[str, ...]
    websocket: str | None
    budget: int
    wait: float
    only_list: bool
    format: str
    headers: tuple[str, ...]
    cookies: tuple[str, ...]
    user: str | None
    timeout: float
    resolve: tuple[str, ...]
    cacert: str | None
    insecure: bool
    http1: bool
    fail_on: str
    verbose: bool
    color: bool | None
    watch: bool
    interval: float
    watch_for: float
    files: tuple[str, ...]
    via: tuple[str, ...]
    fix: bool
    diff: bool
    unsafe_fixes: bool


PARAMETERS: Final[tuple[click.Parameter, ...]] = (
    click.Argument(["url"], required=False),
    Option(
        ["--policy", "policy_file"],
        section=_WHAT,
        metavar="FILE",
        from_environment=True,
        help="The policy; default: corsac.toml here, or [tool.corsac] in pyproject.toml.",
    ),
    Option(["--profile"], section=_WHAT, metavar="NAME", help="Add a profile of the file."),
    Option(
        ["--conformance"],
        section=_WHAT,
        is_flag=True,
        help="Without a policy: what holds of every server, as far as its answers tell.",
    ),
    Option(
        ["--origin", "origins"],
        section=_WHAT,
        metavar="ORIGIN",
        multiple=True,
        help="With --conformance: an origin that should be let in; may be repeated.",
    ),
    Option(
        ["--path", "paths"],
        section=_WHERE,
        metavar="PATH",
        multiple=True,
        help="A further page to try; may be repeated. Routes of the policy are tried anyway.",
    ),
    Option(
        ["--websocket"],
        section=_WHERE,
        metavar="PATH",
        help="A WebSocket whose door is to be tried.",
    ),
    Option(
        ["--budget"],
        section=_WHERE,
        type=click.IntRange(2, 5000),
        metavar="N",
        default=BUDGET,
        show_default=True,
        from_environment=True,
        help="The most requests that are sent, all of them OPTIONS, GET or HEAD.",
    ),
    Option(
        ["--wait"],
        section=_WHERE,
        type=click.FloatRange(0, 3600),
        default=0.0,
        metavar="SECONDS",
        help="How long to wait until the server answers, and not with 502, 503 or 504.",
    ),
    Option(
        ["--watch"],
        section=_WHERE,
        is_flag=True,
        help="Verify again and again until it passes, showing what changed.",
    ),
    *(_OF_CHECK[name] for name in ("interval", "watch_for")),
    *(_OF_CHECK[name] for name in _SHARED[:8]),
    *FILE_OPTIONS,
    Option(
        ["--format"],
        section=_OUTPUT,
        type=click.Choice(FORMATS),
        default="text",
        show_default=True,
        from_environment=True,
        help="Form of the answer.",
    ),
    *(_OF_CHECK[name] for name in _SHARED[8:]),
    Option(
        ["--list", "only_list"],
        section=_OUTPUT,
        is_flag=True,
        help="Print the checks: number, level, what holds.",
    ),
)
