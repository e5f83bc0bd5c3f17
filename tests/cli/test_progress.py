"""Progress is for terminals, and leaves no trace."""

from __future__ import annotations

import io

from corsac.cli.progress import Progress
from corsac.core.messages import WireRequest


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


REQUEST = WireRequest("GET", "https://api.example/?token=hunter2")


def test_a_terminal_sees_what_is_waited_for_and_then_nothing() -> None:
    terminal = Terminal()
    with Progress(terminal) as progress:
        progress.asking(REQUEST)
    assert terminal.getvalue() == "\r\x1b[KGET https://api.example/?token=[redacted]\r\x1b[K"


def test_a_pipe_sees_nothing() -> None:
    pipe = io.StringIO()
    with Progress(pipe) as progress:
        progress.asking(REQUEST)
    assert pipe.getvalue() == ""
