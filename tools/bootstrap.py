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
import shutil
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from tools.get_uv import CACHE, LOCK, ROOT, SetupError, find_uv, say, uv_environment

if TYPE_CHECKING:
    from collections.abc import Generator, Sequence

VENV = ROOT / ".venv"
STAMP = VENV / "corsac-setup.json"
#: What a start of corsac imports: compiled once, at the set-up.
RUNTIME = ("ada_url", "aiohappyeyeballs", "click", "h2", "hpack", "hyperframe", "wcwidth")
OLDEST_PYTHON = (3, 11)


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
        # A dict of another make compares as unequal; a list or a number must not come this far.
        return {**json.loads(STAMP.read_text("utf-8"))}
    except (OSError, TypeError, ValueError):
        return {}


def write_stamp() -> None:
    """Record that the environment stands."""
    STAMP.write_text(json.dumps(fingerprint()), "utf-8")


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
    # Where PYTHONDONTWRITEBYTECODE is set, every start would compile all of it again.
    libraries = [path for name in RUNTIME for path in VENV.glob(f"lib/*/site-packages/{name}")]
    # One process: several need shared memory, which a sandbox may not have. Nothing depends on it.
    command: list[str | Path] = [python, "-m", "compileall", "-q", ROOT / "src", *libraries]
    subprocess.run(command, env=environment, stdout=sys.stderr, check=False)
    write_stamp()
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


if __name__ == "__main__":
    sys.exit(main())
