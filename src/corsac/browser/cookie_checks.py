"""What a cookie has to pass to be stored, and to go along."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corsac.browser.cookie import SAME_SITE_REASONS, CookieReason
from corsac.browser.cookie_rules import SameSite, SameSiteMode, ThirdParty
from corsac.browser.cookie_site import (
    domain_matches,
    is_secure,
    partition_of,
    path_matches,
    same_site_mode,
)
from corsac.core.site import public_suffix

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from corsac.browser.cookie import Cookie
    from corsac.browser.cookie_rules import CookieRules
    from corsac.browser.cookie_site import CookieContext, Partition
    from corsac.core.url import Url

_PREFIXES = ("__secure-", "__host-", "__http-")
_NEEDED_MODE = {
    SameSite.STRICT: SameSiteMode.STRICT_OR_LESS,
    SameSite.LAX: SameSiteMode.LAX_OR_LESS,
    SameSite.DEFAULT: SameSiteMode.LAX_OR_LESS,
    SameSite.NONE: SameSiteMode.UNSET_OR_LESS,
}


class Delivery:
    """One request, as the checks see it: computed once, asked for each cookie.

    Args:
        url: Where the request goes.
        context: The request.
        rules: The engine's switches.
    """

    __slots__ = ("context", "host", "mode", "partition", "rules", "secure", "url")

    def __init__(self, url: Url, context: CookieContext, rules: CookieRules) -> None:
        self.url = url
        self.host = url.host or ""
        self.context = context
        self.rules = rules
        self.mode = same_site_mode(url, context, rules)
        self.partition = partition_of(url, context, rules)
        self.secure = is_secure(url, loopback=rules.secure_on_loopback)

    def concerns(self, cookie: Cookie) -> bool:
        """Tell whether the cookie's domain is the URL's."""
        if cookie.host_only:
            return cookie.domain == self.host
        return domain_matches(self.host, cookie.domain)

    def objections(self, cookie: Cookie, now: float) -> Iterator[CookieReason]:
        """Name everything that keeps a cookie from going along (rfc6265bis#section-5.8.3)."""
        if cookie.expires is not None and cookie.expires <= now:
            yield CookieReason.EXPIRED
        if not path_matches(self.url.path, cookie.path):
            yield CookieReason.PATH
        if cookie.secure and not self.secure:
            yield CookieReason.SECURE
        if not self._near_enough(cookie, now):
            yield SAME_SITE_REASONS[cookie.same_site]
        if reason := self._wrong_jar(cookie.partition):
            yield reason

    def refusal(self, cookie: Cookie, stored: Iterable[Cookie]) -> CookieReason | None:
        """Name what keeps a cookie from being stored (rfc6265bis#section-5.7)."""
        if not self.concerns(cookie):
            return CookieReason.DOMAIN
        if not cookie.host_only and is_public(cookie.domain):
            return CookieReason.PUBLIC_SUFFIX
        if cookie.secure and not self.secure:
            return CookieReason.SECURE
        if not self._keeps_promise(cookie):
            return CookieReason.PREFIX
        if cookie.same_site is SameSite.NONE and self.rules.none_needs_secure and not cookie.secure:
            return CookieReason.NONE_WITHOUT_SECURE
        if not (self.mode is SameSiteMode.STRICT_OR_LESS or self.context.navigation) and (
            self._effective(cookie) is not SameSite.NONE
        ):
            return SAME_SITE_REASONS[cookie.same_site]
        if not (cookie.secure or self.secure) and any(_shadows(cookie, older) for older in stored):
            return CookieReason.OVERWRITES_SECURE
        elsewhere = self.url.host != self.context.top_level.host
        if self.rules.third_party is ThirdParty.REFUSE and elsewhere:
            return CookieReason.THIRD_PARTY
        return self._wrong_jar(cookie.partition)

    def jar(self, *, partitioned: bool) -> Partition | None:
        """Give the partition that a new cookie goes to.

        Args:
            partitioned: Whether it has that attribute.
        """
        alone = partitioned and self.rules.partitions
        if self.partition.third_party and self.rules.third_party is ThirdParty.PARTITION:
            alone = True
        return self.partition if alone else None

    def _effective(self, cookie: Cookie) -> SameSite:
        if cookie.same_site is SameSite.DEFAULT:
            return self.rules.default_same_site
        return cookie.same_site

    def _near_enough(self, cookie: Cookie, now: float) -> bool:
        """Tell whether the request's same-site mode lets a cookie go along."""
        if self.mode >= _NEEDED_MODE[self._effective(cookie)]:
            return True
        # Sign-on pages come back by POST (rfc6265bis#section-5.6.7.2).
        fresh = now - cookie.created <= self.rules.lax_unsafe_seconds
        return cookie.same_site is SameSite.DEFAULT and self.context.navigation and fresh

    def _wrong_jar(self, partition: Partition | None) -> CookieReason | None:
        """Name what keeps a request from a jar: its partition, or the user's setting."""
        if partition is not None:
            return None if partition == self.partition else CookieReason.PARTITION
        lenient = self.rules.third_party in {ThirdParty.ALLOW, ThirdParty.REFUSE}
        if lenient or not self.partition.third_party:
            return None
        blocked = self.rules.third_party is ThirdParty.BLOCK
        return CookieReason.THIRD_PARTY if blocked else CookieReason.PARTITION

    def _keeps_promise(self, cookie: Cookie) -> bool:
        """Tell whether a cookie is what its name's prefix says (rfc6265bis#section-4.1.3)."""
        # A cookie without a name is sent as its value: that must not look like a prefix either.
        shown = (cookie.name or cookie.value).lower()
        if not self.rules.prefixes or not shown.startswith(_PREFIXES):
            return True
        if not cookie.name or not cookie.secure:
            return False
        if not is_secure(self.url, loopback=self.rules.prefix_on_loopback):
            return False
        if shown.startswith(("__http-", "__host-http-")) and not cookie.http_only:
            return False
        hosted = shown.startswith("__host-")
        return not hosted or (cookie.host_only and cookie.path == "/")


def is_public(domain: str) -> bool:
    """Tell whether strangers share a domain: whether it is a public suffix."""
    suffix = public_suffix(domain)
    return suffix is not None and suffix.name == domain


def _shadows(cookie: Cookie, older: Cookie) -> bool:
    """Tell whether a cookie would hide an older one that is Secure (rfc6265bis#section-5.7.16)."""
    return (
        older.secure
        and older.name == cookie.name
        and (
            domain_matches(older.domain, cookie.domain)
            or domain_matches(cookie.domain, older.domain)
        )
        and path_matches(cookie.path, older.path)
    )
