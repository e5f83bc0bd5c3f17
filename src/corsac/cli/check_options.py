"""The options of `corsac check`, each declared once: flag, help, environment, section."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import click

from corsac.cli.file_options import FILE_OPTIONS
from corsac.cli.options import Option

_REQUEST: Final = "The request, as curl has it"
_PAGE: Final = "The page and its browser"
_NETWORK: Final = "The connection"
_OUTPUT: Final = "The answer"

FORMATS: Final = ("text", "json", "sarif", "github", "markdown")
DIAGRAMS: Final = ("terminal", "mermaid")
SEVERITIES: Final = ("error", "warning", "info")


@dataclass(frozen=True, slots=True)
class Asked:
    """What was typed, by the options' names; None and empty where nothing was."""

    url: str | None
    method: str | None
    headers: tuple[str, ...]
    data: tuple[str, ...]
    data_raw: tuple[str, ...]
    data_binary: tuple[str, ...]
    data_urlencode: tuple[str, ...]
    json: tuple[str, ...]
    form: tuple[str, ...]
    as_query: bool
    head: bool
    user: str | None
    cookies: tuple[str, ...]
    origin: str | None
    page: str | None
    credentials: str | None
    mode: str | None
    redirect: str | None
    cache: str | None
    referrer_policy: str | None
    keepalive: bool
    stream: bool
    xhr: bool
    with_credentials: bool
    upload_listener: bool
    engine: tuple[str, ...]
    block_third_party_cookies: bool
    send: bool
    budget: int
    timeout: float
    resolve: tuple[str, ...]
    cacert: str | None
    insecure: bool
    http1: bool
    offline: bool
    har: str | None
    watch: bool
    interval: float
    watch_for: float
    files: tuple[str, ...]
    via: tuple[str, ...]
    fix: bool
    diff: bool
    unsafe_fixes: bool
    diagram: str | None
    format: str
    fail_on: str
    verbose: bool
    color: bool | None


def _many(*names: str, section: str, metavar: str, **more: Any) -> Option:  # noqa: ANN401 - click's settings
    return Option(names, section=section, metavar=metavar, multiple=True, **more)


def _choice(*names: str, choices: tuple[str, ...], section: str, **more: Any) -> Option:  # noqa: ANN401 - click's settings
    return Option(names, section=section, type=click.Choice(choices), **more)


