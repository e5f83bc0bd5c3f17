"""HAProxy on what is exported."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

from tests.targets.real import program, serving

if TYPE_CHECKING:
    from collections.abc import Generator
    from pathlib import Path


@contextlib.contextmanager
def start(folder: Path, port: int, target: str, version: str) -> Generator[str]:
    """Run HAProxy."""
    del target, version
    binary = program("haproxy", "apt-get install --no-install-recommends haproxy")
    with serving([binary, "-f", "haproxy.cfg"], port, folder) as url:
        yield url
