"""The cookie jar (rfc6265bis#section-5.7), with each engine's rules."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from corsac.browser.cookie import Cookie, CookieReason, Selection, Withheld
from corsac.browser.cookie_checks import Delivery, is_public
from corsac.browser.cookie_rules import STANDARD, CookieRules, Order, SameSite
from corsac.browser.cookie_site import default_path
from corsac.browser.set_cookie import parse_set_cookie

if TYPE_CHECKING:
    from corsac.browser.cookie_site import CookieContext
    from corsac.browser.set_cookie import SetCookie
    from corsac.core.url import Url

#: No cookie lives longer, in seconds: 400 days (rfc6265bis#section-5.5).
MAX_LIFETIME = 400 * 86400.0


class CookieJar:
    """A browser's cookies. Times are arguments, in seconds since 1970.

    Args:
        rules: What the engine does, and the user's third-party setting.
    """

    __slots__ = ("_cookies", "_serial", "rules")

    def __init__(self, rules: CookieRules = STANDARD) -> None:
        self.rules = rules
        self._cookies: dict[object, Cookie] = {}
        self._serial = 0

    def __len__(self) -> int:
        return len(self._cookies)

    def put(
        self,
        host: str,
        name: str,
        value: str,
        *,
        same_site: SameSite = SameSite.DEFAULT,
        secure: bool = False,
        domain: str | None = None,
        path: str = "/",
    ) -> CookieReason | None:
        """Put a session cookie in, as a browser's cookie manager does: no request is involved.

        Args:
            host: The host that it is for.
            name: Its name.
            value: Its value.
            same_site: Its SameSite attribute.
            secure: Whether it has the attribute Secure.
            domain: Its Domain attribute, with or without a leading dot; None for the host alone.
            path: Its path.

        Returns:
            Why it was refused, None if it wasn't.
        """
        if same_site is SameSite.NONE and self.rules.none_needs_secure and not secure:
            return CookieReason.NONE_WITHOUT_SECURE
        owner = host if domain is None else domain.removeprefix(".")
        self._keep(
            Cookie(name, value, owner, domain is None, path, secure=secure, same_site=same_site)
        )
        return None

    def store(self, line: str, url: Url, context: CookieContext, now: float) -> CookieReason | None:
        """Receive a Set-Cookie line; one that has expired removes its cookie.

        Args:
            line: The header's value, isomorphic-decoded.
            url: Whose response it stood in.
            context: The request.
            now: The time.

        Returns:
            Why it was refused, None if it wasn't.
        """
        parsed = parse_set_cookie(line)
        if parsed is None:
            return CookieReason.MALFORMED
        if parsed.partitioned and self.rules.partitions and not parsed.secure:
            return CookieReason.PARTITIONED_WITHOUT_SECURE
        delivery = Delivery(url, context, self.rules)
        cookie = _cookie(parsed, delivery, now)
        refusal = delivery.refusal(cookie, self._cookies.values())
        if refusal is None:
            self._keep(cookie)
            if cookie.expires is not None and cookie.expires <= now:
                del self._cookies[cookie.key]
        return refusal

    def select(self, url: Url, context: CookieContext, now: float) -> Selection:
        """Choose the cookies for a request (rfc6265bis#section-5.8.3).

        Args:
            url: Where it goes.
            context: The request.
            now: The time.
        """
        if not self._cookies:
            return Selection()
        delivery = Delivery(url, context, self.rules)
        sent: list[Cookie] = []
        withheld: list[Withheld] = []
        for cookie in filter(delivery.concerns, self._cookies.values()):
            if reasons := tuple(delivery.objections(cookie, now)):
                withheld.append(Withheld(cookie, reasons))
            else:
                sent.append(cookie)
        sent.sort(key=self._rank)
        return Selection(tuple(sent), tuple(withheld))

    def header(self, url: Url, context: CookieContext, now: float) -> str | None:
        """Give the Cookie header's value, None where there is none; `select` says why."""
        return self.select(url, context, now).header

    def _keep(self, cookie: Cookie) -> None:
        """Put a cookie in the place of the one that it replaces, whose age it keeps."""
        older = self._cookies.get(cookie.key)
        self._serial += 1
        created, serial = (
            (cookie.created, self._serial) if older is None else (older.created, older.serial)
        )
        self._cookies[cookie.key] = replace(cookie, created=created, serial=serial)

    def _rank(self, cookie: Cookie) -> tuple[int, int, bool, int]:
        """Sort by path, the longest first; then by age, or by domain, the longest first."""
        if self.rules.order is Order.CREATION:
            return -len(cookie.path), 0, False, cookie.serial
        return -len(cookie.path), -len(cookie.domain), cookie.host_only, cookie.serial


def _cookie(parsed: SetCookie, delivery: Delivery, now: float) -> Cookie:
    """Make the cookie that a Set-Cookie line asks for."""
    domain = parsed.domain or delivery.host
    # The host of a public suffix may have cookies of its own (rfc6265bis#section-5.7.9).
    host_only = parsed.domain is None or (domain == delivery.host and is_public(domain))
    expires = now + parsed.max_age if parsed.max_age is not None else parsed.expires
    return Cookie(
        name=parsed.name,
        value=parsed.value,
        domain=domain,
        host_only=host_only,
        path=parsed.path or default_path(delivery.url.path),
        secure=parsed.secure,
        http_only=parsed.http_only,
        same_site=parsed.same_site,
        partition=delivery.jar(partitioned=parsed.partitioned),
        expires=None if expires is None else min(expires, now + MAX_LIFETIME),
        created=now,
    )
