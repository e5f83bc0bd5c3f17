"""Development's proxies, as people write them, before an API with a star and an open WebSocket."""

from __future__ import annotations

import contextlib
import json
from typing import TYPE_CHECKING

import pytest

from corsac.policy import Policy
from tests.diagnose.verify.found import ECHO, RECIPES, Leaky, Pasted, assert_found, params
from tests.targets.corpus import ask
from tests.targets.cra.start import start as start_cra
from tests.targets.defects import pasted
from tests.targets.frameworks import tool
from tests.targets.next.start import start as start_next
from tests.targets.real import BUILD, free_port, serving
from tests.targets.webpack.start import start as start_webpack

if TYPE_CHECKING:
    from collections.abc import Generator
    from pathlib import Path

OPEN = "CORS340 CORS342"
NAMES = "CORS392"
LEAKS = "CORS393 CORS394"
OLD = ("/api/old",)
UNCHECKED = (
    (RECIPES / "webpack.config.js")
    .read_text("utf-8")
    .replace("port: 3000", "allowedHosts: 'all',\n    port: 3000")
)
OPEN_VITE = (
    (RECIPES / "vite.config.js")
    .read_text("utf-8")
    .replace("server: {", "server: {\n    allowedHosts: true,")
)
#: Nobody but the page that the server itself gives out is meant to read.
OWN = Policy()
PORT = ":8080"


@contextlib.contextmanager
def cra_field(folder: Path, recipe: str, behind: int) -> Generator[str]:
    """Run Create React App with the `proxy` field, which starts only without its check of hosts."""
    binary, modules = tool("cra")
    package = json.loads(recipe)
    (folder / "package.json").write_text(json.dumps(package).replace(PORT, f":{behind}"))
    (folder / "node_modules").symlink_to(modules)
    (folder / "src").mkdir()
    (folder / "src" / "index.js").write_text("console.log(1);")
    (folder / "public").mkdir()
    (folder / "public" / "index.html").write_text("<title>x</title>")
    port = free_port()
    env = {"HOST": "127.0.0.1", "PORT": str(port), "BROWSER": "none", "CI": "true"}
    env["DANGEROUSLY_DISABLE_HOST_CHECK"] = "true"
    script = modules / "react-scripts" / "scripts" / "start.js"
    with serving([binary, script], port, folder, within=BUILD, **env) as url:
        ask(url, "GET", "/")  # is answered when the first build is done
        yield url


@contextlib.contextmanager
def cra_file(folder: Path, recipe: str, behind: int) -> Generator[str]:
    """Run Create React App with setupProxy.js."""
    (folder / "src").mkdir()
    (folder / "src" / "setupProxy.js").write_text(recipe.replace(PORT, f":{behind}"))
    with start_cra(folder, free_port(), "cra", "3") as url:
        yield url


@contextlib.contextmanager
def webpack_4(folder: Path, recipe: str, behind: int) -> Generator[str]:
    """Run webpack-dev-server 4, which still takes a proxy that is no list."""
    port = free_port()
    text = recipe.replace("port: 3000", f"host: '127.0.0.1', port: {port}")
    text = text.replace("devServer:", "mode: 'development',\n  devServer:")
    (folder / "webpack.config.js").write_text(text.replace(PORT, f":{behind}"))
    with start_webpack(folder, port, "webpack", "4") as url:
        yield url


@contextlib.contextmanager
def next_dev(folder: Path, recipe: str, behind: int) -> Generator[str]:
    """Run Next.js with rewrites."""
    (folder / "next.config.js").write_text(recipe.replace(PORT, f":{behind}"))
    with start_next(folder, free_port(), "next", "") as url:
        yield url


CASES = {
    "the proxy field": Pasted(
        cra_field, "package.json", "/api/data", OWN, f"{OPEN} {NAMES}", f"CORS370 {LEAKS}",
        f"CORS322 {NAMES}", behind=Leaky, paths=OLD,
    ),
    "setupProxy.js": Pasted(
        cra_file, "setupProxy.js", "/api/data", OWN, f"{OPEN} {NAMES}", LEAKS, NAMES,
        behind=Leaky, paths=OLD,
    ),
    "webpack": Pasted(
        webpack_4, "webpack.config.js", "/api/data", OWN, OPEN, LEAKS, behind=Leaky, paths=OLD
    ),
    "webpack without its check": Pasted(
        webpack_4, UNCHECKED, "/api/data", OWN, f"{OPEN} {NAMES}", LEAKS, NAMES,
        behind=Leaky, paths=OLD,
    ),
    "Next.js": Pasted(
        next_dev, "next.config.js", "/api/data", OWN, f"{OPEN} CORS390 {NAMES}", LEAKS,
        f"CORS390 {NAMES}", behind=Leaky, origin="", websocket="/api/socket", paths=OLD,
    ),
    "Vite without its check": Pasted(
        pasted.vite, OPEN_VITE, "/api/data", OWN, f"{OPEN} {NAMES}",
        f"CORS353 CORS370 CORS371 {ECHO} {LEAKS}", NAMES, behind=Leaky, paths=OLD,
    ),
}  # fmt: skip


@pytest.mark.servers
@pytest.mark.long
@pytest.mark.parametrize("case", params(CASES))
def test_any_page_reads_the_api_through_it(case: Pasted, tmp_path: Path) -> None:
    assert_found(case, tmp_path)
