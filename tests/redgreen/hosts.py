"""Many servers for the price of one: each language's scripts, started by one process.

A script is run as a person runs it. The process only spares loading the same framework once for
each: Node.js loads them all, Python forks for each; Go's are built one by one.
"""

from __future__ import annotations

import contextlib
import itertools
import json
import os
import signal
import socket
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from tests.redgreen import zygote
from tests.targets.frameworks import SOURCE, node, python, tool
from tests.targets.go.start import PACKAGES
from tests.targets.real import program

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Sequence

START: Final = 90.0
"""Seconds that all of them may take until they listen."""
NODE: Final = """\
for (const script of JSON.parse(process.argv[2])) {
  import(script).catch((error) => console.error(script, error));
}
"""


#: Below those that the system gives to connections: a browser's would take one before its server.
_PORTS: Final = range(12_000, 32_000)
_next = itertools.islice(itertools.cycle(_PORTS), os.getpid() * 97 % len(_PORTS), None)


def quiet_port() -> int:
    """Get a port that nothing listens on, and that no connection will be given."""
    for port in _next:
        with socket.socket() as tried, contextlib.suppress(OSError):
            tried.bind(("127.0.0.1", port))
            return port
    raise AssertionError("no port is free")


@dataclass(frozen=True, slots=True)
class Job:
    """A server: the folder that it runs in, the interpreter's arguments, its port."""

    folder: Path
    arguments: tuple[str, ...]
    port: int


Command = list[str | Path]


def _express(jobs: Sequence[Job], home: Path) -> tuple[Command, dict[str, str]]:
    return _node(jobs, home, *node())


def _frameworks(jobs: Sequence[Job], home: Path) -> tuple[Command, dict[str, str]]:
    return _node(jobs, home, *tool("cors"))


def _node(
    jobs: Sequence[Job], home: Path, binary: str, modules: Path
) -> tuple[Command, dict[str, str]]:
    loader = home / "host.mjs"
    loader.write_text(NODE)
    scripts = [str(job.folder / job.arguments[0]) for job in jobs]
    for job in jobs:
        link = job.folder / "node_modules"
        if not link.exists():
            link.symlink_to(modules)
    return [binary, loader, json.dumps(scripts)], {"NODE_PATH": str(modules)}


def _python(jobs: Sequence[Job], home: Path) -> tuple[Command, dict[str, str]]:
    del home
    told = [[str(job.folder), *job.arguments] for job in jobs]
    return [python(), zygote.__file__, json.dumps(told)], {"PYTHONPATH": str(SOURCE)}


def _go(jobs: Sequence[Job], home: Path) -> tuple[Command, dict[str, str]]:
    compiler = program("go", "apt-get install --no-install-recommends golang-go")
    env = {**os.environ, "GO111MODULE": "off", "GOPATH": str(PACKAGES), "GOFLAGS": "-p=1"}

    def build(job: Job) -> str:
        """Build one; give what is wrong with it."""
        command: Command = [compiler, "build", "-o", job.folder / "server"]
        command += sorted(each.name for each in job.folder.glob("*.go"))
        run = subprocess.run(
            command, cwd=job.folder, env=env, check=False, capture_output=True, timeout=110
        )
        return run.stderr.decode()

    with ThreadPoolExecutor(2) as pool:
        wrong = [each for each in pool.map(build, jobs) if each]
    assert not wrong, wrong[0]
    script = home / "all.sh"
    script.write_text("".join(f"{job.folder}/server &\n" for job in jobs) + "wait\n")
    return ["sh", script], {}


HOSTS: Final[dict[str, Callable[[Sequence[Job], Path], tuple[Command, dict[str, str]]]]] = {
    "node": _express,
    "frameworks": _frameworks,
    "python": _python,
    "go": _go,
}


@contextlib.contextmanager
def hosted(language: str, jobs: Sequence[Job], home: Path) -> Generator[None]:
    """Run servers of one language until the block ends.

    Args:
        language: One of HOSTS.
        jobs: What to run; nothing where there are none.
        home: A folder for the log.

    One that does not listen in time is told on standard error: nobody can read what it would say,
    and its cells are red.
    """
    if not jobs:
        yield
        return
    command, env = HOSTS[language](jobs, home)
    log = home / f"{language}.log"
    with log.open("wb") as written:
        process = subprocess.Popen(
            command,
            cwd=home,
            stdin=subprocess.DEVNULL,
            stdout=written,
            stderr=subprocess.STDOUT,
            env={**os.environ, **env},
            start_new_session=True,
        )
    try:
        end = time.monotonic() + START
        silent = [job for job in jobs if not _listens(job, end)]
        if silent:
            told = log.read_text("utf-8", "replace")[-3000:]
            sys.stderr.write(f"{len(silent)} of {len(jobs)} don't listen: {silent[0]}: {told}\n")
        yield
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(5)
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def _listens(job: Job, end: float) -> bool:
    """Wait until a server listens: it is looked at once even when the time is over."""
    while True:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", job.port), 1):
            return True
        if time.monotonic() > end:
            return False
        time.sleep(0.05)
