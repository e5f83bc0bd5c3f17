"""The pytest plugin: `cors_browser`, a fixture that opens browsers in front of applications."""

from __future__ import annotations

from contextlib import ExitStack
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from corsac.testing.browser import AppBrowser


@pytest.fixture
def cors_browser() -> Iterator[Callable[..., AppBrowser]]:
    """Open a browser in front of an application; it is closed at the end of the test.

    The arguments are those of `corsac.testing.AppBrowser`:

        def test_the_page_may_write(cors_browser):
            browser = cors_browser(app, page="https://app.example")
            browser.assert_allows("/items", method="PUT", json={"a": 1})
    """
    # Every pytest run of an environment loads plugins: only a test that asks pays for more.
    from corsac.testing.browser import AppBrowser  # noqa: PLC0415 -- as above

    with ExitStack() as opened:

        def open_browser(app: Any, **options: Any) -> AppBrowser:  # noqa: ANN401 -- AppBrowser's own
            return opened.enter_context(AppBrowser(app, **options))

        yield open_browser
