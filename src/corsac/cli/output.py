"""How the answer leaves: the reader's terminal, the format, the exit code."""

from __future__ import annotations

import os
import shutil
import sys
from importlib import import_module
from typing import TYPE_CHECKING, Protocol, cast

from corsac.browser.outcome import Verdict
from corsac.cli.exits import Exit
from corsac.cli.language import spoken
from corsac.core.findings import Severity
from corsac.diagnose.report import ReportVerdict
from corsac.render.look import Look

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import TextIO

    from corsac.diagnose.report import Report

_EXITS = {
    ReportVerdict.ALLOWED: Exit.OK,
    ReportVerdict.BLOCKED: Exit.FOUND,
    ReportVerdict.UNDECIDED: Exit.FAILED,
    ReportVerdict.FAILED: Exit.FAILED,
}
#: From the worst down: a finding counts where it stands no later than `--fail-on`.
_SEVERITIES = list(Severity)
_FOR_PROGRAMS = frozenset({"json", "sarif"})
_NARROWEST, _WIDEST, _PIPE = 32, 120, 80


class Renderer(Protocol):
    """What each module of a format has."""

    def render(self, report: Report, look: Look) -> str:
        """Give the report in that format."""
        ...


def renderer(name: str) -> Renderer:
    """Load the renderer of a format: text, json, sarif, github or markdown."""
    return cast("Renderer", import_module(f"corsac.render.to_{name}"))


def look_of(
    stream: TextIO,
    environment: Mapping[str, str],
    *,
    color: bool | None,
    verbose: bool,
    form: str = "text",
) -> Look:
    """Find out what a stream's reader can take.

    Args:
        stream: Where the answer goes.
        environment: NO_COLOR, FORCE_COLOR, TERM and COLUMNS count.
        color: What `--color` or `--no-color` said; None for neither.
        verbose: Whether `-v` was given.
        form: The format; a program's (JSON, SARIF) does not follow the locale.
    """
    terminal = stream.isatty()
    if color is None:
        color = _wants_colour(environment, terminal=terminal)
    width = shutil.get_terminal_size((_PIPE, 24)).columns if terminal else _PIPE
    if (columns := environment.get("COLUMNS", "")).isdecimal() and int(columns):
        width = int(columns)
    encoding = (getattr(stream, "encoding", None) or "ascii").lower().replace("-", "")
    return Look(
        width=min(max(width, _NARROWEST), _WIDEST),
        colour=color,
        unicode=encoding.startswith("utf"),
        verbose=verbose,
        catalogue=spoken(by_machines=form in _FOR_PROGRAMS),
    )


def _wants_colour(environment: Mapping[str, str], *, terminal: bool) -> bool:
    """Decide about colours: no-color.org and force-color.org, then the terminal."""
    if environment.get("NO_COLOR"):
        return False
    if environment.get("FORCE_COLOR") not in {None, "", "0"}:
        return True
    return terminal and environment.get("TERM") != "dumb"


def write(text: str) -> None:
    """Write the answer to stdout, in one piece; what its encoding lacks becomes an escape."""
    encoding = sys.stdout.encoding or "ascii"
    sys.stdout.write(text.encode(encoding, "backslashreplace").decode(encoding))
    sys.stdout.flush()


def exit_code(report: Report, *, fail_on: str, scanner: bool) -> Exit:
    """Give the exit code of a check.

    Args:
        report: What was found.
        fail_on: The severity from which on findings count.
        scanner: Whether the output goes to a scanner's upload (SARIF): then findings are no
            failure.
    """
    code = _EXITS[report.verdict]
    if scanner:
        return code if code is Exit.FAILED else Exit.OK
    if code is Exit.OK:
        counted = _SEVERITIES[: _SEVERITIES.index(Severity(fail_on)) + 1]
        blocked = any(each.outcome.verdict is Verdict.BLOCKED for each in report.engines)
        if blocked or any(each.rule.severity in counted for each in report.findings):
            return Exit.FOUND
    return code


def environment() -> Mapping[str, str]:
    """Give the process's environment."""
    return os.environ
