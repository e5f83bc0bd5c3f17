"""A program is started, awaited, and ended with all that it started."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest

from corsac.lab.guide.run import Program, StartError, await_listening, free_port

if TYPE_CHECKING:
    from pathlib import Path

LISTENS = """
import socket, sys, time
with socket.create_server(("127.0.0.1", int(sys.argv[1]))):
    time.sleep(60)
"""


def program(folder: Path, code: str, *arguments: str) -> Program:
    return Program((sys.executable, "-c", code, *arguments), folder, folder / "log")


@pytest.mark.servers
def test_it_listens_until_it_is_ended(tmp_path: Path) -> None:
    port = free_port()
    running = program(tmp_path, LISTENS, str(port))
    running.start()
    await_listening(running, port)
    assert running.running
    running.end()
    assert not running.running


@pytest.mark.servers
def test_one_that_ends_by_itself_says_why(tmp_path: Path) -> None:
    ended = program(tmp_path, "raise SystemExit('no licence')")
    ended.start()
    with pytest.raises(StartError, match="no licence") as caught:
        await_listening(ended, free_port())
    assert caught.value.log.strip() == "no licence"
    ended.end()


def test_what_is_not_there_does_not_start(tmp_path: Path) -> None:
    absent = Program(("/nowhere/nginx",), tmp_path, tmp_path / "log")
    with pytest.raises(StartError, match="nginx does not start"):
        absent.start()
    absent.end()
    assert absent.said() == ""
