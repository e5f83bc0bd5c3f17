"""The API of the two recipes: it starts, is wrong as it should be, and ends whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from corsac.core.headers import Headers
from corsac.core.messages import WireRequest, WireResponse
from corsac.lab.guide import api as module
from corsac.lab.guide import files
from corsac.lab.guide.api import Api
from corsac.lab.guide.run import StartError
from corsac.probe.options import ProbeOptions
from corsac.probe.resolve import Resolve
from corsac.probe.runner import Session

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.servers
def test_the_user_is_logged_in_and_the_headers_stand_there_twice(tmp_path: Path) -> None:
    with Api(tmp_path) as api:
        _, resolve, _, trusted = api.connection
        options = ProbeOptions(resolve=(Resolve.parse(resolve),), cacert=trusted)
        with Session(options) as session:
            login = session.send(WireRequest("GET", api.login)).answer
            assert isinstance(login, WireResponse)
            cookie = (login.headers.get("Set-Cookie") or "").partition(";")[0]
            asked = Headers((("Origin", "https://yoursite.com"), ("Cookie", cookie)))
            answer = session.send(WireRequest("GET", api.url, asked)).answer
    assert isinstance(answer, WireResponse)
    assert b'"user": "ana"' in answer.body
    assert answer.headers.all("Access-Control-Allow-Origin") == ("https://yoursite.com",) * 2


@pytest.mark.servers
def test_when_django_does_not_start_nothing_is_left_running(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "APP", "raise SystemExit('no port')")
    with pytest.raises(StartError, match="no port"), Api(tmp_path):
        pytest.fail("it started")


def test_without_nginx_it_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "find_nginx", lambda: None)
    with pytest.raises(StartError, match="not installed"), Api(tmp_path):
        pytest.fail("it started")
