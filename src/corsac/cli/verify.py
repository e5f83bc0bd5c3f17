"""`corsac verify URL`: the policy, tried on the server that should follow it."""

from __future__ import annotations

import sys
import time
from base64 import b64encode
from dataclasses import replace
from importlib import import_module
from os import urandom
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Protocol, cast

from corsac.cli.exits import Exit
from corsac.cli.mistake import Mistake
from corsac.cli.options import SectionedCommand
from corsac.cli.verify_options import PARAMETERS, Asked

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from corsac.cli.files_behind import Repeatable
    from corsac.core.messages import Answer
    from corsac.diagnose.verify.infer import Wanted
    from corsac.diagnose.verify.report import Verification
    from corsac.policy.policy import Policy
    from corsac.probe.options import ProbeOptions
    from corsac.render.look import Look

_BODY: Final = 0.2  # seconds that a body is worth
_PAUSE: Final = 0.5  # seconds between two attempts of --wait
#: What a proxy says of an application that has not started.
_NOT_YET: Final = frozenset({502, 503, 504})
_EPILOG: Final = """\
\b
Only OPTIONS, GET and HEAD are sent. Examples:
  corsac verify https://api.example/items
  corsac verify http://localhost:8000 --policy corsac.toml --profile dev --wait 30
  corsac verify https://api.example --conformance --origin https://app.example
  corsac verify https://api.example --path /login --format junit > cors.xml
"""


class _Renderer(Protocol):
    """What each module of a format has."""

    def render(self, verification: Verification, look: Look) -> str:
        """Give the verification in that format."""
        ...


def _run(**given: Any) -> int:  # noqa: ANN401 - click hands over what it read
    """Try the policy on the server at URL: whom it lets in, and whom it must not.

    Allowed origins and their look-alikes, methods, headers, credentials, errors, caches: what
    differs from the policy is a finding, with what mends it. Without a policy, --conformance
    checks what holds of every server.
    """
    from corsac.cli.output import environment, look_of, write

    asked = Asked(**given)
    look = look_of(sys.stdout, environment(), color=asked.color, verbose=asked.verbose)
    if asked.only_list:
        write(_listing())
        return Exit.OK
    renderer = cast("_Renderer", import_module(f"corsac.render.verification.to_{asked.format}"))

    def show(done: Verification) -> None:
        """Print a verification in the form that was asked for."""
        write(renderer.render(done, look))

    verify = _repeatable(asked)
    aside = asked.format != "text"
    if asked.watch:
        done = _watch(asked, verify, show, look)
    else:
        done = verify.make()
        show(done)
        verify.mend(done.findings, aside=aside)
    return _exit_code(done, asked)


command = SectionedCommand(
    "verify",
    callback=_run,
    params=list(PARAMETERS),
    help=_run.__doc__,
    epilog=_EPILOG,
    short_help="the policy tried on a live server, in CI too",
)


def _listing() -> str:
    from corsac.cli.language import spoken
    from corsac.diagnose.verify.checks import CHECKS
    from corsac.render.verification.words import LEVEL

    say = spoken()
    return "".join(
        f"{each.code} {say.label(LEVEL[each.level]):<8} {say.label(each.title)}\n"
        for each in CHECKS
    )


def verification(arguments: Sequence[str]) -> Verification:
    """Give what came of a verification, by the arguments of the command line.

    Raises:
        Mistake: An argument is wrong.
        click.ClickException: An option is.
    """
    with command.make_context("corsac verify", list(arguments)) as context:
        return _repeatable(Asked(**context.params)).make()


def _watch(
    asked: Asked,
    verify: Repeatable[Verification],
    show: Callable[[Verification], None],
    look: Look,
) -> Verification:
    from corsac.cli.watch import VERIFICATIONS, watch

    if asked.format != "text":
        raise Mistake("--watch shows text alone", mend="leave --format out")
    return watch(
        verify.make,
        show,
        look,
        every=asked.interval,
        limit=asked.watch_for,
        kind=VERIFICATIONS,
        sleep=verify.sleep,
        mend=lambda done: verify.mend(done.findings, aside=False),
    )


def _repeatable(asked: Asked) -> Repeatable[Verification]:
    """Read what was asked, once; give what verifies, each time anew."""
    from corsac.cli.files_behind import Repeatable, Seen, files_behind
    from corsac.cli.network import probe_options

    behind = files_behind(asked)
    wanted, policy = _wanted(asked), _policy(asked)
    network = probe_options(asked)

    def verify() -> Verification:
        """Verify once."""
        done = _verify(asked, wanted, policy)
        if behind is None:
            return done
        origins = wanted.origins if policy is None else policy.allow_origins
        seen = Seen(done.findings, done.exchanges, done.url, tuple(origins), _granted(policy))
        return replace(done, findings=behind.point(seen, network))

    return Repeatable(verify, behind)


