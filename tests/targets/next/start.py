"""Next.js on what is exported."""

from __future__ import annotations

import contextlib
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from tests.targets.frameworks import CACHE, tool
from tests.targets.real import BUILD, serving

if TYPE_CHECKING:
    from collections.abc import Generator


PAGE = """\
export default function Page() {
  return <p>x</p>;
}
"""
LAYOUT = """\
export default function Layout({ children }) {
  return (
    <html>
      <body>{children}</body>
    </html>
  );
}
"""


@contextlib.contextmanager
def start(folder: Path, port: int, target: str, version: str) -> Generator[str]:
    """Run Next.js, beside its modules: Turbopack follows no link out of its root."""
    del version
    binary, modules = tool("next")
    with tempfile.TemporaryDirectory(prefix="app-", dir=CACHE / "next") as home:
        shutil.copytree(folder, home, dirs_exist_ok=True)
        app = Path(home)
        (app / "app").mkdir(exist_ok=True)
        (app / "app" / "page.js").write_text(PAGE)
        (app / "app" / "layout.js").write_text(LAYOUT)
        (app / "package.json").write_text('{"name": "x", "private": true}')
        command: list[str | Path] = [binary, modules / "next" / "dist" / "bin" / "next", "dev"]
        command += ["-H", "127.0.0.1", "-p", str(port)]
        if target == "next-rewrites":
            command = [binary, "server.mjs"]
        env = {"NEXT_TELEMETRY_DISABLED": "1", "NODE_ENV": "development"}
        with serving(command, port, app, within=BUILD, **env) as url:
            yield url
