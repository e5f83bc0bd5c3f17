"""fetch(): its arguments become a request, or a TypeError (fetch#dom-request)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corsac.browser.body import implied_type
from corsac.browser.profile import Streams
from corsac.browser.referrer import POLICIES
from corsac.browser.request import Body, BodyKind
from corsac.browser.state import Credentials, Mode, Redirect, Request
from corsac.core.fields import is_token
from corsac.core.headers import Headers
from corsac.core.methods import is_forbidden, is_safelisted, normalize
from corsac.core.origin import origin_of_url
from corsac.core.request_headers import first_invalid, no_cors_headers, script_headers

if TYPE_CHECKING:
    from corsac.browser.client import Client
    from corsac.browser.profile import Profile
    from corsac.browser.request import PageRequest
    from corsac.core.url import ParseUrl, Url

MODES = frozenset({"cors", "no-cors", "same-origin"})
CREDENTIALS = frozenset(Credentials)
REDIRECTS = frozenset(Redirect)
CACHES = frozenset({"default", "no-store", "reload", "no-cache", "force-cache", "only-if-cached"})
_BODILESS = frozenset({"GET", "HEAD"})


class InvalidRequestError(ValueError):
    """What script gets as an exception before anything is sent: the argument that is wrong."""


def build_fetch(asked: PageRequest, client: Client, profile: Profile, parse: ParseUrl) -> Request:
    """Make the request of a fetch() call (fetch#dom-request, fetch#fetch-method).

    Raises:
        InvalidRequestError: fetch() rejects with a TypeError.
    """
    url = _url(asked.url, client, parse)
    request = Request(asked.api, client, [url], [origin_of_url(url, parse)])
    request.mode = Mode(_choice("mode", asked.mode, MODES, "cors"))
    request.credentials = Credentials(
        _choice("credentials", asked.credentials, CREDENTIALS, "same-origin")
    )
    request.redirect = Redirect(_choice("redirect", asked.redirect, REDIRECTS, "follow"))
    request.cache = _choice("cache", asked.cache, CACHES, "default")
    request.referrer_policy = _choice("referrerPolicy", asked.referrer_policy, POLICIES | {""}, "")
    request.integrity = asked.integrity or ""
    request.keepalive = asked.keepalive
    request.address_space = asked.target_address_space or ""
    request.unsafe = True
    if request.cache == "only-if-cached" and request.mode != Mode.SAME_ORIGIN:
        raise InvalidRequestError("cache 'only-if-cached' needs mode 'same-origin'")
    request.method = _method(asked.method, request.mode)
    request.headers = _headers(asked, request.mode)
    _add_body(request, asked, profile)
    return request


def _url(text: str, client: Client, parse: ParseUrl) -> Url:
    url = parse(text, client.url)
    if url is None:
        raise InvalidRequestError(f"{text!r} is not a URL")
    if url.includes_credentials:
        raise InvalidRequestError("the URL includes a username or password")
    return url


def _choice(field: str, value: str | None, allowed: frozenset[str], default: str) -> str:
    if value is None:
        return default
    if value not in allowed:
        raise InvalidRequestError(f"{field}: {value!r} is none of {', '.join(sorted(allowed))}")
    return value


def _method(value: str | None, mode: Mode) -> str:
    if value is None:
        return "GET"
    if not is_token(value):
        raise InvalidRequestError(f"{value!r} is not a method")
    if is_forbidden(value):
        raise InvalidRequestError(f"method {value} is forbidden to script")
    method = normalize(value)
    if mode == Mode.NO_CORS and not is_safelisted(method):
        raise InvalidRequestError(f"method {method} needs CORS: mode is no-cors")
    return method


def _headers(asked: PageRequest, mode: Mode) -> Headers:
    """Fill a Headers object (fetch#concept-headers-append)."""
    bad = first_invalid(asked.headers)
    if bad is not None:
        raise InvalidRequestError(f"header {bad[0]!r} has a bad name or value")
    pairs = script_headers(asked.headers)
    return Headers(no_cors_headers(pairs) if mode == Mode.NO_CORS else pairs)


def _add_body(request: Request, asked: PageRequest, profile: Profile) -> None:
    """Extract the body (fetch#dom-request, steps on init["body"])."""
    body = asked.body
    if body is None:
        return
    if request.method in _BODILESS:
        raise InvalidRequestError(f"a {request.method} request can't have a body")
    request.body = body.data
    type_ = implied_type(body)
    if body.kind is BodyKind.STREAM:
        if profile.streams is Streams.REFUSED:
            raise InvalidRequestError("this engine can't send a stream")
        if profile.streams is Streams.TEXT:
            type_ = implied_type(Body(BodyKind.TEXT))
            request.body = b"[object ReadableStream]"
        elif request.mode == Mode.NO_CORS:
            raise InvalidRequestError("a stream as body needs mode 'cors' or 'same-origin'")
        else:
            request.stream = request.use_preflight = True
    if type_ is None or "content-type" in request.headers:
        return
    line = ("Content-Type", type_)
    if request.mode != Mode.NO_CORS or no_cors_headers([line]):
        request.headers = request.headers.with_line(*line)
