"""The HTTP cache, as far as it changes what a server sees (rfc9111, fetch#http-cache-partitions).

Private, one partition for each top-level site; nothing is evicted. Times are in seconds.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from email.utils import mktime_tz, parsedate_tz
from typing import TYPE_CHECKING

from corsac.core.fields import decode_and_split
from corsac.core.headers import Headers
from corsac.core.messages import WireResponse

if TYPE_CHECKING:
    from corsac.browser.state import Request

#: Statuses that are kept (rfc9110#section-15.1, those that servers send to GET).
STORED = frozenset({200, 203, 300, 301, 308, 404, 410})
#: Statuses that stay fresh until told otherwise.
PERMANENT = frozenset({301, 308, 410})
#: The part of a document's age for which it is taken to be fresh (rfc9111#section-4.2.2).
HEURISTIC = 0.1

_DIRECTIVE = re.compile(r"\s*([!#$%&'*+\-.^_`|~0-9A-Za-z]+)\s*(?:=\s*\"?([^\"]*)\"?)?\s*")
_UNREAD = frozenset({"no-store", "reload"})
_ANY_AGE = frozenset({"force-cache", "only-if-cached"})


@dataclass(frozen=True, slots=True)
class Stored:
    """A response in the cache: until when it is fresh, and the request headers that it varies by.

    `varied` holds (name, value) pairs; value None where the request had no such header.
    """

    response: WireResponse
    fresh_until: float
    varied: tuple[tuple[str, str | None], ...]


class HttpCache:
    """A private cache."""

    def __init__(self) -> None:
        self._stored: dict[tuple[str, str], Stored] = {}

    def find(self, request: Request, sent: Headers) -> Stored | None:
        """Give what is stored for a request, fresh or stale; None if nothing may be used.

        Args:
            request: Its method, URL, cache mode and page count.
            sent: The header lines that it would be sent with.
        """
        if request.method != "GET" or request.cache in _UNREAD or "range" in sent:
            return None
        stored = self._stored.get(_key(request))
        if stored is None or any(sent.get(name) != value for name, value in stored.varied):
            return None
        return stored

    def usable(self, stored: Stored, request: Request, now: float) -> bool:
        """Tell whether a stored response may be used without asking the server."""
        if request.cache in _ANY_AGE:
            return True
        return request.cache == "default" and now < stored.fresh_until

    def keep(self, request: Request, sent: Headers, response: WireResponse, now: float) -> None:
        """Store a response if it may be stored; a write to its URL removes it."""
        key = _key(request)
        if request.method not in {"GET", "HEAD", "OPTIONS"}:
            self._stored.pop(key, None)  # rfc9111#section-4.4
            return
        directives = _directives(response.headers)
        vary = response.headers.get("vary") or ""
        names = [name.strip().lower() for name in vary.split(",") if name.strip()]
        if (
            request.method != "GET"
            or request.cache == "no-store"
            or response.status not in STORED
            or "no-store" in directives
            or "*" in names
        ):
            return
        varied = tuple((name, sent.get(name)) for name in names)
        fresh = now + _lifetime(response, directives)
        self._stored[key] = Stored(response, fresh, varied)

    def refresh(self, request: Request, stored: Stored, answer: WireResponse, now: float) -> Stored:
        """Take a 304's headers over into what it validated (rfc9111#section-4.3.4)."""
        names = [name for name, _ in answer.headers if name.lower() != "content-length"]
        kept = stored.response.headers.without(*names)
        added = [line for line in answer.headers if line[0].lower() != "content-length"]
        old = stored.response
        response = WireResponse(
            old.status, old.reason, Headers((*kept, *added)), old.body, old.version
        )
        fresh = now + _lifetime(response, _directives(response.headers))
        renewed = Stored(response, fresh, stored.varied)
        self._stored[_key(request)] = renewed
        return renewed


def _key(request: Request) -> tuple[str, str]:
    return str(request.client.top), request.url.without_fragment


def _directives(headers: Headers) -> dict[str, str]:
    """Read Cache-Control."""
    value = headers.get("cache-control")
    if value is None:
        return {}
    found = (_DIRECTIVE.fullmatch(item) for item in decode_and_split(value))
    return {match[1].lower(): match[2] or "" for match in found if match}


def _lifetime(response: WireResponse, directives: dict[str, str]) -> float:
    """Give for how many seconds a response is fresh (rfc9111#section-4.2.1)."""
    if "no-cache" in directives:
        return 0.0
    age = response.headers.get("age") or ""
    passed = float(age) if age.isdecimal() else 0.0
    if directives.get("max-age", "").isdecimal():
        return float(directives["max-age"]) - passed
    date = _seconds(response.headers.get("date"))
    expires = _seconds(response.headers.get("expires"))
    if "expires" in response.headers:
        return 0.0 if expires is None or date is None else expires - date - passed
    if response.status in PERMANENT:
        return float("inf")
    modified = _seconds(response.headers.get("last-modified"))
    if modified is None or date is None:
        return 0.0
    return max(0.0, (date - modified) * HEURISTIC - passed)


def _seconds(value: str | None) -> float | None:
    parsed = None if value is None else parsedate_tz(value)
    return None if parsed is None else float(mktime_tz(parsed))
