"""Elements, EventSource, sendBeacon() and workers: the requests that they make.

What `crossorigin` means is html#create-a-potential-cors-request and
html#cors-settings-attributes.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from corsac.browser.body import implied_type
from corsac.browser.fetch_api import InvalidRequestError
from corsac.browser.request import Api
from corsac.browser.state import Credentials, Mode, Request
from corsac.core.headers import Headers
from corsac.core.origin import origin_of_url
from corsac.core.request_headers import no_cors_headers

if TYPE_CHECKING:
    from corsac.browser.client import Client
    from corsac.browser.profile import Profile
    from corsac.browser.request import PageRequest
    from corsac.core.url import ParseUrl

_IMAGES = "image/avif,image/webp,image/png,image/svg+xml,image/*;q=0.8,*/*;q=0.5"


@dataclass(frozen=True, slots=True)
class Element:
    """What kind of request an initiator makes: `mode` holds where there is no `crossorigin`."""

    destination: str
    mode: Mode = Mode.NO_CORS
    accept: str = "*/*"


#: Initiator → its request.
ELEMENTS = {
    Api.IMG: Element("image", accept=_IMAGES),
    Api.SCRIPT: Element("script"),
    Api.MODULE: Element("script", Mode.CORS),
    Api.IMPORT: Element("script", Mode.CORS),
    Api.STYLE: Element("style", accept="text/css,*/*;q=0.1"),
    Api.FONT: Element("font", Mode.CORS),
    Api.VIDEO: Element("video"),
    Api.AUDIO: Element("audio"),
    Api.TRACK: Element("track", Mode.SAME_ORIGIN),
    Api.EVENTSOURCE: Element("", Mode.CORS, "text/event-stream"),
    Api.WORKER: Element("worker", Mode.SAME_ORIGIN),
    Api.BEACON: Element("", Mode.CORS),
}


def build_element(asked: PageRequest, client: Client, profile: Profile, parse: ParseUrl) -> Request:
    """Make the request of an element or of EventSource.

    Raises:
        InvalidRequestError: Its URL is none.
    """
    element = ELEMENTS[asked.api]
    url = parse(asked.url, client.url)
    if url is None:
        raise InvalidRequestError(f"{asked.url!r} is not a URL")
    request = Request(asked.api, client, [url], [origin_of_url(url, parse)])
    request.destination = element.destination
    request.headers = Headers((("Accept", element.accept),))
    request.integrity = asked.integrity or ""
    request.worker_type = asked.worker_type or "classic"
    request.referrer_policy = asked.referrer_policy or ""
    request.mode = Mode.NO_CORS if asked.api in profile.no_cors_elements else element.mode
    if asked.crossorigin is not None:
        request.mode = Mode.CORS
        request.crossorigin = True
    credentialed = asked.with_credentials or asked.crossorigin == "use-credentials"
    if credentialed or request.mode == Mode.NO_CORS:
        request.credentials = Credentials.INCLUDE
    return request


def build_beacon(asked: PageRequest, client: Client, profile: Profile, parse: ParseUrl) -> Request:
    """Make the request of navigator.sendBeacon() (beacon#sendbeacon-method).

    Raises:
        InvalidRequestError: Its URL is none.
    """
    request = build_element(asked, client, profile, parse)
    request.method = "POST"
    request.keepalive = True
    request.unsafe = True
    request.credentials = Credentials.INCLUDE
    type_ = None if asked.body is None else implied_type(asked.body)
    request.body = b"" if asked.body is None else asked.body.data
    if type_ is not None:
        request.headers = request.headers.with_line("Content-Type", type_)
    if type_ is None or no_cors_headers([("Content-Type", type_)]):
        request.mode = Mode.NO_CORS
    return request
