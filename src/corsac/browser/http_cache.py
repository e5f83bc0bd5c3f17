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
from corsac.core.statuses import is_redirect

if TYPE_CHECKING:
    from corsac.browser.state import Request

#: Statuses that are kept (rfc9110#section-15.1, those that servers send to GET).
STORED = frozenset({200, 203, 300, 301, 308, 404, 410})
#: Redirects that are kept only if they say for how long.
TEMPORARY = frozenset({302, 307})
#: Statuses that stay fresh until told otherwise.
PERMANENT = frozenset({301, 308, 410})
#: The part of a document's age for which it is taken to be fresh (rfc9111#section-4.2.2).
HEURISTIC = 0.1

_DIRECTIVE = re.compile(r"\s*([!#$%&'*+\-.^_`|~0-9A-Za-z]+)\s*(?:=\s*\"?([^\"]*)\"?)?\s*")
_UNREAD = frozenset({"no-store", "reload"})
_ANY_AGE = frozenset({"force-cache", "only-if-cached"})


@dataclass(frozen=True, slots=True)
class CacheRules:
    """What rfc9111 leaves open.

    `by_credentials`: what came without credentials is kept apart, and writes remove only what came
    with them. `answers_heads`: what a GET brought answers a HEAD. `vary_revalidates`: what varies
    in another way is asked for with its ETag. `keeps_redirects`: those without an age, too.
    `keeps_found`: temporary redirects that say for how long.
    """

    by_credentials: bool = False
    answers_heads: bool = False
    vary_revalidates: bool = True
    keeps_redirects: bool = True
    keeps_found: bool = True


@dataclass(frozen=True, slots=True)
class Stored:
    """A response in the cache: until when it is fresh, and the request headers that it varies by.

    `varied` holds (name, value) pairs; value None where the request had no such header.
    """

    response: WireResponse
    fresh_until: float
    varied: tuple[tuple[str, str | None], ...]


class HttpCache:
    """A private cache.

    Args:
        rules: An engine's ways with it.
    """

    def __init__(self, rules: CacheRules | None = None) -> None:
        self._stored: dict[tuple[str, str, bool], Stored] = {}
        self._rules = rules or CacheRules()
        self._methods = frozenset({"GET", "HEAD"} if self._rules.answers_heads else {"GET"})

    def find(self, request: Request, sent: Headers) -> Stored | None:
        """Give what is stored for a request, fresh or stale; None if nothing may be used.

        Args:
            request: Its method, URL, cache mode and page count.
            sent: The header lines that it would be sent with.
        """
        if request.method not in self._methods or request.cache in _UNREAD or "range" in sent:
            return None
        stored = self._stored.get(self._key(request))
        if stored is None or _fits(stored, sent):
            return stored
        asks = self._rules.vary_revalidates and "etag" in stored.response.headers
        return stored if asks else None

    def usable(self, stored: Stored, request: Request, sent: Headers, now: float) -> bool:
        """Tell whether a stored response may be used without asking the server."""
        if not _fits(stored, sent):
            return False
        if request.cache in _ANY_AGE:
            return True
        return request.cache == "default" and now < stored.fresh_until

    def keep(self, request: Request, sent: Headers, response: WireResponse, now: float) -> None:
        """Store a response if it may be stored; a write to its URL removes it."""
        key = self._key(request)
        if request.method not in {"GET", "HEAD", "OPTIONS"}:
            key = (*key[:2], self._rules.by_credentials)
            self._stored.pop(key, None)  # rfc9111#section-4.4
            return
        directives = _directives(response.headers)
        vary = response.headers.get("vary") or ""
        names = [name.strip().lower() for name in vary.split(",") if name.strip()]
        if (
            request.method != "GET"
            or request.cache == "no-store"
            or response.status not in self._kept(directives)
            or "no-store" in directives
        ):
            return
        varied = tuple((name, sent.get(name)) for name in names)
        fresh = now + self._lifetime(response, directives)
        self._stored[key] = Stored(response, fresh, varied)

    def drop(self, request: Request) -> None:
        """Forget what is stored for a request."""
        self._stored.pop(self._key(request), None)

    def restore(self, request: Request, stored: Stored | None) -> None:
        """Put back what was stored for a request before its latest response."""
        self.drop(request)
        if stored is not None:
            self._stored[self._key(request)] = stored

    def peek(self, request: Request) -> Stored | None:
        """Give what is stored for a request, whether it may be used or not."""
        return self._stored.get(self._key(request))

    def _kept(self, directives: dict[str, str]) -> frozenset[int]:
        """Give the statuses that are kept: redirects for a while too, if they say for how long."""
        return STORED | TEMPORARY if self._rules.keeps_found and "max-age" in directives else STORED

    def _lifetime(self, response: WireResponse, directives: dict[str, str]) -> float:
        if is_redirect(response.status) and not self._rules.keeps_redirects and not directives:
            return 0.0
        return _lifetime(response, directives)

    def refresh(self, request: Request, stored: Stored, answer: WireResponse, now: float) -> Stored:
        """Take a 304's headers over into what it validated (rfc9111#section-4.3.4)."""
        names = [name for name, _ in answer.headers if name.lower() != "content-length"]
        kept = stored.response.headers.without(*names)
        added = [line for line in answer.headers if line[0].lower() != "content-length"]
        old = stored.response
        response = WireResponse(
            old.status, old.reason, Headers((*kept, *added)), old.body, old.version
        )
        fresh = now + self._lifetime(response, _directives(response.headers))
        renewed = Stored(response, fresh, stored.varied)
        self._stored[self._key(request)] = renewed
        return renewed

    def _key(self, request: Request) -> tuple[str, str, bool]:
        apart = self._rules.by_credentials and request.credentialed
        return str(request.client.top), request.url.without_fragment, apart


def _fits(stored: Stored, sent: Headers) -> bool:
    """Tell whether a request says the same in all that a response varies by."""
    return all(name != "*" and sent.get(name) == value for name, value in stored.varied)


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
