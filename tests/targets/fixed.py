"""What a fix has to do in every server, before an application that has every fault."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Protocol

from corsac.browser.outcome import Verdict
from tests.targets.real import (
    HOSTILE,
    ORIGIN,
    PUBLIC,
    REMEDY,
    SIMPLE,
    STRANGER,
    assert_let_in,
    plain,
    put,
    status,
    verdicts,
)

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager
    from pathlib import Path

    from corsac.core.findings import Remedy

    Snippet = Callable[[Remedy], str]


#: The frameworks whose fix is tried as all are, and the words that only preflights and credentials
#: bring into it: tests/targets/test_fixes.py.
PREFLIGHT_WORDS = {
    "aiohttp": ("middleware", "Allow-Methods", "Credentials"),
    "fastify": ("OPTIONS", "Allow-Methods", "Credentials"),
    "hono": ("allowMethods", "allowHeaders", "credentials"),
    "koa": ("allowMethods", "allowHeaders", "credentials"),
    "litestar": ("allow_methods", "allow_headers", "credentials"),
    "nestjs": ("methods", "allowedHeaders", "credentials"),
    "quart": ("before_request", "Allow-Methods", "Credentials"),
}


class Scene(Protocol):
    """Asserts one thing of a fix."""

    __name__: str

    def __call__(self, run: Fixed, snippet: Snippet, folder: Path) -> None:
        """Run the proxy, and look."""
        ...


class Fixed(Protocol):
    """Starts a proxy with a fix in its configuration; gives its URL."""

    def __call__(self, folder: Path, fix: str = "") -> AbstractContextManager[str]:
        """Run it in this folder."""
        ...


def without_it_the_page_is_blocked(run: Fixed, snippet: Snippet, folder: Path) -> None:
    """There is something to mend."""
    del snippet
    with run(folder) as url:
        assert verdicts(put(f"{url}/items")) == {Verdict.BLOCKED}


def a_page_with_a_session_is_let_in(run: Fixed, snippet: Snippet, folder: Path) -> None:
    """And nobody else is."""
    with run(folder, snippet(REMEDY)) as url:
        assert_let_in(url, errors=[("/missing", 404), ("/broken", 500)])


def a_simple_request_is_let_in(run: Fixed, snippet: Snippet, folder: Path) -> None:
    """Its errors are readable too, and nobody else's request is."""
    with run(folder, snippet(SIMPLE)) as url:
        assert status(plain(f"{url}/items")) == 200
        assert status(plain(f"{url}/missing")) == 404
        for origin in HOSTILE:
            assert verdicts(plain(f"{url}/items"), origin) == {Verdict.BLOCKED}


def what_is_public_is_open_to_all(run: Fixed, snippet: Snippet, folder: Path) -> None:
    """But not with cookies."""
    with run(folder, snippet(PUBLIC)) as url:
        for origin in (ORIGIN, STRANGER):
            assert verdicts(plain(f"{url}/items"), origin) == {Verdict.ALLOWED}
            anonymous = replace(put(f"{url}/items"), credentials="omit")
            assert verdicts(anonymous, origin) == {Verdict.ALLOWED}
        assert verdicts(plain(f"{url}/items", "include")) == {Verdict.BLOCKED}


SCENES: tuple[Scene, ...] = (
    without_it_the_page_is_blocked,
    a_page_with_a_session_is_let_in,
    a_simple_request_is_let_in,
    what_is_public_is_open_to_all,
)
