"""Between a program's start and the note that it runs there is no interrupt."""

from __future__ import annotations

import os
import signal
import threading

import pytest

from corsac.lab.undisturbed import undisturbed


def test_ctrl_c_waits_until_the_block_is_through() -> None:
    through: list[bool] = []

    def interrupted() -> None:
        with undisturbed():
            os.kill(os.getpid(), signal.SIGINT)
            through.append(True)
        through.append(False)

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert through == [True]


def test_handlers_are_what_they_were() -> None:
    signals = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
    before = [signal.getsignal(each) for each in signals]
    with pytest.raises(ValueError, match="broken"), undisturbed():
        raise ValueError("broken")
    assert [signal.getsignal(each) for each in signals] == before


def test_in_another_thread_nothing_is_held() -> None:
    seen: list[object] = []

    def look() -> None:
        with undisturbed():
            seen.append(signal.getsignal(signal.SIGINT))

    thread = threading.Thread(target=look)
    thread.start()
    thread.join()
    assert seen == [signal.default_int_handler]
