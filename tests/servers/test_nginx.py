"""The servers that other tests start: they come up, go away, and say what is wrong with them."""

from __future__ import annotations

import socket

import pytest

from tests.probe.ask import response
from tests.servers.nginx import INSTALL, nginx, require


@pytest.mark.servers
def test_nginx_runs_on_free_ports_until_the_block_ends() -> None:
    config = """
    server { listen 127.0.0.1:@api@; location / { proxy_pass http://127.0.0.1:@back@; } }
    server { listen 127.0.0.1:@back@; return 200 "from behind"; }"""
    with nginx(config) as server:
        assert response(server.url("api", "/x?y")).body == b"from behind"
        assert len(server.access_log(2)) == 2
        port = server.ports["api"]
    assert not server.folder.exists()
    with pytest.raises(ConnectionRefusedError), socket.create_connection(("127.0.0.1", port)):
        pass


@pytest.mark.servers
def test_a_configuration_that_nginx_refuses_fails_with_its_words() -> None:
    refused = pytest.raises(pytest.fail.Exception, match='unknown directive "lissen"')
    with refused, nginx("server { lissen 127.0.0.1:@api@; }"):
        pass


def test_a_missing_program_skips_with_the_command_that_installs_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv("CI", raising=False)
    with pytest.raises(pytest.skip.Exception, match=f"nothing is not installed: {INSTALL}"):
        require("nothing", INSTALL)


def test_a_missing_program_fails_in_ci(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CI", "true")
    with pytest.raises(pytest.fail.Exception, match="nothing is not installed"):
        require("nothing", INSTALL)
