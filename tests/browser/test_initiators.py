"""Every initiator has its own way to ask."""

from __future__ import annotations

import pytest

from corsac.browser.client import client_of
from corsac.browser.fetch_api import InvalidRequestError
from corsac.browser.initiators import build_request
from corsac.browser.profiles import find_profile
from corsac.browser.request import Api, Page, PageRequest
from corsac.browser.url import parse_url
from tests.browser.stories import APP


@pytest.mark.parametrize("api", Api)
def test_all_of_them_are_modelled(api: Api) -> None:
    url = "wss://app.test/" if api is Api.WEBSOCKET else f"{APP}/"
    client = client_of(Page(APP), parse_url)
    request = build_request(PageRequest(url, api), client, find_profile("standard"), parse_url)
    assert request.api is api


def test_an_argument_that_is_wrong_is_told() -> None:
    client = client_of(Page(APP), parse_url)
    with pytest.raises(InvalidRequestError, match="not a URL"):
        build_request(PageRequest("http://["), client, find_profile("standard"), parse_url)
