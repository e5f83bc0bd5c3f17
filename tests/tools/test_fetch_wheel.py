"""One wheel, from an index to a folder: checked, and nowhere else."""

from __future__ import annotations

import hashlib
import io
import os
import platform
import threading
import time
import zipfile
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING

import pytest

from tools import fetch_wheel

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

MACHINE = platform.machine()
LIBC = "manylinux" if platform.libc_ver()[0] == "glibc" else "musllinux"
NAME = f"uv-1.2.3-py3-none-{LIBC}_2_17_{MACHINE}.{LIBC}2014_{MACHINE}.whl"


def wheel() -> bytes:
    """Make a wheel with a program, a module, and a file that tries to climb out."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("uv/__init__.py", "")
        archive.writestr("uv-1.2.3.data/scripts/uv", "#!/bin/sh\necho uv 1.2.3\n")
        archive.writestr("../climbed", "")
    return packed.getvalue()


def sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


class Index(ThreadingHTTPServer):
    """An index on loopback that serves one wheel, after failing as often as it is told."""

    failures = 0
    content = wheel()

    def page(self) -> bytes:
        return (
            f'<a href="../../files/uv-1.2.2-py3-none-{LIBC}_2_17_{MACHINE}.whl">older</a>'
            f'<a href="../../files/uv-1.2.3-py3-none-win_amd64.whl">another system</a>'
            f'<a href="../../files/{NAME}#sha256={sha256(self.content)}" data-some>this</a>'
        ).encode()


class Answer(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        index = self.server
        assert isinstance(index, Index)
        if index.failures:
            index.failures -= 1
            self.send_error(503)
            return
        content = index.content if self.path == f"/files/{NAME}" else index.page()
        self.send_response(200)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 -- http.server's name
        """Say nothing: the test does."""


@pytest.fixture
def index(monkeypatch: pytest.MonkeyPatch) -> Iterator[Index]:
    def at_once(_: float) -> None: ...

    monkeypatch.setattr(time, "sleep", at_once)
    monkeypatch.setenv("no_proxy", "*")
    with Index(("127.0.0.1", 0), Answer) as server:
        thread = threading.Thread(target=server.serve_forever, args=[0.01])
        thread.start()
        yield server
        server.shutdown()
        thread.join()


def address(index: Index) -> str:
    return f"http://127.0.0.1:{index.server_port}/simple/"


@pytest.mark.servers
def test_the_program_is_unpacked_and_can_be_run(index: Index, tmp_path: Path) -> None:
    hashes = frozenset({"0" * 64, sha256(index.content)})
    fetch_wheel.unpack("uv", "1.2.3", hashes, address(index), tmp_path / "home")
    assert os.access(tmp_path / "home" / "bin" / "uv", os.X_OK)
    assert not (tmp_path / "climbed").exists()


@pytest.mark.servers
def test_other_bytes_than_the_locks_are_refused(index: Index, tmp_path: Path) -> None:
    with pytest.raises(fetch_wheel.FetchError, match="which the lock doesn't have"):
        fetch_wheel.unpack("uv", "1.2.3", frozenset({"0" * 64}), address(index), tmp_path)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.servers
def test_a_server_that_stumbles_is_asked_again(index: Index) -> None:
    index.failures = 2
    assert fetch_wheel.fetch(address(index) + "uv/", 10**6) == index.page()


@pytest.mark.servers
def test_a_server_that_keeps_failing_is_given_up(index: Index) -> None:
    index.failures = 3
    with pytest.raises(fetch_wheel.FetchError, match="503"):
        fetch_wheel.fetch(address(index), 10**6)


@pytest.mark.servers
def test_more_than_the_limit_is_refused(index: Index) -> None:
    with pytest.raises(fetch_wheel.FetchError, match="larger than 10 bytes"):
        fetch_wheel.fetch(address(index), 10)


@pytest.mark.parametrize("url", ["file:///etc/passwd", "ftp://files.example/uv.whl"])
def test_only_http_is_spoken(url: str) -> None:
    with pytest.raises(fetch_wheel.FetchError, match="not an http or https address"):
        fetch_wheel.fetch(url, 10)


def test_a_machine_without_a_wheel_is_told() -> None:
    with pytest.raises(fetch_wheel.FetchError, match=rf"no uv 9\.9 for {LIBC} on {MACHINE}"):
        fetch_wheel.choose([f"https://files.example/{NAME}"], "uv", "9.9")


@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        ({}, fetch_wheel.PUBLIC_INDEX),
        ({"PIP_INDEX_URL": "https://pip.example/simple"}, "https://pip.example/simple/"),
        (
            {"PIP_INDEX_URL": "https://pip.example/", "UV_DEFAULT_INDEX": "https://uv.example/"},
            "https://uv.example/",
        ),
    ],
    ids=["public", "pip's", "uv's"],
)
def test_the_index_can_be_named(environment: dict[str, str], expected: str) -> None:
    assert fetch_wheel.index(environment) == expected
