"""The fix for Next.js, on Next.js: before routes that know nothing of CORS."""

from __future__ import annotations

import contextlib
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from corsac.targets.next.fix import snippet
from tests.targets.fixed import SCENES, Scene
from tests.targets.frameworks import CACHE, tool
from tests.targets.next.start import LAYOUT, PAGE
from tests.targets.real import BUILD, REMEDY, SIMPLE, free_port, serving

if TYPE_CHECKING:
    from collections.abc import Generator

ROUTES = {
    "items": """\
export async function GET() { return Response.json([]); }
export async function PUT() { return Response.json([]); }
""",
    "broken": 'export async function GET() { throw new Error("broken"); }\n',
}


@contextlib.contextmanager
def next_js(folder: Path, fix: str = "") -> Generator[str]:
    """Run Next.js beside its modules, with a fix as its proxy.js; give the URL of its API."""
    del folder
    binary, modules = tool("next")
    port = free_port()
    with tempfile.TemporaryDirectory(prefix="app-", dir=CACHE / "next") as name:
        home = Path(name)
        pages = {"app/page.js": PAGE, "app/layout.js": LAYOUT, "proxy.js": fix}
        pages |= {f"app/api/{path}/route.js": text for path, text in ROUTES.items()}
        pages["package.json"] = '{"name": "x", "private": true}'
        for path, text in pages.items():
            (home / path).parent.mkdir(parents=True, exist_ok=True)
            if text:
                (home / path).write_text(text)
        script = modules / "next" / "dist" / "bin" / "next"
        command: list[str | Path] = [binary, script, "dev", "-H", "127.0.0.1", "-p", str(port)]
        env = {"NEXT_TELEMETRY_DISABLED": "1", "NODE_ENV": "development"}
        with serving(command, port, home, within=BUILD, **env) as url:
            yield f"{url}/api"


@pytest.mark.servers
@pytest.mark.long
@pytest.mark.timeout(300)
@pytest.mark.parametrize("scene", SCENES, ids=lambda each: each.__name__)
def test_the_fix_holds(scene: Scene, tmp_path: Path) -> None:
    scene(next_js, snippet, tmp_path)


def test_a_simple_request_needs_no_preflight() -> None:
    assert "preflight" not in snippet(SIMPLE)
    assert "Credentials" not in snippet(SIMPLE)
    assert "status: 204" in snippet(REMEDY)
