"""Vite on what is exported."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

from tests.targets.frameworks import node
from tests.targets.real import serving

if TYPE_CHECKING:
    from collections.abc import Generator
    from pathlib import Path


@contextlib.contextmanager
def start(folder: Path, port: int, target: str, version: str) -> Generator[str]:
    """Run Vite."""
    del target, version
    binary, modules = node()
    (folder / "node_modules").symlink_to(modules)
    (folder / "index.html").write_text("<title>x</title>")
    with serving([binary, modules / "vite" / "bin" / "vite.js"], port, folder) as url:
        yield url
