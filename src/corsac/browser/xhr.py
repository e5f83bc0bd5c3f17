"""XMLHttpRequest: open(), setRequestHeader() and send() become a request (xhr#the-send-method)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corsac.browser.body import implied_type
from corsac.browser.fetch_api import InvalidRequestError
from corsac.browser.state import Credentials, Mode, Request
from corsac.core.fields import is_token
from corsac.core.headers import Headers
from corsac.core.methods import is_forbidden, normalize
from corsac.core.mime import parse_mime_type
from corsac.core.origin import origin_of_url
from corsac.core.request_headers import combined, first_invalid, script_headers

if TYPE_CHECKING:
    from corsac.browser.client import Client
    from corsac.browser.profile import Profile
    from corsac.browser.request import PageRequest
    from corsac.core.url import ParseUrl

_BODILESS = frozenset({"GET", "HEAD"})


def build_xhr(asked: PageRequest, client: Client, profile: Profile, parse: ParseUrl) -> Request:
    """Make the request that send() fetches.

    Raises:
        InvalidRequestError: open() or send() throws.
    """
    method = asked.method or "GET"
    if not is_token(method):
        raise InvalidRequestError(f"{method!r} is not a method")
    if is_forbidden(method):
        raise InvalidRequestError(f"method {method} is forbidden to script")
    url = parse(asked.url, client.url)
    if url is None:
        raise InvalidRequestError(f"{asked.url!r} is not a URL")
    request = Request(asked.api, client, [url], [origin_of_url(url, parse)])
    request.method = normalize(method)
    request.mode = Mode.CORS
    request.unsafe = True
    request.credentials = Credentials.INCLUDE if asked.with_credentials else Credentials.SAME_ORIGIN
    valid = [pair for pair in asked.headers if first_invalid([pair]) is None]
    request.headers = Headers(combined(script_headers(valid)))
    if asked.body is not None and request.method not in _BODILESS:
        request.body = asked.body.data
        type_ = implied_type(asked.body)
        if type_ and profile.drops_bad_blob_types and parse_mime_type(type_) is None:
            type_ = None
        if type_ is not None and "content-type" not in request.headers:
            request.headers = request.headers.with_line("Content-Type", type_)
            request.implied_type = True
    listens = asked.upload_listener and (request.body is not None or profile.listener_without_body)
    request.use_preflight = listens
    return request
