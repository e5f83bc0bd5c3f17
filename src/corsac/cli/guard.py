"""The last line of defence: no traceback reaches a user."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from corsac.cli.exits import Exit

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import TracebackType


def guard(run: Callable[[], int]) -> int:
    """Run a command and give its exit code, whatever happens in it."""
    try:
        code = run()
        # A reader that has gone away shows here, not in the interpreter's last breath.
        sys.stdout.flush()
    except KeyboardInterrupt:
        from corsac.cli.language import say

        print(f"\n{say('interrupted')}", file=sys.stderr)  # noqa: T201 - click may not be loaded yet
        _forget_interrupt()
        return Exit.INTERRUPTED
    except BrokenPipeError:
        _forget_stdout()
        return Exit.BROKEN_PIPE
    except Exception as error:  # noqa: BLE001 - whatever it is, the user gets a line
        _report(error)
        return Exit.FAILED
    return code


def _forget_interrupt() -> None:
    """Let the exit code stand where Ctrl-C came while Python ran a text, as dataclasses do.

    CPython notes an interrupt that leaves `exec(text)`, keeps the note when it is caught, and then
    ends `python -m corsac` by the signal, whatever code it gives. The next text clears the note.
    """
    eval("0")  # noqa: S307 - nobody's input


def _forget_stdout() -> None:
    """Give the interpreter's own flush at exit something that takes it."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)


def _report(error: Exception) -> None:
    """Say in one line where corsac broke; the message itself may hold a user's secret."""
    if os.environ.get("CORSAC_DEBUG"):
        import traceback

        from corsac.render.printable import block
        from corsac.render.redact import message

        print(block(message("".join(traceback.format_exception(error)))), file=sys.stderr)  # noqa: T201 - as above
    from corsac.cli.language import say

    told = say(
        "corsac: internal error, {error} at {place}. This is a bug: please report it, with what "
        "CORSAC_DEBUG=1 prints.",
        error=type(error).__name__,
        place=_place(error.__traceback__),
    )
    print(told, file=sys.stderr)  # noqa: T201 - as above


def _place(trace: TracebackType | None) -> str:
    """Name the innermost line of corsac's own: `diagnose/report.py:41`."""
    place = "an unknown place"
    while trace is not None:
        name = trace.tb_frame.f_globals.get("__name__", "")
        if isinstance(name, str) and name.startswith("corsac"):
            place = f"{name}:{trace.tb_lineno}"
        trace = trace.tb_next
    return place
