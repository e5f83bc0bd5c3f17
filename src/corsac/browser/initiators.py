"""Who asks decides what kind of request it becomes: fetch(), XMLHttpRequest, elements."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corsac.browser.elements import ELEMENTS, build_beacon, build_element
from corsac.browser.fetch_api import build_fetch
from corsac.browser.request import Api
from corsac.browser.websocket import build_websocket
from corsac.browser.xhr import build_xhr

if TYPE_CHECKING:
    from collections.abc import Callable

    from corsac.browser.client import Client
    from corsac.browser.profile import Profile
    from corsac.browser.request import PageRequest
    from corsac.browser.state import Request
    from corsac.core.url import ParseUrl

    Build = Callable[[PageRequest, Client, Profile, ParseUrl], Request]

_BUILDERS: dict[Api, Build] = {
    **dict.fromkeys(ELEMENTS, build_element),
    Api.FETCH: build_fetch,
    Api.XHR: build_xhr,
    Api.BEACON: build_beacon,
    Api.WEBSOCKET: build_websocket,
}


def build_request(asked: PageRequest, client: Client, profile: Profile, parse: ParseUrl) -> Request:
    """Make the request of whatever asks.

    Raises:
        InvalidRequestError: Script gets an exception, or nothing is fetched.
    """
    return _BUILDERS[asked.api](asked, client, profile, parse)
