"""Apache on what is exported."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

from tests.targets.real import program, serving

if TYPE_CHECKING:
    from collections.abc import Generator
    from pathlib import Path


@contextlib.contextmanager
def start(folder: Path, port: int, target: str, version: str) -> Generator[str]:
    """Run Apache."""
    del target, version
    binary = program("apache2", "apt-get install --no-install-recommends apache2")
    (folder / "public").mkdir()
    (folder / "public" / "items").write_text("[]")
    # As root, Apache runs its workers as another user, who may not enter the test's folder.
    for each in (folder, *folder.parents[:2]):
        each.chmod(0o755)
    command: list[str | Path] = [binary, "-d", folder, "-f", "httpd.conf", "-D", "FOREGROUND"]
    with serving(command, port, folder) as url:
        yield url