_REQUEST_OPTIONS: Final = (
    Option(
        ["-X", "--request", "method"],
        section=_REQUEST,
        metavar="METHOD",
        help="Method; case counts, as in fetch().",
    ),
    _many(
        "-H",
        "--header",
        "headers",
        section=_REQUEST,
        metavar="LINE",
        help="Request header that the page sets, 'Name: value'; @FILE reads them.",
    ),
    _many(
        "-d",
        "--data",
        "--data-ascii",
        "data",
        section=_REQUEST,
        metavar="DATA",
        help="Body of a form; @FILE reads it. Makes it a POST.",
    ),
    _many("--data-raw", section=_REQUEST, metavar="DATA", help="As -d, with no meaning for @."),
    _many("--data-binary", section=_REQUEST, metavar="DATA", help="As -d, line ends kept."),
    _many("--data-urlencode", section=_REQUEST, metavar="DATA", help="As -d, percent-encoded."),
    _many(
        "--json",
        section=_REQUEST,
        metavar="DATA",
        help="JSON body, with its Content-Type and Accept.",
    ),
    _many(
        "-F",
        "--form",
        section=_REQUEST,
        metavar="NAME=VALUE",
        help="Field of a multipart form; @FILE uploads one.",
    ),
    Option(
        ["-G", "--get", "as_query"],
        section=_REQUEST,
        is_flag=True,
        help="Put -d's data into the URL's query.",
    ),
    Option(["-I", "--head"], section=_REQUEST, is_flag=True, help="Ask for the head: HEAD."),
    Option(
        ["-u", "--user"],
        section=_REQUEST,
        metavar="USER:PASSWORD",
        help="Authorization: Basic, set by the page.",
    ),
    _many(
        "-b",
        "--cookie",
        "cookies",
        section=_REQUEST,
        metavar="NAME=VALUE",
        help="Cookie in the browser's jar for the URL's host; attributes may follow: "
        "'sid=1; SameSite=None; Secure'.",
    ),
)
_PAGE_OPTIONS: Final = (
    Option(
        ["--origin"],
        section=_PAGE,
        metavar="ORIGIN",
        from_environment=True,
        help="Origin of the page that asks, https://app.example. This or --page is needed.",
    ),
    Option(
        ["--page"],
        section=_PAGE,
        metavar="URL",
        from_environment=True,
        help="Address of the page that asks.",
    ),
    _choice(
        "--credentials",
        choices=("omit", "same-origin", "include"),
        section=_PAGE,
        help="fetch()'s credentials.",
    ),
    _choice(
        "--mode", choices=("cors", "no-cors", "same-origin"), section=_PAGE, help="fetch()'s mode."
    ),
    _choice(
        "--redirect",
        choices=("follow", "error", "manual"),
        section=_PAGE,
        help="fetch()'s redirect.",
    ),
    _choice(
        "--cache",
        section=_PAGE,
        metavar="MODE",
        help="fetch()'s cache.",
        choices=("default", "no-store", "reload", "no-cache", "force-cache", "only-if-cached"),
    ),
    _choice(
        "--referrer-policy",
        section=_PAGE,
        metavar="POLICY",
        help="fetch()'s referrerPolicy.",
        choices=(
            "no-referrer",
            "no-referrer-when-downgrade",
            "same-origin",
            "origin",
            "strict-origin",
            "origin-when-cross-origin",
            "strict-origin-when-cross-origin",
            "unsafe-url",
        ),
    ),
    Option(["--keepalive"], section=_PAGE, is_flag=True, help="fetch()'s keepalive."),
    Option(["--stream"], section=_PAGE, is_flag=True, help="Send the body as a stream."),
    Option(["--xhr"], section=_PAGE, is_flag=True, help="Use XMLHttpRequest, not fetch()."),
    Option(
        ["--with-credentials"],
        section=_PAGE,
        is_flag=True,
        help="XMLHttpRequest's withCredentials.",
    ),
    Option(
        ["--upload-listener"],
        section=_PAGE,
        is_flag=True,
        help="A listener on XMLHttpRequest's upload.",
    ),
    Option(
        ["--block-third-party-cookies"],
        section=_PAGE,
        is_flag=True,
        from_environment=True,
        help="As private windows have it.",
    ),
    _many(
        "--engine",
        section=_PAGE,
        metavar="NAME",
        from_environment=True,
        help="chromium, firefox, webkit or standard, with @VERSION; may be repeated. "
        "Without it: the three browsers.",
    ),
)
_NETWORK_OPTIONS: Final = (
    Option(
        ["--offline"],
        section=_NETWORK,
        is_flag=True,
        help="Send nothing: say which requests the browser would send, and what forces a "
        "preflight.",
    ),
    Option(
        ["--har"],
        section=_NETWORK,
        metavar="FILE",
        help="Send nothing: take the answers from a HAR file. URL names the request; without it "
        "the first that failed.",
    ),
    Option(
        ["--watch"],
        section=_NETWORK,
        is_flag=True,
        help="Check again and again until it is allowed, showing what changed.",
    ),
    Option(
        ["--interval"],
        section=_NETWORK,
        type=click.FloatRange(0.2, 3600),
        default=2.0,
        show_default=True,
        metavar="SECONDS",
        help="Between two checks of --watch.",
    ),
    Option(
        ["--watch-for"],
        section=_NETWORK,
        type=click.FloatRange(0, 86_400),
        default=1800.0,
        show_default=True,
        metavar="SECONDS",
        help="When --watch gives up.",
    ),
    Option(
        ["--send"],
        section=_NETWORK,
        is_flag=True,
        help="Send the request itself, even if it may change something. Without it only "
        "OPTIONS, GET and HEAD leave.",
    ),
    Option(
        ["--budget", "--max-probes", "budget"],
        section=_NETWORK,
        type=click.IntRange(0, 50),
        metavar="N",
        default=6,
        show_default=True,
        from_environment=True,
        help="Further requests that may be sent to tell causes apart.",
    ),
    Option(
        ["--timeout"],
        section=_NETWORK,
        type=click.FloatRange(0, 600, min_open=True),
        default=15.0,
        show_default=True,
        metavar="SECONDS",
        from_environment=True,
        help="For each request, in all.",
    ),
    _many(
        "--resolve", section=_NETWORK, metavar="HOST:PORT:ADDRESS", help="Connect there instead."
    ),
    Option(
        ["--cacert"],
        section=_NETWORK,
        metavar="FILE",
        from_environment=True,
        help="Authorities to trust, PEM.",
    ),
    Option(["-k", "--insecure"], section=_NETWORK, is_flag=True, help="Accept any certificate."),
    Option(["--http1", "--http1.1"], section=_NETWORK, is_flag=True, help="Offer HTTP/1.1 alone."),
)
_OUTPUT_OPTIONS: Final = (
    _choice(
        "--diagram",
        choices=DIAGRAMS,
        section=_OUTPUT,
        is_flag=False,
        flag_value=DIAGRAMS[0],
        metavar="[terminal|mermaid]",
        help="Draw who says what to whom, in place of the answer.",
    ),
    _choice(
        "--format",
        choices=FORMATS,
        section=_OUTPUT,
        default="text",
        show_default=True,
        from_environment=True,
        help="Form of the answer.",
    ),
    _choice(
        "--fail-on",
        choices=SEVERITIES,
        section=_OUTPUT,
        default="error",
        show_default=True,
        from_environment=True,
        help="Findings from this severity on make the exit code 1.",
    ),
    Option(
        ["-v", "--verbose"],
        section=_OUTPUT,
        is_flag=True,
        help="Every header, every engine, every step with its clause.",
    ),
    Option(
        ["--color/--no-color"],
        section=_OUTPUT,
        default=None,
        help="Colours; by default on a terminal.",
    ),
    # What people have in their fingers; a browser does these by itself.
    Option(["-L", "--location", "ignored_location"], is_flag=True, hidden=True, expose_value=False),
    Option(["--compressed", "ignored_compressed"], is_flag=True, hidden=True, expose_value=False),
    Option(["-s", "--silent", "ignored_silent"], is_flag=True, hidden=True, expose_value=False),
)

PARAMETERS: Final[tuple[click.Parameter, ...]] = (
    click.Argument(["url"], required=False),
    *_REQUEST_OPTIONS,
    *_PAGE_OPTIONS,
    *_NETWORK_OPTIONS,
    *FILE_OPTIONS,
    *_OUTPUT_OPTIONS,
)

#: The environment variables that stand in for options.
VARIABLES: Final = tuple(
    each.envvar for each in PARAMETERS if isinstance(each, Option) and isinstance(each.envvar, str)
)


def read_file(name: str) -> bytes:
    """Read a file that an option names with `@`; `-` is standard input.

    Raises:
        Mistake: it can't be read.
    """
    from corsac.cli.mistake import Mistake

    try:
        if name == "-":
            return sys.stdin.buffer.read()
        return Path(name).read_bytes()
    except OSError as error:
        raise Mistake("can't read {file}: {reason}", file=name, reason=error.strerror) from error
