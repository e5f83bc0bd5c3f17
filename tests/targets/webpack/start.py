"""webpack-dev-server on what is exported."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

from tests.targets.frameworks import tool
from tests.targets.real import BUILD, serving

if TYPE_CHECKING:
    from collections.abc import Generator
    from pathlib import Path


@contextlib.contextmanager
def start(folder: Path, port: int, target: str, version: str) -> Generator[str]:
    """Run webpack-dev-server, of the major version that is asked for."""
    del target
    binary, modules = tool("webpack" if version == "5" else f"webpack-{version}")
    (folder / "node_modules").symlink_to(modules)
    (folder / "src").mkdir()
    (folder / "src" / "index.js").write_text("console.log(1);")
    (folder / "public").mkdir()
    (folder / "public" / "index.html").write_text("<title>x</title>")
    command: list[str | Path] = [binary, modules / "webpack" / "bin" / "webpack.js", "serve"]
    with serving(command, port, folder, within=BUILD) as url:
        yield url
