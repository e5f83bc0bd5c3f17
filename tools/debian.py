"""Make sure that programs from Debian's packages are there, without starting their services.

    python3 -m tools.debian nginx-light chromium

What is there is left alone. As root, the rest is installed; otherwise the command that would is
shown. A package that can't be had is an error where CI is set, and a notice elsewhere: the tests
that need it are then skipped, and say the same.
"""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
import sys

# The program that a package is wanted for: where it comes from otherwise is nobody's business.
PROGRAMS = {
    "apache2": "apache2",
    "chromium": "chromium",
    "firefox-esr": "firefox-esr",
    "golang-go": "go",
    "haproxy": "haproxy",
    "nginx-light": "nginx",
    "xvfb": "Xvfb",
}
# Likewise the module of this Python's.
MODULES = {"python3-venv": "ensurepip"}
DAEMONS = ("/usr/local/sbin", "/usr/sbin", "/sbin")  # not on every user's PATH
TRIES = 3
APT = ["apt-get", "-q", "-y", "-o", "DPkg::Lock::Timeout=120", "-o", "Acquire::Retries=2"]


def find(program: str) -> str | None:
    """Return where a program is, looking where daemons live too, or None."""
    folders = [os.environ.get("PATH", os.defpath), *DAEMONS]
    return shutil.which(program, path=os.pathsep.join(folders))


def is_there(package: str) -> bool:
    """Return whether a package, or the program it is wanted for, is installed."""
    if package in PROGRAMS:
        return find(PROGRAMS[package]) is not None
    if package in MODULES:
        return importlib.util.find_spec(MODULES[package]) is not None
    if not shutil.which("dpkg-query"):
        return False
    query = ["dpkg-query", "--show", "--showformat=${db:Status-Status}", package]
    done = subprocess.run(query, check=False, capture_output=True, text=True)
    return done.stdout == "installed"


def install_command(packages: list[str]) -> str:
    """Return what a person types to install `packages`."""
    return "apt-get install --no-install-recommends " + " ".join(packages)


def ensure(packages: list[str]) -> str | None:
    """Install those of `packages` that are missing; return None, or why that isn't possible."""
    missing = [package for package in packages if not is_there(package)]
    if not missing:
        return None
    command = install_command(missing)
    if not shutil.which("apt-get"):
        return f"this machine has no apt-get; install what it calls {', '.join(missing)}"
    if os.geteuid() != 0:
        return f"only root can install {', '.join(missing)}. As root: {command}"
    print(f"setup: {command}", file=sys.stderr, flush=True)
    return install(missing)


def install(packages: list[str]) -> str | None:
    """Install packages as root; return None, or the last error."""
    environment = {
        **os.environ,
        "DEBIAN_FRONTEND": "noninteractive",
        # Runlevel 1 starts no service: a test starts its own server, and port 80 stays free.
        "RUNLEVEL": "1",
    }
    problem = ""
    for _ in range(TRIES):
        # An old list of packages names files that the mirror no longer has.
        apt(["update"], environment)
        problem = apt(["install", "--no-install-recommends", *packages], environment)
        if not problem:
            return None
    return f"{install_command(packages)} failed:\n{problem}"


def apt(arguments: list[str], environment: dict[str, str]) -> str:
    """Run apt-get; return what it says when it fails, and nothing when it doesn't."""
    done = subprocess.run(
        [*APT, *arguments], env=environment, check=False, capture_output=True, text=True
    )
    if done.returncode == 0:
        return ""
    return done.stderr.strip() or done.stdout.strip() or f"exit code {done.returncode}"


def main(packages: list[str]) -> int:
    """Make sure of the packages; return an exit code."""
    try:
        problem = ensure(packages)
    except KeyboardInterrupt:
        return 130
    if problem is None:
        return 0
    print(f"setup: {problem}", file=sys.stderr)
    return 1 if os.environ.get("CI") else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
