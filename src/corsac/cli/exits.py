"""Exit codes: what a script learns without reading."""

from __future__ import annotations

from enum import IntEnum


class Exit(IntEnum):
    """The exit codes of every command."""

    #: Allowed, or nothing found at or above `--fail-on`.
    OK = 0
    #: Blocked in an engine that was asked for, or findings at or above `--fail-on`.
    FOUND = 1
    #: Bad usage or bad input.
    USAGE = 2
    #: Undecided, or failed: DNS, TCP, TLS, a time-out, a fault of corsac's own.
    FAILED = 3
    #: Ctrl-C: 128 and the signal's number, as shells have it.
    INTERRUPTED = 130
    #: Nobody reads the output any more (`| head`).
    BROKEN_PIPE = 141
