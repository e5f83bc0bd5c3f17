"""Explaining asks the application again, and never with what may change something."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corsac.diagnose.report import ReportVerdict
from corsac.middleware.asgi import CORS
from corsac.testing import AppBrowser
from tests.testing.apps import EVIL, POLICY

if TYPE_CHECKING:
    from corsac.middleware.asgi_types import Receive, Scope, Send


def test_an_unsafe_request_that_was_sent_is_not_sent_again() -> None:
    asked: list[str] = []

    async def app(scope: Scope, _receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            asked.append(scope["method"])
            await send({"type": "http.response.start", "status": 200})
            await send({"type": "http.response.body"})

    with AppBrowser(app) as browser:
        fetched = browser.fetch("/", method="POST", body="x")
        assert fetched.report.verdict is ReportVerdict.BLOCKED
        assert asked == ["POST"]
        assert fetched.findings[0].rule.name == "no-cors-headers"


def test_one_that_its_preflight_ended_is_diagnosed_without_it() -> None:
    asked: list[str] = []

    async def app(scope: Scope, _receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            asked.append(scope["method"])
            await send({"type": "http.response.start", "status": 200})
            await send({"type": "http.response.body"})

    with AppBrowser(CORS(app, POLICY), page=EVIL) as browser:
        fetched = browser.fetch("/", method="DELETE")
        assert fetched.findings[0].code == "CORS002"
        assert set(asked) <= {"GET", "HEAD"}


def test_what_depends_on_this_browsers_cookies_rests_on_what_it_saw() -> None:
    async def app(scope: Scope, _receive: Receive, send: Send) -> None:
        cookies = dict(scope.get("headers", ())).get(b"cookie")
        allowed = [(b"access-control-allow-origin", b"https://app.example")]
        headers = [*allowed, (b"access-control-allow-credentials", b"true")]
        headers.append((b"set-cookie", b"session=1; Secure; SameSite=None"))
        lines = [] if cookies else headers
        await send({"type": "http.response.start", "status": 200, "headers": lines})
        await send({"type": "http.response.body"})

    with AppBrowser(app) as browser:
        browser.assert_allows("/", credentials="include")
        fetched = browser.assert_blocks("/", credentials="include")
        assert fetched.findings != ()
