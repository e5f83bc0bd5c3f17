"""What a test can look at."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from corsac.middleware.asgi import CORS
from corsac.testing import AppBrowser
from tests.testing.apps import ECHO, EVIL, POLICY

if TYPE_CHECKING:
    from corsac.middleware.asgi_types import Receive, Scope, Send


def test_json_is_read() -> None:
    async def app(_scope: Scope, _receive: Receive, send: Send) -> None:
        await send({"type": "http.response.start", "status": 200})
        await send({"type": "http.response.body", "body": b'{"a": [1]}'})

    with AppBrowser(CORS(app, POLICY)) as browser:
        assert browser.fetch("/").json() == {"a": [1]}


def test_what_script_can_not_see_is_an_error_that_says_why() -> None:
    with AppBrowser(ECHO, page=EVIL) as browser:
        fetched = browser.fetch("/")
        with pytest.raises(AssertionError, match=r"error\[CORS002\]"):
            assert fetched.status == 200
        assert fetched.preflight is None
        assert fetched.findings[0].code == "CORS002"


def test_an_allowed_one_has_no_findings() -> None:
    with AppBrowser(ECHO) as browser:
        fetched = browser.fetch("/")
        assert fetched.findings == ()
        assert "ALLOWED" in fetched.story()
