"""The pytest plugin, in a run of pytest of its own."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

from corsac.testing.plugin import cors_browser

if TYPE_CHECKING:
    from pathlib import Path

EXAMPLE = """
from corsac.middleware.asgi import CORS


async def app(scope, receive, send):
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": b"[]"})


def test_the_page_may_write(cors_browser):
    layer = CORS(app, allow_origins=["https://app.example"], allow_methods=["PUT"])
    browser = cors_browser(layer, page="https://app.example")
    browser.assert_allows("/items", method="PUT")
    browser.assert_blocks("/items", page="https://evil.example", because="CORS002")


def test_the_page_is_blocked(cors_browser):
    cors_browser(app).assert_allows("/items")
"""


def test_the_fixture_is_there_wherever_corsac_is_installed(tmp_path: Path) -> None:
    (tmp_path / "test_example.py").write_text(EXAMPLE)
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "no:randomly"]
    done = subprocess.run(
        [*command, "test_example.py"], cwd=tmp_path, check=False, capture_output=True, text=True
    )
    assert "1 failed, 1 passed" in done.stdout, done.stdout + done.stderr
    assert "error[CORS001]" in done.stdout


def test_pytest_starts_without_loading_the_rest() -> None:
    code = "import sys, corsac.testing.plugin; print('corsac.browser' in sys.modules)"
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    assert done.stdout == "False\n"
    assert cors_browser is not None
