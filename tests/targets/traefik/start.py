"""Traefik on what is exported."""

from __future__ import annotations

import contextlib
import time
from typing import TYPE_CHECKING

from tests.targets.corpus import ask
from tests.targets.frameworks import proxy
from tests.targets.real import START, serving

if TYPE_CHECKING:
    from collections.abc import Generator
    from pathlib import Path


@contextlib.contextmanager
def start(folder: Path, port: int, target: str, version: str) -> Generator[str]:
    """Run Traefik until it has read its routers: it listens before."""
    del target, version
    command: list[str | Path] = [proxy("traefik"), "--configFile=traefik.yml"]
    with serving(command, port, folder) as url:
        end = time.monotonic() + START
        # Whatever the prefix is, the file that was read has it.
        asked = "/api/" if "/api" in (folder / "dynamic.yml").read_text() else "/"
        while ask(url, "GET", asked).status == 404 and time.monotonic() < end:
            time.sleep(0.05)
        yield url
