"""Create React App on what is exported."""

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
    """Run Create React App, with the http-proxy-middleware that is asked for."""
    del target
    binary, own = tool(f"hpm-{version}")
    _, modules = tool("cra")
    # The file is in src/: what is nearer to it is found first.
    nearer = folder / "src" / "node_modules"
    nearer.mkdir()
    (nearer / "http-proxy-middleware").symlink_to(own / "http-proxy-middleware")
    (folder / "node_modules").symlink_to(modules)
    (folder / "package.json").write_text('{"name": "x", "version": "1.0.0", "private": true}')
    (folder / "src" / "index.js").write_text("console.log(1);")
    (folder / "public").mkdir()
    (folder / "public" / "index.html").write_text("<title>x</title>")
    script = modules / "react-scripts" / "scripts" / "start.js"
    env = {"HOST": "127.0.0.1", "PORT": str(port), "BROWSER": "none", "CI": "true"}
    with serving([binary, script], port, folder, within=BUILD, **env) as url:
        yield url
