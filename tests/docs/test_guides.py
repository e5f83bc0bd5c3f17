"""The pages about frameworks and testing: every example is run."""

from __future__ import annotations

import logging
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from corsac.testing import AppBrowser
from tests.middleware.aiohttp_memory import AiohttpServer
from tests.middleware.ask import APP, EVIL
from tests.middleware.django.site import served
from tests.middleware.story import ALLOW, ask

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

DOCS = Path(__file__).resolve().parents[2] / "docs"
BLOCK = re.compile(r"^```python\n(.*?)^```", re.MULTILINE | re.DOTALL)


def examples(page: str) -> dict[str, list[str]]:
    """Give a page's examples by the headings that they stand under."""
    parts = (DOCS / page).read_text("utf-8").split("\n## ")
    found = {part.partition("\n")[0]: BLOCK.findall(part) for part in parts}
    return {heading: blocks for heading, blocks in found.items() if blocks}


FRAMEWORKS = examples("frameworks.md")
TESTING = examples("testing.md")


@pytest.fixture(autouse=True)
def own_logging() -> Iterator[None]:
    """Put back what Litestar makes of logging where it isn't told to leave it."""
    root = logging.getLogger()
    level, handlers = root.level, [*root.handlers]
    yield
    root.setLevel(level)
    root.handlers[:] = handlers


def run(code: str, scope: dict[str, Any] | None = None) -> dict[str, Any]:
    """Run an example; its functions are a module's, as Litestar reads their annotations."""
    scope = {"__name__": __name__} if scope is None else scope
    exec(compile(code, "example", "exec", dont_inherit=True), scope)  # noqa: S102 -- our own text
    return scope


@pytest.mark.parametrize(
    "heading", ["ASGI and WSGI", "FastAPI and Starlette", "Flask", "Quart", "Litestar"]
)
def test_a_framework_is_protected_as_written(heading: str) -> None:
    (code,) = FRAMEWORKS[heading]
    with AppBrowser(run(code)["app"]) as browser:
        browser.assert_allows("/items")
        browser.assert_blocks("/items", page=EVIL, because="CORS002")
        assert "/public" not in code or browser.fetch("/public", page=EVIL).allowed


def test_aiohttp_is_protected_as_written() -> None:
    (code,) = FRAMEWORKS["aiohttp"]
    make: Callable[[], Any] = lambda: run(code)["app"]  # noqa: E731 -- anew for each loop
    assert ask(AiohttpServer(make), "/items").headers.get(ALLOW) == APP
    assert ALLOW not in ask(AiohttpServer(make), "/items", EVIL).headers
    assert ask(AiohttpServer(make), "/public", EVIL).headers.get(ALLOW) == "*"


def test_djangos_settings_are_enough() -> None:
    names = run(FRAMEWORKS["Django"][0])
    changed = {name: value for name, value in names.items() if name.isupper()}
    with served("wsgi", **changed) as server:
        assert ask(server, "/items").headers.get(ALLOW) == APP
        assert ALLOW not in ask(server, "/items", EVIL).headers


def test_every_framework_of_the_page_is_run() -> None:
    assert len(FRAMEWORKS) == 7


def test_the_guide_to_testing_runs(cors_browser: Callable[..., AppBrowser]) -> None:
    scope: dict[str, Any] = {"__name__": __name__}
    for code in (block for blocks in TESTING.values() for block in blocks):
        run(code, scope)
    scope["test_the_page_may_write"](cors_browser)
    scope["test_nobody_reads_who_is_not_named"]()
