"""Caddy on what is exported."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

from tests.targets.frameworks import python
from tests.targets.real import serving

if TYPE_CHECKING:
    from collections.abc import Generator
    from pathlib import Path


@contextlib.contextmanager
def start(folder: Path, port: int, target: str, version: str) -> Generator[str]:
    """Run Caddy."""
    del target, version
    binary = python().with_name("caddy")
    (folder / "public").mkdir()
    (folder / "public" / "items").write_text("[]")
    command: list[str | Path] = [binary, "run", "--config", "Caddyfile"]
    with serving(command, port, folder, HOME=str(folder)) as url:
        yield url
