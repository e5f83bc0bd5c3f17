"""Set up .venv on a machine that has Python and nothing else, and do nothing when it stands.

    python3 -m tools.bootstrap

Only the standard library is used, since nothing else is there yet. The packages come from
requirements.lock, each checked against its hashes. That file, not uv.lock, is the lock: a
uv.lock names the registry's host beside every package, and then holds for that registry alone.
A list of names, versions and hashes installs the same bytes from any mirror.

Set UV_DEFAULT_INDEX or PIP_INDEX_URL to use another index than the public one, and SSL_CERT_FILE
where the network has a certificate authority of its own.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Sequence

ROOT = Path(__file__).resolve().parent.parent
LOCK = ROOT / "requirements.lock"
VENV = ROOT / ".venv"
STAMP = VENV / "corsac-setup.json"
CACHE = ROOT / ".cache"
UV_HOME = CACHE / "uv"
OLDEST_PYTHON = (3, 11)
OLDEST_UV = (0, 5)  # earlier ones can't be told the index by UV_DEFAULT_INDEX


class SetupError(Exception):
    """Setting up can't go on; the text says what the reader can do."""


def say(text: str) -> None:
    """Tell about progress, on stderr: stdout belongs to what comes after."""
    print(f"setup: {text}", file=sys.stderr, flush=True)


def fingerprint() -> dict[str, str]:
    """Return what the environment depends on: where it is, its Python, and what is in it."""
    digest = hashlib.sha256()
    for path in (LOCK, ROOT / "pyproject.toml", VENV / "pyvenv.cfg", Path(__file__)):
        digest.update(path.read_bytes() if path.exists() else b"")
        digest.update(b"\0")
    return {"root": str(ROOT), "inputs": digest.hexdigest()}


def read_stamp() -> dict[str, str]:
    """Return the fingerprint of the last set-up that was finished; empty when there is none."""
    try:
        stamp: dict[str, str] = json.loads(STAMP.read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return stamp


def is_ready() -> bool:
    """Return whether the environment stands as the lock and pyproject.toml want it."""
    return (VENV / "bin" / "python").exists() and read_stamp() == fingerprint()


def main() -> int:
    """Set up what is missing; return an exit code."""
    try:
        if not is_ready():
            with one_at_a_time():
                if not is_ready():
                    set_up()
    except SetupError as error:
        say(f"error: {error}")
        return 1
    except KeyboardInterrupt:
        say("interrupted; run it again to go on")
        return 130
    except OSError as error:
        say(f"error: {error}")
        return 1
    return 0


@contextmanager
def one_at_a_time() -> Generator[None]:
    """Let a second `make` wait for the first instead of writing the same files."""
    import fcntl  # noqa: PLC0415 - only a set-up needs it; the usual run finds the stamp

    CACHE.mkdir(exist_ok=True)
    with (CACHE / "setup.lock").open("w", encoding="utf-8") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def set_up() -> None:
    """Find uv, make the environment, install the lock and the project."""
    if not LOCK.exists():
        raise SetupError("requirements.lock is missing; it belongs to the repository")
    environment = uv_environment()
    uv = find_uv(environment)
    python = VENV / "bin" / "python"
    if read_stamp().get("root", str(ROOT)) != str(ROOT) or not is_usable(python):
        say(f"making .venv with {(base := find_python())}")
        run([uv, "venv", "--quiet", "--clear", "--python", base, VENV], environment)
    STAMP.unlink(missing_ok=True)
    say("installing the locked packages")
    target = ["--quiet", "--python", str(python)]
    run([uv, "pip", "sync", *target, "--require-hashes", LOCK], environment)
    # The build tools are in the lock, so nothing is fetched for them beside it.
    editable = ["--no-deps", "--no-build-isolation", "--editable", str(ROOT)]
    run([uv, "pip", "install", *target, *editable], environment)
    STAMP.write_text(json.dumps(fingerprint()), "utf-8")
    say("ready")


def run(command: Sequence[str | Path], environment: dict[str, str]) -> None:
    """Run a command whose messages go to stderr.

    Raises:
        SetupError: it failed.
    """
    done = subprocess.run(command, env=environment, stdout=sys.stderr, check=False)
    if done.returncode:
        shown = " ".join(str(part) for part in command)
        raise SetupError(
            f"this command failed, with exit code {done.returncode}:\n  {shown}\n"
            "Its message is above. Without a network, set UV_DEFAULT_INDEX to an index that can "
            "be reached; with a certificate authority of your own, set SSL_CERT_FILE."
        )


# Python ---------------------------------------------------------------------------------------


def find_python() -> str:
    """Return a Python that is new enough: this one, or one found on PATH.

    Raises:
        SetupError: there is none.
    """
    if sys.version_info >= OLDEST_PYTHON:
        # Inside an activated environment, the Python that it was made from.
        return getattr(sys, "_base_executable", None) or sys.executable
    for minor in range(30, OLDEST_PYTHON[1] - 1, -1):
        found = shutil.which(f"python3.{minor}")
        if found and is_usable(Path(found)):
            return found
    raise SetupError(
        f"Python {sys.version.split()[0]} is too old and no newer one is on PATH; corsac needs "
        "3.11 or newer. Debian 12 and Ubuntu 24.04 have it: apt-get install python3"
    )


def is_usable(python: Path) -> bool:
    """Return whether `python` runs and is new enough."""
    code = f"import sys; sys.exit(sys.version_info < {OLDEST_PYTHON})"
    try:
        done = subprocess.run([python, "-c", code], check=False, capture_output=True, timeout=30)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0


# uv -------------------------------------------------------------------------------------------


def uv_environment() -> dict[str, str]:
    """Return the environment for uv: the system's certificates, and pip's index if one is set."""
    environment = dict(os.environ)
    environment.pop("VIRTUAL_ENV", None)  # .venv is meant, whatever is activated
    environment.setdefault("UV_PYTHON_DOWNLOADS", "never")
    environment.setdefault("UV_LINK_MODE", "copy")  # a cache on another disk is no warning
    if has_system_certificates():
        # uv brings Mozilla's roots; a company's proxy is known to the system only.
        environment.setdefault("UV_SYSTEM_CERTS", "1")
    index = os.environ.get("PIP_INDEX_URL")
    if index and not os.environ.get("UV_INDEX_URL"):
        environment.setdefault("UV_DEFAULT_INDEX", index)
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


if __name__ == "__main__":
    sys.exit(main())
