"""Asks a real Chromium what it makes of the lab's cases."""

from __future__ import annotations

import contextlib
import json
import os
import re
import shutil
import signal
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from corsac.core.findings import Text

if TYPE_CHECKING:
    import threading
    from collections.abc import Sequence

    from corsac.lab.case import LabCase
    from corsac.lab.server import Lab

_NAMES: Final = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
# Headless, without any traffic of its own: the lab's pages are all that it loads.
_FLAGS: Final = (
    "--headless=new",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-extensions",
    "--enable-logging=stderr",
)
# [pid:tid:time:INFO:CONSOLE:line] "message", source: URL (line)
_CONSOLE: Final = re.compile(r'^\[[^\]]*CONSOLE[^\]]*\] "(.*)", source: .*$', re.MULTILINE)
_CORS_LINE: Final = re.compile(
    r"^Access to \S+ at '([^']*)'(?: \(redirected from '([^']*)'\))? from"
)
_GRACE: Final = 10.0  # seconds to end after being told to
_LOG_LIMIT: Final = 4 * 1024 * 1024  # bytes


@dataclass(frozen=True, slots=True)
class Said:
    """What Chromium made of one case: whether script could read it, and the CORS line if any."""

    name: str
    ok: bool
    console: str | None


@dataclass(frozen=True, slots=True)
class Visit:
    """One run of Chromium; `said` is empty where `trouble` says why."""

    version: str
    said: tuple[Said, ...] = ()
    trouble: Text | None = None


def find_chromium() -> str | None:
    """Give the path of an installed Chromium or Chrome, or None."""
    return next(filter(None, map(shutil.which, _NAMES)), None)


def ask_chromium(lab: Lab, cases: Sequence[LabCase], patience: float = 20.0) -> Visit | None:
    """Let Chromium try the cases from the lab's page; None where none is installed.

    `patience` is in seconds. The browser has a profile of its own, which is gone afterwards.
    """
    program = find_chromium()
    if program is None:
        return None
    version = version_of(program)
    lab.reported.clear()
    page = f"{lab.origin}/?run={','.join(case.name for case in cases)}"
    log = browse(program, page, lab.reported, patience)
    if log is None:
        return Visit(version, trouble=too_late(patience))
    return Visit(version, tuple(_said(lab, cases, lab.reports.pop(), log)))


def browse(
    program: str, page: str, reported: threading.Event, patience: float, *flags: str
) -> str | None:
    """Open a page headless, in a profile that is gone afterwards, until it has reported.

    Args:
        program: Chromium.
        page: The page's URL.
        reported: Set once the page has said what it has to say.
        patience: Seconds until then.
        flags: Further flags.

    Returns:
        What Chromium logged, its console's lines among it; None where the time was over.
    """
    # A sandbox can't be had as root; the page is our own.
    root = ("--no-sandbox",) if os.geteuid() == 0 else ()
    with (
        tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile,
        tempfile.TemporaryFile() as log_file,  # a pipe that nobody reads would stop the browser
    ):
        _prefer(Path(profile))
        browser = subprocess.Popen(  # noqa: S603 - found on PATH, with fixed flags
            [program, *_FLAGS, *root, *flags, f"--user-data-dir={profile}", page],
            stdout=subprocess.DEVNULL,
            stderr=log_file,
            start_new_session=True,
        )
        try:
            done = reported.wait(patience)
        finally:
            _end(browser)
        log_file.seek(0)
        return log_file.read(_LOG_LIMIT).decode("utf-8", "replace") if done else None


def _prefer(profile: Path) -> None:
    """Let it send third-party cookies, as an ordinary window does; headless ones would not."""
    own = profile / "Default"
    own.mkdir()
    (own / "Preferences").write_text(json.dumps({"profile": {"cookie_controls_mode": 0}}))


def too_late(patience: float) -> Text:
    """Say that Chromium did not report within so many seconds."""
    return Text.of("no answer within {seconds} seconds", seconds=f"{patience:.0f}")


def console_lines(log: str) -> list[str]:
    """Give the console's lines out of what Chromium logged."""
    return _CONSOLE.findall(log)


def version_of(program: str) -> str:
    """Give Chromium's name and version, as it says them."""
    with contextlib.suppress(OSError, subprocess.TimeoutExpired):
        run = subprocess.run(  # noqa: S603 - found on PATH
            [program, "--version"], capture_output=True, text=True, timeout=10, check=False
        )
        return " ".join(run.stdout.split()[:2])
    return "Chromium"


def _end(browser: subprocess.Popen[bytes]) -> None:
    """End the browser with all its processes."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(browser.pid, signal.SIGTERM)
    try:
        browser.wait(timeout=_GRACE)
    except subprocess.TimeoutExpired:
        os.killpg(browser.pid, signal.SIGKILL)
        browser.wait()


def _said(lab: Lab, cases: Sequence[LabCase], report: bytes, log: str) -> list[Said]:
    lines: dict[str, str] = {}
    for message in console_lines(log):
        if found := _CORS_LINE.match(message):
            at, first = found.groups()
            lines.setdefault(first or at, message)
    read = {entry["name"]: bool(entry["ok"]) for entry in json.loads(report)}
    return [Said(case.name, read[case.name], lines.get(lab.url(case))) for case in cases]