def _granted(policy: Policy | None) -> dict[str, tuple[str, ...]] | None:
    """Give what a policy allows by name, for mends that have to add it."""
    if policy is None:
        return None
    return {
        "allow_origins": tuple(each for each in policy.allow_origins if "*" not in each),
        "allow_methods": tuple(each for each in policy.allow_methods if each != "*"),
        "allow_headers": tuple(each for each in policy.allow_headers if each != "*"),
    }


def _verify(asked: Asked, wanted: Wanted, policy: Policy | None) -> Verification:
    """Send what is asked for until there is a report."""
    from corsac.cli.network import probe_options
    from corsac.cli.progress import Progress
    from corsac.diagnose.verify.run import Verifier
    from corsac.probe.options import OptionError
    from corsac.probe.runner import Session

    try:
        verifier = Verifier(wanted, policy, asked.budget)
    except ValueError as error:
        raise Mistake("{reason}", mend="write a path, as /items", reason=error) from None
    try:
        with Session(_hasty(probe_options(asked))) as session, Progress() as progress:
            end = time.monotonic() + asked.wait
            while (request := verifier.pending) is not None:
                progress.asking(request)
                exchange = session.send(request)
                while _is_starting(exchange.answer) and time.monotonic() < end:
                    time.sleep(min(_PAUSE, max(0.0, end - time.monotonic())))
                    exchange = session.send(request)
                end = 0.0  # the first answer was worth waiting for, no other is
                verifier.receive(exchange)
    except OptionError as error:
        raise Mistake(error.text) from error
    report = verifier.report
    assert report is not None  # noqa: S101 - nothing is pending any more
    return report


def _hasty(options: ProbeOptions) -> ProbeOptions:
    """Wait for heads alone: no check looks at a body, and event streams never end."""
    timeouts = options.timeouts
    return replace(options, timeouts=replace(timeouts, body=min(_BODY, timeouts.body)))


def _is_starting(answer: Answer) -> bool:
    """Tell whether nobody answers yet, or only the proxy in front of somebody who does not."""
    from corsac.core.messages import Failure

    return isinstance(answer, Failure) or answer.status in _NOT_YET


def _wanted(asked: Asked) -> Wanted:
    from corsac.cli.address import target_url
    from corsac.diagnose.verify.infer import Wanted

    if asked.url is None:
        raise Mistake("which server?", mend="corsac verify https://api.example/items")
    url = target_url(asked.url, None)
    if not url.lower().startswith(("http:", "https:")):
        raise Mistake(
            "a WebSocket has a server around it",
            mend="give the server's http or https URL, and --websocket PATH",
        )
    return Wanted(
        url,
        tuple(_origin(each) for each in asked.origins),
        asked.paths,
        _headers(asked),
        asked.websocket or "",
        urandom(4).hex(),
    )


def _origin(text: str) -> str:
    from corsac.cli.address import page_from

    return page_from(text).origin


def _headers(asked: Asked) -> tuple[tuple[str, str], ...]:
    """Give the header lines that go along: the user's own, his login, his cookies."""
    from corsac.cli.check_options import read_file
    from corsac.cli.cookie_options import read_cookies
    from corsac.cli.header_options import read_fields
    from corsac.cli.page_request import header_lines

    headers = list(read_fields(header_lines(asked.headers, read_file)).headers)
    pairs = [pair for each in read_cookies(asked.cookies) for pair in each.pairs]
    if pairs:
        headers.append(("Cookie", "; ".join(f"{name}={value}" for name, value in pairs)))
    if asked.user is not None:
        token = b64encode(asked.user.encode()).decode("ascii")
        headers.append(("Authorization", f"Basic {token}"))
    return tuple(headers)


def _policy(asked: Asked) -> Policy | None:
    """Read the policy; None where conformance alone is asked for."""
    from corsac.cli.paths import is_file
    from corsac.cli.policy_file import NAMES, read_policy

    if asked.policy_file is None and asked.conformance:
        if asked.profile is not None:
            raise Mistake("--profile is of a policy, and none is named", mend="add --policy FILE")
        return None
    if asked.origins:
        raise Mistake(
            "--origin is for --conformance: a policy says itself whom it lets in",
            mend="leave it out, or add --conformance",
        )
    if asked.policy_file is None and not any(is_file(Path(name)) for name in NAMES):
        raise Mistake(
            "against what? there is no corsac.toml here",
            mend="name a policy, --policy FILE; write one, corsac init; or check what holds of "
            "every server: --conformance",
        )
    return read_policy(asked.policy_file, asked.profile)


def _exit_code(verification: Verification, asked: Asked) -> Exit:
    from corsac.core.findings import Severity
    from corsac.diagnose.verify.report import Verdict

    if verification.verdict is Verdict.UNREACHABLE:
        return Exit.FAILED
    if asked.format == "sarif":
        return Exit.OK
    severities = list(Severity)
    counted = severities[: severities.index(Severity(asked.fail_on)) + 1]
    if any(finding.rule.severity in counted for finding in verification.findings):
        return Exit.FOUND
    return Exit.FAILED if verification.verdict is Verdict.UNDECIDED else Exit.OK
