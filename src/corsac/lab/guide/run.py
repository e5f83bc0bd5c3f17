"""A program that runs for a while: started, awaited, ended with all that it started."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
import time
from typing import TYPE_CHECKING, Final

from corsac.lab.undisturbed import undisturbed

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

_PATIENCE: Final = 20.0  # seconds until it listens
_GRACE: Final = 5.0  # seconds to end after being told to
_LOG: Final = 2000  # characters


class StartError(Exception):
    """A program does not run; `program` is its name, `log` the end of what it said."""

    def __init__(self, program: str, log: str) -> None:
        super().__init__(f"{program} does not start: {log.strip()[-_LOG:]}")
        self.program = program
        self.log = log


class Program:
    """A process of its own group, what it says going to a file.

    Ctrl-C in the terminal does not reach it: it is ended in order, by who started it.
    """

    def __init__(self, command: Sequence[str], folder: Path, log: Path) -> None:
        self.name = command[0].rpartition("/")[2]
        self._command = command
        self._folder = folder
        self._log = log
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def running(self) -> bool:
        """Whether it was started, and did not end."""
        return self._process is not None and self._process.poll() is None

    def said(self) -> str:
        """Give what it said so far."""
        return self._log.read_text("utf-8", "replace") if self._log.exists() else ""

    def start(self) -> None:
        """Start it.

        Raises:
            StartError: It can't be run.
        """
        with self._log.open("wb") as log, undisturbed():
            try:
                self._process = subprocess.Popen(  # noqa: S603 - a program of the demo's
                    self._command,
                    cwd=self._folder,
                    stdin=subprocess.DEVNULL,
                    stdout=log,
                    stderr=subprocess.STDOUT,
                    start_new_session=True,
                )
            except OSError as error:
                raise StartError(self.name, str(error)) from error

    def end(self) -> None:
        """End it with all that it started; at once where that takes too long."""
        if self._process is None:
            return
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGTERM)
        try:
            self._process.wait(_GRACE)
        except subprocess.TimeoutExpired:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()


def await_listening(program: Program, port: int) -> None:
    """Wait until something listens on a loopback port.

    Raises:
        StartError: The program ended, or the time is over.
    """
    end = time.monotonic() + _PATIENCE
    while program.running and time.monotonic() < end:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            return
        time.sleep(0.05)
    raise StartError(program.name, program.said())


def free_port() -> int:
    """Give a loopback port that nothing listens on."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port
