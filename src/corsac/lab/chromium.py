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
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from corsac.core.findings import Text
from corsac.lab.undisturbed import undisturbed

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
_NO_SANDBOX: Final = ("--no-sandbox",)
_SANDBOX_MISSING: Final = "No usable sandbox"
#: What a page prints to its console before it reports.
LAST_WORD: Final = "corsac: that is all"
_PAUSE: Final = 0.1  # seconds between two looks
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


class UnreportedError(Exception):
    """Chromium did not report within so many seconds, or ended before; `trouble` says so."""

    def __init__(self, patience: float) -> None:
        super().__init__(patience)
        self.trouble = Text.of("no answer within {seconds} seconds", seconds=f"{patience:.0f}")


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
    try:
        log = browse(program, page, lab.reported, patience)
    except UnreportedError as error:
        return Visit(version, trouble=error.trouble)
    return Visit(version, tuple(_said(lab, cases, lab.reports.pop(), log)))


def browse(program: str, page: str, reported: threading.Event, patience: float, *flags: str) -> str:
    """Open a page headless, in a profile that is gone afterwards, until it has reported.

    Args:
        program: Chromium.
        page: The page's URL. It prints LAST_WORD to the console before it reports.
        reported: Set once the page has said what it has to say.
        patience: Seconds until then.
        flags: Further flags.

    Returns:
        What Chromium logged, its console's lines among it.

    Raises:
        UnreportedError: It ended before the page had reported, or the time was over.
    """
    # A sandbox can't be had as root, nor in most containers; the page is our own.
    done, log = False, ""
    for sandbox in (_NO_SANDBOX,) if os.geteuid() == 0 else ((), _NO_SANDBOX):
        done, log = _browse_once([program, *_FLAGS, *sandbox, *flags], page, reported, patience)
        if done or _SANDBOX_MISSING not in log:
            break
    if not done:
        raise UnreportedError(patience)
    return log


def _browse_once(
    command: list[str], page: str, reported: threading.Event, patience: float
) -> tuple[bool, str]:
    """Run Chromium once; whether the page has reported, and what was logged."""
    with (
        tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile,
        tempfile.TemporaryFile() as log_file,  # a pipe that nobody reads would stop the browser
    ):
        _prefer(Path(profile))
        browser: subprocess.Popen[bytes] | None = None
        try:
            with undisturbed():
                browser = subprocess.Popen(  # noqa: S603 - found on PATH, with fixed flags
                    [*command, f"--user-data-dir={profile}", page],
                    env={**os.environ, "TMPDIR": profile},  # its sockets are gone with the profile
                    stdout=subprocess.DEVNULL,
                    stderr=log_file,
                    start_new_session=True,
                )
            done = _await(browser, reported, patience)
            _await_last_word(log_file.fileno(), patience=_GRACE if done else 0)
        finally:
            if browser is not None:
                _end(browser)
        return done, _read(log_file.fileno())


def _await(browser: subprocess.Popen[bytes], reported: threading.Event, patience: float) -> bool:
    """Wait for the report; not for one that can't come, since the browser ended."""
    end = time.monotonic() + patience
    while not (done := reported.wait(_PAUSE)):
        if browser.poll() is not None or time.monotonic() >= end:
            break
    return done


def _await_last_word(log: int, patience: float) -> None:
    """Wait until the console's lines before the report are in the log: they go another way."""
    end = time.monotonic() + patience
    while LAST_WORD not in _read(log) and time.monotonic() < end:
        time.sleep(_PAUSE)


def _read(log: int) -> str:
    """Read what was logged, by file descriptor; its place, which Chromium writes at, stays."""
    return os.pread(log, _LOG_LIMIT, 0).decode("utf-8", "replace")


def _prefer(profile: Path) -> None:
    """Let it send third-party cookies, as an ordinary window does; headless ones would not."""
    own = profile / "Default"
    own.mkdir()
    (own / "Preferences").write_text(json.dumps({"profile": {"cookie_controls_mode": 0}}))


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
