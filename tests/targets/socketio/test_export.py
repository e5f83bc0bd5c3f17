"""The export for Socket.IO, run: both transports, for allowed pages and for strangers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from corsac.targets.export import Options
from tests.targets.corpus import ORIGIN, STRANGER, ask
from tests.targets.layers import assert_closed, assert_readable, assert_sockets_are_guarded
from tests.targets.systems import running, written

if TYPE_CHECKING:
    from pathlib import Path

POLLING = "/socket.io/?EIO=4&transport=polling"
SOCKET = "/socket.io/?EIO=4&transport=websocket"


@pytest.mark.servers
@pytest.mark.long
def test_both_transports_are_open_to_allowed_pages_alone(tmp_path: Path) -> None:
    with running("socketio", tmp_path) as (url, _):
        # The engine refuses handshakes with 400, whatever the reason.
        assert_sockets_are_guarded(url, SOCKET, refused=400)
        for origin in (STRANGER, "null", f"{ORIGIN}.evil.example", ORIGIN.upper()):
            answer = ask(url, "GET", POLLING, origin)
            assert answer.status == 403
            assert_closed(answer)
        answer = ask(url, "GET", POLLING, ORIGIN)
        assert_readable(answer, 200)
        assert b'"sid"' in answer.body


@pytest.mark.servers
@pytest.mark.long
def test_its_errors_and_preflights_are_readable(tmp_path: Path) -> None:
    with running("socketio", tmp_path) as (url, _):
        assert_readable(ask(url, "GET", POLLING + "&sid=unknown", ORIGIN), 400)
        assert_readable(ask(url, "GET", "/missing", ORIGIN), 404)
        for path, method in ((POLLING, "POST"), ("/missing", "PUT")):
            preflight = {"Access_Control_Request_Method": method}
            assert_readable(ask(url, "OPTIONS", path, ORIGIN, **preflight), 204)
            refused = ask(url, "OPTIONS", path, STRANGER, **preflight)
            assert refused.status == 403
            assert_closed(refused)


def test_the_pages_side_is_socket_ios_own() -> None:
    (page,) = written("socketio", Options()).page
    assert page.text == 'const socket = io("https://api.example", { withCredentials: true });\n'
    (page,) = written("socketio", Options(), "public").page
    assert page.text == 'const socket = io("https://api.example");\n'


def test_what_is_pasted_says_where_and_what_is_open_is_a_warning() -> None:
    (pasted,) = written("socketio", Options()).files
    assert "// const io = new Server(server, { allowRequest })" in pasted.text
    assert "listen" not in pasted.text
    found = [each.code for each in written("socketio", Options(), "public").warnings]
    assert found == ["open-sockets"]
