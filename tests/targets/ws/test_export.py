"""The export for the ws package, run: who opens a WebSocket, and who does not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from corsac.targets.export import Options
from tests.targets.corpus import ORIGIN, ask
from tests.targets.layers import HANDSHAKE, assert_sockets_are_guarded
from tests.targets.systems import running, written

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.servers
@pytest.mark.long
def test_allowed_pages_open_sockets_and_no_others(tmp_path: Path) -> None:
    with running("ws", tmp_path) as (url, _):
        assert_sockets_are_guarded(url)
        assert ask(url, "GET", "/", f"{ORIGIN}:8443", **HANDSHAKE).status == 403
        assert ask(url, "GET", "/", ORIGIN.upper(), **HANDSHAKE).status == 403
        assert ask(url, "GET", "/", ORIGIN).status == 426


@pytest.mark.servers
@pytest.mark.long
def test_patterns_are_matched_whole(tmp_path: Path) -> None:
    with running("ws", tmp_path, policy="subdomains") as (url, _):
        for origin, status in (
            ("https://a.example.com", 101),
            ("https://a.b.example.com", 101),
            ("https://aexample.com", 403),
            ("https://a.example.com.evil.example", 403),
            ("http://a.example.com", 403),
        ):
            assert ask(url, "GET", "/", origin, **HANDSHAKE).status == status, origin


def test_what_is_pasted_says_where_and_what_is_open_is_a_warning() -> None:
    (pasted,) = written("ws", Options()).files
    assert "// guardSockets(server, sockets), in place" in pasted.text
    assert "listen" not in pasted.text
    assert [each.code for each in written("ws", Options(), "public").warnings] == ["open-sockets"]
    assert "new WebSocket(" in written("ws", Options()).page[0].text
