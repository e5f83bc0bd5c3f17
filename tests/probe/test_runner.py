from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time

import pytest

from corsac.core.messages import WireRequest
from corsac.probe.options import OptionError, ProbeOptions
from corsac.probe.runner import Session
from tests.probe.ask import answered
from tests.servers.raw import Talk, raw_server

EMPTY = b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"


@pytest.mark.servers
def test_a_session_sends_one_request_after_another() -> None:
    def script(talk: Talk) -> None:
        while talk.read_head():
            talk.send(EMPTY)

    with raw_server(script) as server, Session() as session:
        for _ in range(3):
            assert answered(session.send(WireRequest("GET", server.url()))).status == 200
        assert server.connections == 1


def test_a_session_that_can_not_begin_leaves_nothing_behind() -> None:
    with pytest.raises(OptionError), Session(ProbeOptions(cacert="/nowhere")):
        pass


@pytest.mark.servers
def test_ctrl_c_ends_a_request_and_closes_its_socket() -> None:
    closed = threading.Event()

    def script(talk: Talk) -> None:
        talk.read_head()
        os.kill(os.getpid(), signal.SIGINT)
        if not talk.sock.recv(1):
            closed.set()

    began = time.monotonic()
    with raw_server(script) as server:
        with pytest.raises(KeyboardInterrupt), Session() as session:
            session.send(WireRequest("GET", server.url()))
        assert closed.wait(5)
    assert time.monotonic() - began < 5


HEAVY = ("h2", "aiohappyeyeballs", "urllib.request", "email", "http.client", "multiprocessing")


@pytest.mark.servers
def test_a_plain_request_loads_nothing_that_it_does_not_need() -> None:
    code = f"""
import sys
from corsac.core.messages import WireRequest
from corsac.probe.runner import Session
with Session() as session:
    exchange = session.send(WireRequest("GET", sys.argv[1]))
assert exchange.answer.status == 200, exchange
print([name for name in {HEAVY!r} if name in sys.modules])
"""
    with raw_server(EMPTY) as server:
        command = [sys.executable, "-c", code, server.url()]
        done = subprocess.run(command, check=True, capture_output=True, text=True)
    assert done.stdout.strip() == "[]"
