"""Get uv: the one on PATH, else the locked one, by whatever way this machine allows."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

ROOT = Path(__file__).resolve().parent.parent
LOCK = ROOT / "requirements.lock"
CACHE = ROOT / ".cache"
UV_HOME = CACHE / "uv"
OLDEST_UV = (0, 5)  # earlier ones can't be told the index by UV_DEFAULT_INDEX


class SetupError(Exception):
    """Setting up can't go on; the text says what the reader can do."""


def say(text: str) -> None:
    """Tell about progress, on stderr: stdout belongs to what comes after."""
    print(f"setup: {text}", file=sys.stderr, flush=True)


def uv_environment() -> dict[str, str]:
    """Return the environment for uv: the system's certificates, and one index."""
    environment = dict(os.environ)
    environment.pop("VIRTUAL_ENV", None)  # .venv is meant, whatever is activated
    environment.setdefault("UV_PYTHON_DOWNLOADS", "never")
    environment.setdefault("UV_LINK_MODE", "copy")  # a cache on another disk is no warning
    if has_system_certificates():
        # uv brings Mozilla's roots; a company's proxy is known to the system only.
        environment.setdefault("UV_SYSTEM_CERTS", "1")
    # One index for both, whichever of them it was named to.
    ours, pips = environment.get("UV_DEFAULT_INDEX"), environment.get("PIP_INDEX_URL")
    if ours and not pips:
        environment["PIP_INDEX_URL"] = ours
    if pips and not ours and "UV_INDEX_URL" not in environment:
        environment["UV_DEFAULT_INDEX"] = pips
    return environment


def has_system_certificates() -> bool:
    """Return whether the system has a certificate store; a bare container may have none."""
    return any(
        Path(path).exists()
        for path in ("/etc/ssl/certs/ca-certificates.crt", "/etc/pki/tls/certs/ca-bundle.crt")
    )


def find_uv(environment: dict[str, str]) -> str:
    """Return a uv that works: one on PATH, one fetched before, or one fetched now.

    Raises:
        SetupError: none of the ways to get one worked; each says why.
    """
    for candidate in (shutil.which("uv"), shutil.which("uv", path=str(UV_HOME / "bin"))):
        if candidate and is_new_enough(candidate):
            return candidate
    failures: list[str] = []
    for name, fetch in WAYS_TO_UV:
        say(f"getting uv {name}")
        shutil.rmtree(UV_HOME, ignore_errors=True)
        UV_HOME.mkdir(parents=True)
        try:
            fetch(environment)
        except SetupError as error:
            failures.append(f"{name}: {error}")
            continue
        found = shutil.which("uv", path=str(UV_HOME / "bin"))
        if found and is_new_enough(found):
            return found
        failures.append(f"{name}: it was fetched but doesn't run")
    raise SetupError(
        "uv could not be had in any way:\n  "
        + "\n  ".join(failures)
        + "\nInstall uv or pip by hand and run this again."
    )


def is_new_enough(uv: str) -> bool:
    """Return whether this uv runs and has the options used here."""
    try:
        done = subprocess.run(
            [uv, "--version"], check=False, capture_output=True, text=True, timeout=30
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    version = re.match(r"uv (\d+)\.(\d+)", done.stdout)
    return version is not None and (int(version[1]), int(version[2])) >= OLDEST_UV


def locked_uv() -> tuple[str, str, frozenset[str]]:
    """Return the lock's entry for uv, the version it names, and its SHA-256 hashes in hex.

    Raises:
        SetupError: the lock has no such entry.
    """
    entry = re.search(r"^uv==(\S+)((?:[^\n]*\\\n)*[^\n]*)\n", LOCK.read_text("utf-8"), re.MULTILINE)
    if entry is None:
        raise SetupError("requirements.lock has no entry for uv")
    hashes = frozenset(re.findall(r"--hash=sha256:([0-9a-f]{64})", entry[2]))
    return entry[0], entry[1], hashes


def uv_by_pip(environment: dict[str, str]) -> None:
    """Install the locked uv with this Python's pip."""
    install_with([sys.executable, "-m", "pip"], environment)


def uv_by_venv(environment: dict[str, str]) -> None:
    """Install the locked uv with the pip of a throw-away environment."""
    maker = CACHE / "pip"
    quietly([sys.executable, "-c", "import ensurepip"], environment)  # Debian packs it apart
    quietly([sys.executable, "-m", "venv", "--clear", maker], environment)
    try:
        install_with([maker / "bin" / "python", "-m", "pip"], environment)
    finally:
        shutil.rmtree(maker, ignore_errors=True)


def uv_by_download(environment: dict[str, str]) -> None:
    """Fetch uv's wheel from the index, check its hash, unpack it."""
    from tools import fetch_wheel  # noqa: PLC0415 - loads no network module unless it is needed

    _, version, hashes = locked_uv()
    try:
        fetch_wheel.unpack("uv", version, hashes, fetch_wheel.index(environment), UV_HOME)
    except fetch_wheel.FetchError as error:
        raise SetupError(str(error)) from error


def uv_by_apt(environment: dict[str, str]) -> None:
    """Install Debian's python3-venv, which brings a pip, and use that."""
    from tools import debian  # noqa: PLC0415 - the last resort

    if problem := debian.ensure(["python3-venv"]):
        raise SetupError(problem)
    uv_by_venv(environment)


WAYS_TO_UV: tuple[tuple[str, Callable[[dict[str, str]], None]], ...] = (
    ("with pip", uv_by_pip),
    ("with venv's pip", uv_by_venv),
    ("from the package index", uv_by_download),
    # Last, although pip knows proxies that urllib doesn't: it changes the system.
    ("with Debian's python3-venv", uv_by_apt),
)


def install_with(pip: Sequence[str | Path], environment: dict[str, str]) -> None:
    """Install the locked uv into UV_HOME with the given pip command."""
    wanted = CACHE / "uv-requirement.txt"
    wanted.write_text(locked_uv()[0], "utf-8")
    quietly([*pip, "--version"], environment)
    options = ["--quiet", "--disable-pip-version-check", "--no-deps", "--require-hashes"]
    quietly([*pip, "install", *options, "--target", UV_HOME, "--requirement", wanted], environment)


def quietly(command: Sequence[str | Path], environment: dict[str, str]) -> None:
    """Run a command that may fail.

    Raises:
        SetupError: it did; the text is the last line that it wrote.
    """
    try:
        done = subprocess.run(
            command, env=environment, check=False, capture_output=True, text=True, timeout=600
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise SetupError(str(error)) from error
    if done.returncode:
        lines = (done.stdout + done.stderr).strip().splitlines()
        raise SetupError(lines[-1] if lines else f"exit code {done.returncode}")
