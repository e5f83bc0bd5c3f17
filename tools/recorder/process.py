"""Starting browsers and ending them, with everything they started."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

_GRACE = 3.0  # seconds between asking and killing


class Process:
    """A program in a process group of its own, its output in a log file."""

    def __init__(self, process: asyncio.subprocess.Process, log: Path) -> None:
        self._process = process
        self.log = log

    @classmethod
    async def start(
        cls, command: Sequence[str], log: Path, environment: Mapping[str, str] | None = None
    ) -> Process:
        """Start a program; `environment` is added to the recorder's own."""
        with log.open("ab") as output:
            process = await asyncio.create_subprocess_exec(
                *command,
                stdin=asyncio.subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                env={**os.environ, **(environment or {})},
                start_new_session=True,
            )
        return cls(process, log)

    @property
    def running(self) -> bool:
        """Whether the program has not ended yet."""
        return self._process.returncode is None

    def tail(self) -> str:
        """The end of the log, for an error message."""
        text = self.log.read_text(errors="replace")
        return "\n".join(text.splitlines()[-8:])

    async def stop(self) -> None:
        """End the program's whole group: ask first, kill after a few seconds."""
        for sign in (signal.SIGTERM, signal.SIGKILL):
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self._process.pid, sign)
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._process.wait(), _GRACE)
                return
