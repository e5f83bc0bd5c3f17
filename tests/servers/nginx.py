"""A real nginx for a test: configuration in, a server on free ports out, stopped by itself."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Generator

INSTALL = "apt-get install nginx-light"
STARTS_WITHIN = 10.0
ATTEMPTS = 3

_PORT = re.compile(r"@(\w+)@")
# Everything that nginx would otherwise put under /var or in the background.
_MAIN = """
daemon off;
{user}
worker_processes 1;
error_log {folder}/error.log warn;
pid {folder}/nginx.pid;
events {{ worker_connections 64; }}
http {{
    access_log {folder}/access.log;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    keepalive_timeout 30;
{servers}
}}
"""


@dataclass(frozen=True)
class Nginx:
    """A running server. `ports` has the port of each `@name@` in its configuration."""

    ports: dict[str, int]
    folder: Path

    def url(
        self, name: str, path: str = "/", *, scheme: str = "http", host: str = "127.0.0.1"
    ) -> str:
        """The URL of a path at the port `@name@`."""
        return f"{scheme}://{host}:{self.ports[name]}{path}"

    def access_log(self, lines: int = 0) -> list[str]:
        """The lines logged so far, one for each request; waits until there are `lines` of them.

        nginx logs a request after its answer has left, so a test can be there first.
        """
        until = time.monotonic() + STARTS_WITHIN
        while True:
            logged = (self.folder / "access.log").read_text("utf-8").splitlines()
            if len(logged) >= lines or time.monotonic() > until:
                return logged
            time.sleep(0.01)


def require(program: str, install: str) -> str:
    """Find a program; without it, skip the test with the command that installs it, or fail in CI.

    Programs under /usr/sbin count, which is not on every user's PATH.
    """
    found = shutil.which(program) or shutil.which(program, path="/usr/sbin:/usr/local/sbin")
    if found:
        return found
    message = f"{program} is not installed: {install}"
    if os.environ.get("CI"):
        pytest.fail(message, pytrace=False)
    pytest.skip(message)


@contextlib.contextmanager
def nginx(servers: str) -> Generator[Nginx]:
    """Run nginx until the block ends.

    `servers` is what stands inside `http { }`. Each `@name@` in it becomes a free port, the same
    one wherever the name occurs: `server { listen 127.0.0.1:@api@; return 204; }`.
    """
    program = require("nginx", INSTALL)
    for attempt in range(1, ATTEMPTS + 1):
        ports = _free_ports(sorted(set(_PORT.findall(servers))))
        with tempfile.TemporaryDirectory(prefix="nginx-") as name:
            running = Nginx(ports, Path(name))
            process = _start(program, running, servers)
            try:
                if not _listens(process, running) and attempt < ATTEMPTS and _port_taken(running):
                    continue
                _explain(process, running)
                yield running
            except BaseException:
                sys.stderr.write(f"nginx's log:\n{_log(running)}")
                raise
            else:
                return
            finally:
                _stop(process)


def _free_ports(names: list[str]) -> dict[str, int]:
    """Pick ports that nobody listens on, over IPv4 and, where there is any, over IPv6."""
    with contextlib.ExitStack() as stack:
        ports: dict[str, int] = {}
        for name in names:
            dual = socket.has_dualstack_ipv6()
            family = socket.AF_INET6 if dual else socket.AF_INET
            server = socket.create_server(("", 0), family=family, dualstack_ipv6=dual)
            ports[name] = stack.enter_context(server).getsockname()[1]
        return ports


def _start(program: str, running: Nginx, servers: str) -> subprocess.Popen[bytes]:
    text = _MAIN.format(
        # As root, nginx would run its workers as nobody, who may not enter the folder.
        user="user root;" if os.geteuid() == 0 else "",
        folder=running.folder,
        servers=_PORT.sub(lambda match: str(running.ports[match[1]]), servers),
    )
    config = running.folder / "nginx.conf"
    config.write_text(text, "utf-8")
    command = [program, "-p", str(running.folder), "-e", "error.log", "-c", str(config)]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def _listens(process: subprocess.Popen[bytes], running: Nginx) -> bool:
    """Wait until every port takes connections; False if nginx ends instead."""
    until = time.monotonic() + STARTS_WITHIN
    waiting = set(running.ports.values())
    while waiting and process.poll() is None and time.monotonic() < until:
        waiting -= {port for port in waiting if _answers(port)}
        time.sleep(0.01)
    return not waiting


def _answers(port: int) -> bool:
    for host in ("127.0.0.1", "::1"):
        with contextlib.suppress(OSError), socket.create_connection((host, port), timeout=1):
            return True
    return False


def _stop(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(STARTS_WITHIN)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _log(running: Nginx) -> str:
    log = running.folder / "error.log"
    return log.read_text("utf-8") if log.is_file() else ""


def _port_taken(running: Nginx) -> bool:
    return "Address already in use" in _log(running)


def _explain(process: subprocess.Popen[bytes], running: Nginx) -> None:
    """Fail with nginx's own words where it did not start."""
    if process.poll() is not None or not all(map(_answers, running.ports.values())):
        pytest.fail(f"nginx did not start:\n{_log(running)}", pytrace=False)
