"""The browser in memory, in front of ASGI and WSGI applications."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from corsac.browser import PageError, UnknownProfileError
from corsac.browser.request import Page
from corsac.middleware.asgi import CORS
from corsac.testing import AppBrowser
from tests.testing.apps import APP, ECHO, EVIL, POLICY, WSGI_ECHO, echo, wsgi_echo

if TYPE_CHECKING:
    from collections.abc import Callable

    from corsac.middleware.asgi_types import Receive, Scope, Send

    App = Callable[..., Any]

BOTH = pytest.mark.parametrize("app", [ECHO, WSGI_ECHO], ids=["asgi", "wsgi"])


@BOTH
def test_a_page_that_is_allowed_reads(app: App) -> None:
    with AppBrowser(app, page=APP) as browser:
        fetched = browser.assert_allows("/items?q=1", method="PUT", json={"a": 1})
        assert (fetched.status, fetched.text) == (200, 'PUT /items {"a": 1}')
        assert fetched.headers.get("x-total") == "7"
        assert fetched.preflight is not None


@BOTH
def test_a_page_that_is_not_does_not(app: App) -> None:
    with AppBrowser(app, page=EVIL) as browser:
        fetched = browser.assert_blocks("/items", because="CORS002")
        assert fetched.console[0].startswith("Access to fetch at 'https://api.example/items'")
        browser.assert_blocks("/items", because="origin-not-listed")
        browser.assert_allows("/items", page=APP)


@BOTH
def test_an_expectation_that_fails_tells_the_story(app: App) -> None:
    with AppBrowser(app, page=EVIL) as browser:
        with pytest.raises(AssertionError, match=r"error\[CORS002\]"):
            browser.assert_allows("/items")
        with pytest.raises(AssertionError, match="expected to be blocked\n"):
            browser.assert_blocks("/items", page=APP)
        with pytest.raises(AssertionError, match="is because of CORS002 origin-not-listed"):
            browser.assert_blocks("/items", because="CORS010")
        with pytest.raises(ValueError, match="did you mean origin-not-listed"):
            browser.assert_blocks("/items", because="origin-not-listd")


def test_an_application_without_cors_is_told_apart() -> None:
    for app in (echo, wsgi_echo):
        with AppBrowser(app) as browser:
            browser.assert_blocks("/items", because="no-cors-headers")


@BOTH
def test_what_the_application_raised_is_told(app: App) -> None:
    with AppBrowser(app) as browser:
        fetched = browser.fetch("/broken")
        assert fetched.status == 500
        assert [type(error) for error in fetched.errors] == [LookupError]
        assert "the application raised LookupError('no such table')" in fetched.story()
        assert browser.fetch("/items").errors == ()


def test_a_crash_under_no_layer_is_a_500_that_cannot_be_read() -> None:
    for app in (echo, wsgi_echo):
        with AppBrowser(app) as browser:
            fetched = browser.assert_blocks("/broken")
            assert fetched.outcome.exchanges[-1].answer.status == 500  # type: ignore[union-attr]  # it is one


def test_preflights_are_remembered_from_one_request_to_the_next() -> None:
    with AppBrowser(CORS(echo, POLICY.changed(max_age=600))) as browser:
        assert browser.assert_allows("/items", method="PUT").preflight is not None
        assert browser.assert_allows("/items", method="PUT").preflight is None


def test_redirects_lead_to_other_applications_and_to_nothing() -> None:
    async def away(_scope: Scope, _receive: Receive, send: Send) -> None:
        headers = [(b"location", b"https://cdn.example/file")]
        await send({"type": "http.response.start", "status": 302, "headers": headers})
        await send({"type": "http.response.body"})

    cdn = CORS(echo, allow_origins="*")
    with AppBrowser(CORS(away, POLICY), others={"https://cdn.example": cdn}) as browser:
        assert browser.assert_allows("/").text == "GET /file "
    with AppBrowser(CORS(away, POLICY)) as browser:
        fetched = browser.fetch("/")
        assert not fetched.allowed
        assert "only at https://api.example" in str(fetched.outcome.exchanges[-1].answer)


def test_websockets_open_for_allowed_pages_alone() -> None:
    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "websocket":
            await receive()
            await send({"type": "websocket.accept"})

    with AppBrowser(CORS(app, POLICY)) as browser:
        assert browser.websocket("/ws").allowed
        assert browser.websocket("wss://api.example/ws").allowed
        assert not browser.websocket("/ws", page=EVIL).allowed


@pytest.mark.parametrize("body", ["text", b"bytes"])
def test_bodies_are_sent_as_fetch_sends_them(body: str | bytes) -> None:
    with AppBrowser(ECHO) as browser:
        assert browser.assert_allows("/", method="POST", body=body).text.startswith("POST / ")


def test_pages_of_other_kinds_ask_too() -> None:
    with AppBrowser(ECHO) as browser:
        browser.assert_blocks("/", page=Page(APP, kind="sandbox"), because="null-origin")


def test_every_engine_can_be_asked() -> None:
    for engine in ("chromium", "firefox", "webkit", "standard"):
        with AppBrowser(ECHO, engine=engine) as browser:
            browser.assert_allows("/")


def test_what_can_not_be_is_refused() -> None:
    with pytest.raises(PageError):
        AppBrowser(ECHO, page="app.example")
    with pytest.raises(UnknownProfileError):
        AppBrowser(ECHO, engine="netscape")


def test_cookies_are_kept() -> None:
    async def app(_scope: Scope, _receive: Receive, send: Send) -> None:
        headers = [(b"set-cookie", b"session=1; Secure; SameSite=None")]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body"})

    policy = POLICY.changed(allow_credentials=True, expose_headers=[])
    with AppBrowser(CORS(app, policy)) as browser:
        browser.assert_allows("/", credentials="include")
        second = browser.assert_allows("/", credentials="include")
        assert second.outcome.exchanges[-1].request.headers.get("Cookie") == "session=1"
        assert browser.cookies is not None
