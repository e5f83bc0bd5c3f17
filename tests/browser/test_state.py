"""The request on its way."""

from __future__ import annotations

from corsac.browser.client import client_of
from corsac.browser.request import Api, Page
from corsac.browser.state import Request
from corsac.browser.url import parse_url
from corsac.core.origin import origin_of_url
from tests.browser.stories import API, APP


def test_its_origin_is_null_once_it_is_tainted() -> None:
    url = parse_url(API)
    assert url is not None
    request = Request(Api.FETCH, client_of(Page(APP), parse_url), [url], [origin_of_url(url)])
    assert (request.origin, request.url.href) == (APP, API)
    assert str(request.url_origin) == "https://api.example"
    request.tainted = True
    assert request.origin == "null"
