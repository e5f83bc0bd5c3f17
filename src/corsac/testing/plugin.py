"""The pytest plugin: a browser in front of applications, and the conformance suite on them.

    pytest --corsac-conformance main:app --corsac-policy corsac.toml

makes one test of each check of `corsac verify`, on an ASGI or WSGI application in memory.
"""

from __future__ import annotations

from contextlib import ExitStack
from typing import TYPE_CHECKING, Any, Final

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from corsac.diagnose.verify.report import Verification
    from corsac.testing.browser import AppBrowser

#: Options of pytest's command line: name, its settings.
_OPTIONS: Final[tuple[tuple[str, dict[str, Any]], ...]] = (
    (
        "conformance",
        {"metavar": "MODULE:APP", "help": "Run the CORS conformance suite on this application; "
         "MODULE:MAKE() calls a factory."},
    ),
    ("policy", {"metavar": "FILE", "help": "The policy that must hold; without it, what can be "
                "inferred from the answers."}),
    ("profile", {"metavar": "NAME", "help": "Add a profile of the policy's file."}),
    ("url", {"metavar": "URL", "default": "https://api.example/", "help": "Where the application "
             "answers; its path is the first page."}),
    ("origin", {"metavar": "ORIGIN", "action": "append", "default": [], "help": "Without a policy: "
                "an origin that should be let in."}),
    ("path", {"metavar": "PATH", "action": "append", "default": [], "help": "A further page."}),
    ("websocket", {"metavar": "PATH", "default": "", "help": "A WebSocket to be tried."}),
    ("strict", {"action": "store_true", "help": "Let what only should be fail too."}),
)  # fmt: skip


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the options."""
    group = parser.getgroup("corsac", "CORS")
    for name, settings in _OPTIONS:
        group.addoption(f"--corsac-{name}", dest=f"corsac_{name}", **settings)


def pytest_collection_modifyitems(
    session: pytest.Session, config: pytest.Config, items: list[pytest.Item]
) -> None:
    """Put the conformance suite behind the other tests, where an application is named."""
    if config.getoption("corsac_conformance") is None:
        return
    # Every pytest run of an environment loads plugins: only a run that asks pays for more.
    from corsac.testing.items import (  # noqa: PLC0415 -- as above
        Suite,
        items_of,
        load_app,
        load_policy_file,
    )

    given: dict[str, Any] = {name: config.getoption(f"corsac_{name}") for name, _ in _OPTIONS}
    folder = config.invocation_params.dir
    suite = Suite(
        given["conformance"],
        load_app(given["conformance"], folder),
        load_policy_file(given["policy"], given["profile"], folder),
        {
            "url": given["url"],
            "origins": given["origin"],
            "paths": given["path"],
            "websocket": given["websocket"],
        },
        given["strict"],
    )
    items.extend(items_of(session, suite))


@pytest.fixture
def corsac_conformance() -> Callable[..., Verification]:
    """Run the conformance suite on an application, and fail where it does not conform.

    The arguments are those of `corsac.testing.conformance.assert_conforms`:

        def test_cors(corsac_conformance):
            corsac_conformance(app, Policy(allow_origins=["https://app.example"]))
    """
    from corsac.testing.conformance import assert_conforms  # noqa: PLC0415 -- as above

    return assert_conforms


@pytest.fixture
def cors_browser() -> Iterator[Callable[..., AppBrowser]]:
    """Open a browser in front of an application; it is closed at the end of the test.

    The arguments are those of `corsac.testing.AppBrowser`:

        def test_the_page_may_write(cors_browser):
            browser = cors_browser(app, page="https://app.example")
            browser.assert_allows("/items", method="PUT", json={"a": 1})
    """
    from corsac.testing.browser import AppBrowser  # noqa: PLC0415 -- as above

    with ExitStack() as opened:

        def open_browser(app: Any, **options: Any) -> AppBrowser:  # noqa: ANN401 -- AppBrowser's own
            """Open a browser in front of an application."""
            return opened.enter_context(AppBrowser(app, **options))

        yield open_browser
