"""A browser in memory, in front of an application."""

from __future__ import annotations

import json as json_
from inspect import iscoroutinefunction
from typing import TYPE_CHECKING, Any, Final, Self

from corsac.browser import Browser, find_profile
from corsac.browser.client import client_of
from corsac.browser.request import Api, Body, BodyKind, Page, PageRequest
from corsac.browser.url import parse_url
from corsac.core.messages import Failure, FailureKind
from corsac.core.origin import origin_of_url
from corsac.testing.asgi import AsgiServer
from corsac.testing.because import find_rule
from corsac.testing.fetched import Fetched
from corsac.testing.wsgi import WsgiServer

if TYPE_CHECKING:
    from collections.abc import Mapping

    from corsac.browser.cookies import CookieJar
    from corsac.core.messages import Answer, WireRequest
    from corsac.testing.server import AppServer

#: Seconds that one exchange takes in a browser's eyes: what is remembered, stays so.
_EXCHANGE: Final = 0.001


class AppBrowser:
    """A browser with a page open, and an application behind one origin.

    Cookies and remembered preflights are kept from one request to the next, as in a browser.
    Close it, or use it in a `with` block: an ASGI application runs until then.

        with AppBrowser(app, page="https://app.example") as browser:
            fetched = browser.fetch("/items", method="PUT", json={"a": 1})
            assert fetched.allowed
            assert fetched.status == 200

    Args:
        app: An ASGI or WSGI application.
        page: The origin of the page that asks.
        server: The origin at which the application answers.
        others: Further applications by their origins, for redirects.
        engine: The browser, as `corsac simulate --engine` names it.
        patience: Seconds that an ASGI application may take for one answer.

    Raises:
        PageError: No page can have that origin.
        RuntimeError: An application's start-up failed.
        UnknownProfileError: There is no such browser.
    """

    def __init__(
        self,
        app: Any,  # noqa: ANN401 -- either kind of application
        *,
        page: str = "https://app.example",
        server: str = "https://api.example",
        others: Mapping[str, Any] | None = None,
        engine: str = "chromium",
        patience: float = 10.0,
    ) -> None:
        self.page = Page(page)
        self.server = server
        self._profile = find_profile(engine)
        self._browser = Browser(self._profile)
        client_of(self.page, parse_url)
        self._now = 0.0
        self._servers: dict[str, AppServer] = {}
        try:
            for origin, each in {server: app, **(others or {})}.items():
                self._servers[origin] = server_of(each, patience)
        except BaseException:
            self.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let the applications shut down."""
        for server in self._servers.values():
            server.close()

    @property
    def cookies(self) -> CookieJar:
        """The browser's cookies."""
        return self._browser.cookies

    def fetch(  # noqa: PLR0913 -- fetch()'s own arguments
        self,
        url: str,
        *,
        method: str | None = None,
        headers: Mapping[str, str] | None = None,
        body: str | bytes | None = None,
        json: object = None,
        credentials: str | None = None,
        mode: str | None = None,
        redirect: str | None = None,
        page: str | Page | None = None,
    ) -> Fetched:
        """Do in the page what script does with `fetch`.

        Args:
            url: What to fetch, relative to the application's origin.
            method: As for fetch(), like headers, body, credentials, mode and redirect.
            headers: By name.
            body: A text, whose type is text/plain unless `headers` say otherwise, or bytes.
            json: A value that is sent as JSON with its type, in place of `body`.
            credentials: `include` for cookies.
            mode: `cors`, `no-cors` or `same-origin`.
            redirect: `follow`, `error` or `manual`.
            page: The origin of another page, or a page of another kind, for this once.
        """
        lines = tuple((headers or {}).items())
        if json is not None:
            body = json_.dumps(json)
            lines += (("Content-Type", "application/json"),)
        asked = PageRequest(
            url=self._absolute(url),
            method=method,
            headers=lines,
            body=_body(body),
            credentials=credentials,
            mode=mode,
            redirect=redirect,
        )
        return self.start(asked, page)

    def websocket(self, url: str, *, page: str | Page | None = None) -> Fetched:
        """Open a WebSocket from the page: it is allowed where it opens.

        Args:
            url: A path of the application, or a ws: or wss: URL.
            page: The origin of another page, or a page of another kind, for this once.
        """
        absolute = self._absolute(url)
        if absolute.startswith("http"):
            absolute = f"ws{absolute.removeprefix('http')}"
        return self.start(PageRequest(absolute, api=Api.WEBSOCKET), page)

    def start(self, request: PageRequest, page: str | Page | None = None) -> Fetched:
        """Make any request that a page can make, to its end."""
        where = Page(page) if isinstance(page, str) else page or self.page
        before = {origin: len(each.errors) for origin, each in self._servers.items()}
        self._now += _EXCHANGE
        fetch = self._browser.start(request, where, self._now)
        while fetch.pending is not None:
            answer = self._send(fetch.pending)
            self._now += _EXCHANGE
            fetch.receive(answer, self._now)
        assert fetch.outcome is not None  # noqa: S101 -- nothing is pending any more
        errors = [
            error
            for origin, each in self._servers.items()
            for error in each.errors[before[origin] :]
        ]
        return Fetched(
            request=request,
            page=where,
            origin=client_of(where, parse_url).serialized,
            profile=self._profile,
            outcome=fetch.outcome,
            errors=tuple(errors),
            ask=self._send,
        )

    def assert_allows(self, url: str, **asked: Any) -> Fetched:  # noqa: ANN401 -- fetch()'s own
        """Fetch, and fail the test unless script may read the answer.

        Args:
            url: What to fetch.
            asked: The further arguments of `fetch`.
        """
        fetched = self.fetch(url, **asked)
        if not fetched.allowed:
            raise AssertionError(fetched.story())
        return fetched

    def assert_blocks(self, url: str, *, because: str | None = None, **asked: Any) -> Fetched:  # noqa: ANN401 -- fetch()'s own
        """Fetch, and fail the test unless the browser withholds the answer.

        Args:
            url: What to fetch.
            because: The cause, by the code or the name of its rule: `CORS002` or
                `origin-not-listed`. None for any.
            asked: The further arguments of `fetch`.

        Raises:
            ValueError: There is no such rule.
        """
        rule = None if because is None else find_rule(because)
        fetched = self.fetch(url, **asked)
        if fetched.allowed:
            raise AssertionError(f"it was expected to be blocked\n{fetched.story()}")
        first = fetched.findings[0].rule if fetched.findings else None
        if rule is not None and first != rule:
            found = "no rule" if first is None else f"{first.code} {first.name}"
            told = f"it was expected to be blocked because of {rule.code} {rule.name}"
            raise AssertionError(f"{told}, and is because of {found}\n{fetched.story()}")
        return fetched

    def _absolute(self, url: str) -> str:
        base = parse_url(f"{self.server}/")
        parsed = parse_url(url, base)
        return url if parsed is None else parsed.href

    def _send(self, request: WireRequest) -> Answer:
        url = parse_url(request.url)
        origin = "" if url is None else str(origin_of_url(url))
        server = self._servers.get(origin)
        if server is None:
            known = ", ".join(self._servers)
            return Failure(FailureKind.DNS, f"nothing answers at {origin}, only at {known}")
        return server.send(request)


def _body(body: str | bytes | None) -> Body | None:
    if body is None:
        return None
    if isinstance(body, str):
        return Body(BodyKind.TEXT, body.encode())
    return Body(BodyKind.BUFFER, body)


def server_of(app: Any, patience: float) -> AppServer:  # noqa: ANN401 -- either kind of application
    """Run an application as what it is: an ASGI application is async, a WSGI one is not."""
    call = app if iscoroutinefunction(app) else getattr(app, "__call__", None)  # noqa: B004 -- its kind is asked for
    return AsgiServer(app, patience) if iscoroutinefunction(call) else WsgiServer(app)
