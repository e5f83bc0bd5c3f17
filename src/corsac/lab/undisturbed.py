"""Starting a program without an interrupt between its start and the note that it runs."""

from __future__ import annotations

import signal
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Generator
    from types import FrameType

_ENDS: Final = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


@contextmanager
def undisturbed() -> Generator[None]:
    """Hold Ctrl-C and polite kills back until the block is through, then let them come.

    What is started in the block is known by then, and can be ended. The signals are held by
    handlers and not by a mask, which the program would inherit. In another thread nothing is held:
    no signal comes there.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    held: list[int] = []

    def hold(number: int, frame: FrameType | None) -> None:
        """Note a signal."""
        del frame
        held.append(number)

    before = [(each, signal.signal(each, hold)) for each in _ENDS]
    try:
        yield
    finally:
        for each, handler in before:
            signal.signal(each, handler or signal.SIG_DFL)
        for number in dict.fromkeys(held):
            signal.raise_signal(number)
