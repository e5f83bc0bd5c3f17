"""What elements can use."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from corsac.browser.content import nosniff, usable
from corsac.browser.request import Api, PageRequest
from tests.browser.stories import API, APP, Story, answer

if TYPE_CHECKING:
    from corsac.core.messages import WireResponse

PNG = b"\x89PNG\r\n"


@pytest.mark.parametrize(
    ("api", "type_", "body", "fine"),
    [
        (Api.FETCH, "a/b", b"", True),
        (Api.SCRIPT, "text/plain", b"1", True),
        (Api.SCRIPT, "image/png", b"1", False),
        (Api.SCRIPT, "text/csv", b"1", False),
        (Api.MODULE, "text/plain", b"1", False),
        (Api.MODULE, "text/javascript", b"1", True),
        (Api.STYLE, "text/css", b"", True),
        (Api.STYLE, "text/html", b"", False),
        (Api.IMG, "text/plain", PNG, True),
        (Api.IMG, "image/webp", b"RIFF....WEBP", True),
        (Api.IMG, "image/png", b"x", False),
        (Api.FONT, "font/woff2", b"wOF2" + bytes(99), True),
        (Api.FONT, "font/woff2", b"x", False),
        (Api.VIDEO, "video/mp4", bytes(4) + b"ftyp" + bytes(99), True),
        (Api.AUDIO, "audio/ogg", b"OggS", False),
        (Api.TRACK, "text/vtt", b"WEBVTT\n", True),
        (Api.EVENTSOURCE, "text/event-stream", b"", True),
        (Api.EVENTSOURCE, "text/plain", b"", False),
    ],
)
def test_type_and_first_bytes_decide(api: Api, type_: str, body: bytes, *, fine: bool) -> None:
    assert usable(api, replace(answer(content_type=type_), body=body)) is fine


def test_a_bad_status_is_no_script() -> None:
    told = answer(404, content_type="text/javascript")
    assert not usable(Api.SCRIPT, told)
    assert not usable(Api.MODULE, told)


def test_without_a_type_a_script_is_guessed_unless_forbidden() -> None:
    assert usable(Api.SCRIPT, answer())
    assert not usable(Api.SCRIPT, answer(x_content_type_options="nosniff"))
    assert nosniff(answer(x_content_type_options="NoSniff, x"))
    assert not nosniff(answer())


@pytest.mark.parametrize(
    ("api", "told", "engines"),
    [
        (Api.WORKER, answer(content_type="text/plain"), {"chromium"}),
        (Api.TRACK, replace(answer(404), body=b"WEBVTT"), {"chromium", "firefox"}),
        (
            Api.EVENTSOURCE,
            answer(content_type="text/event-stream;charset=x"),
            {"standard", "firefox", "webkit"},
        ),
        (Api.STYLE, answer(content_type="text/plain"), {"chromium"}),
        (Api.STYLE, answer(content_type=""), {"standard", "chromium", "webkit"}),
        (Api.STYLE, answer(content_type="", x_content_type_options="nosniff"), set[str]()),
        (Api.IMG, replace(answer(206), body=b"GIF8"), {"standard", "chromium", "webkit"}),
    ],
)
def test_engines_accept_different_things(api: Api, told: WireResponse, engines: set[str]) -> None:
    fine = {
        engine
        for engine in ("standard", "chromium", "firefox", "webkit")
        if Story(engine).fetch(f"{APP}/x" if api is not Api.IMG else API, told, api=api).response
    }
    assert fine == engines


def test_a_module_worker_runs_text_in_webkit() -> None:
    asked = PageRequest(f"{APP}/x", Api.WORKER, worker_type="module")
    assert Story("webkit").ask(asked, answer(content_type="text/plain")).response
    assert not Story("chromium").ask(asked, answer(content_type="text/plain")).response
