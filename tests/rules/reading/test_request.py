"""What kind of request a page made."""

from __future__ import annotations

import pytest

from corsac.browser.request import Api, PageRequest
from corsac.rules.reading.request import (
    includes_credentials,
    method_of,
    origin_of,
    speaks_cors,
    without_secrets,
)

URL = "https://api.example/items"


@pytest.mark.parametrize(
    ("request_", "expected"),
    [
        (PageRequest(URL), True),
        (PageRequest(URL, mode="no-cors"), False),
        (PageRequest(URL, mode="same-origin"), False),
        (PageRequest(URL, Api.XHR), True),
        (PageRequest(URL, Api.IMG), False),
        (PageRequest(URL, Api.IMG, crossorigin=""), True),
        (PageRequest(URL, Api.FONT), True),
        (PageRequest(URL, Api.WEBSOCKET), False),
        (PageRequest(URL, Api.WORKER), False),
    ],
)
def test_which_requests_speak_cors(request_: PageRequest, *, expected: bool) -> None:
    assert speaks_cors(request_) is expected


@pytest.mark.parametrize(
    ("request_", "expected"),
    [
        (PageRequest(URL), False),
        (PageRequest(URL, credentials="include"), True),
        (PageRequest(URL, with_credentials=True), False),
        (PageRequest(URL, Api.XHR, with_credentials=True), True),
        (PageRequest(URL, Api.EVENTSOURCE, with_credentials=True), True),
        (PageRequest(URL, Api.IMG, crossorigin="use-credentials"), True),
        (PageRequest(URL, Api.BEACON), True),
    ],
)
def test_which_include_credentials(request_: PageRequest, *, expected: bool) -> None:
    assert includes_credentials(request_) is expected


def test_methods_and_origins_are_read_as_browsers_do() -> None:
    assert method_of(PageRequest(URL)) == "GET"
    assert method_of(PageRequest(URL, method="put")) == "PUT"
    assert method_of(PageRequest(URL, method="patch")) == "patch"
    assert origin_of("https://API.example:443/x") == "https://api.example"
    assert origin_of("nonsense") == "null"


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("https://user:word@a.example:8443/x?token=1#t", "https://a.example:8443/x"),
        ("nonsense?token=1#t", "nonsense"),
        ("myapp:open?token=1", "myapp:open"),
    ],
)
def test_no_secret_of_a_url_is_shown(url: str, shown: str) -> None:
    assert without_secrets(url) == shown
