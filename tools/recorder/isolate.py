"""A private world for a recording: own network, mounts and process ids.

The recorder starts itself again under `unshare`. Inside there is no interface but lo, so nothing
leaves the machine and every port is free; names are answered by the recorder's own resolver; and
when the first process inside ends, the kernel ends every browser with it.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import socket
import struct
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final, NoReturn

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_INSIDE: Final = "RECORDER_INSIDE"
# linux/sockios.h, linux/if.h
_SIOCGIFFLAGS, _SIOCSIFFLAGS, _SIOCSIFADDR, _IFF_UP = 0x8913, 0x8914, 0x8916, 0x1


class IsolationError(Exception):
    """The namespaces could not be made; the message says what is missing."""


def inside() -> bool:
    """Whether this process already runs in its private world."""
    return os.environ.get(_INSIDE) == "1"


def prefix() -> list[str]:
    """The command, without its last part, that runs something inside.

    Raises:
        IsolationError: There is no `unshare`.
    """
    program = shutil.which("unshare")
    if program is None:
        raise IsolationError("unshare is not installed: apt-get install util-linux")
    flags = ["--net", "--mount", "--pid", "--fork", "--kill-child", "--mount-proc"]
    if os.geteuid() != 0:
        flags.append("--map-root-user")
    return [program, *flags, "--"]


def why_not() -> str | None:
    """Say why nothing can be run inside on this machine; None where it can."""
    try:
        command = [*prefix(), "true"]
    except IsolationError as error:
        return str(error)
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    return done.stderr.strip() if done.returncode else None


def enter(module: str, arguments: Sequence[str]) -> NoReturn:
    """Replace this process by one that runs the same command inside.

    Args:
        module: The package to run with `-m`.
        arguments: Its arguments.

    Raises:
        IsolationError: There is no `unshare`.
    """
    root = Path(__file__).resolve().parents[module.count(".") + 1]
    environment = {**os.environ, _INSIDE: "1", "PYTHONPATH": str(root)}
    command = [*prefix(), sys.executable, "-m", module, *arguments]
    sys.stdout.flush()
    sys.stderr.flush()
    os.execve(command[0], command, environment)  # noqa: S606 - no shell is wanted


def _bring_up_loopback(address: str) -> None:
    """Bring lo up, with a second address.

    Resolvers don't look names up (AI_ADDRCONFIG) on a machine with no address but 127.0.0.1.
    """
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        request = struct.pack("16sH14s", b"lo", 0, b"")
        flags = struct.unpack("16sH14s", fcntl.ioctl(probe, _SIOCGIFFLAGS, request))[1]
        fcntl.ioctl(probe, _SIOCSIFFLAGS, struct.pack("16sH14s", b"lo", flags | _IFF_UP, b""))
        where = struct.pack("16sHH4s8s", b"lo:1", socket.AF_INET, 0, socket.inet_aton(address), b"")
        fcntl.ioctl(probe, _SIOCSIFADDR, where)


def furnish(address: str, replaced: Mapping[str, Path]) -> None:
    """Bring lo up and put files over system files, for this namespace only.

    Args:
        address: A second address for lo.
        replaced: System path to the file that stands in for it; a path that doesn't exist on
            this system is left out.

    Raises:
        IsolationError: A mount was refused.
    """
    _bring_up_loopback(address)
    for system, own in replaced.items():
        if not Path(system).exists():
            continue
        done = subprocess.run(
            ["mount", "--bind", str(own), system], check=False, capture_output=True, text=True
        )
        if done.returncode:
            raise IsolationError(f"mounting over {system} failed: {done.stderr.strip()}")
