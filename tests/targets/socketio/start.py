"""Socket.IO on what is exported, around an application that greets."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

from tests.targets.frameworks import tool
from tests.targets.real import serving

if TYPE_CHECKING:
    from collections.abc import Generator
    from pathlib import Path


SOCKETS = """\
module.exports = (io) => io.on("connection", (socket) => socket.emit("hello", "you"));
"""


@contextlib.contextmanager
def start(folder: Path, port: int, target: str, version: str) -> Generator[str]:
    """Run Socket.IO."""
    del target, version
    binary, modules = tool("sockets")
    (folder / "sockets.js").write_text(SOCKETS)
    (folder / "node_modules").symlink_to(modules)
    with serving([binary, "server.js"], port, folder) as url:
        yield url
