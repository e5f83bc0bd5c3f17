"""Envoy on what is exported."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

from tests.targets.frameworks import proxy
from tests.targets.real import serving

if TYPE_CHECKING:
    from collections.abc import Generator
    from pathlib import Path


@contextlib.contextmanager
def start(folder: Path, port: int, target: str, version: str) -> Generator[str]:
    """Run Envoy, beside others of its kind."""
    del target, version
    command: list[str | Path] = [proxy("envoy"), "-c", "envoy.yaml", "--concurrency", "1"]
    with serving([*command, "--use-dynamic-base-id", "-l", "warn"], port, folder) as url:
        yield url
