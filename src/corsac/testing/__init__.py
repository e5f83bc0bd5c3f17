"""Test an application's CORS with a browser in memory: no server, no sockets.

    from corsac.testing import AppBrowser

    with AppBrowser(app, page="https://app.example") as browser:
        browser.assert_allows("/items", method="PUT", json={"a": 1})
        browser.assert_blocks("/items", page="https://evil.example", because="CORS002")

Under pytest the fixture `cors_browser` opens browsers that are closed by themselves. Strategies
for Hypothesis are in `corsac.testing.strategies`.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from corsac.testing.browser import AppBrowser
    from corsac.testing.fetched import Fetched

__all__ = ["AppBrowser", "Fetched"]

# Loaded when they are asked for: pytest imports this package at every start, for its plugin.
_HOMES: Final = {"AppBrowser": "corsac.testing.browser", "Fetched": "corsac.testing.fetched"}


def __getattr__(name: str) -> object:
    """Load a public name's module (PEP 562)."""
    if name not in _HOMES:
        raise AttributeError(f"module 'corsac.testing' has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)
