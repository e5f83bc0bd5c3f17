"""A stored cookie, and why one is refused or withheld."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from corsac.browser.cookie_rules import SameSite

if TYPE_CHECKING:
    from corsac.browser.cookie_site import Partition


class CookieReason(StrEnum):
    """Why a cookie was refused when it was set, or withheld from a request to its domain."""

    #: Control characters, too long, or neither name nor value.
    MALFORMED = "malformed"
    #: Its Domain doesn't cover the host that set it.
    DOMAIN = "domain"
    #: Its Domain is a public suffix.
    PUBLIC_SUFFIX = "public-suffix"
    #: Secure, and the connection isn't.
    SECURE = "secure"
    #: It would replace a Secure cookie over an insecure connection.
    OVERWRITES_SECURE = "overwrites-secure"
    #: SameSite=None without Secure.
    NONE_WITHOUT_SECURE = "none-without-secure"
    #: Partitioned without Secure.
    PARTITIONED_WITHOUT_SECURE = "partitioned-without-secure"
    #: Named `__Host-` or `__Secure-` without what that promises.
    PREFIX = "prefix"
    #: SameSite=Strict in a request from another site.
    SAME_SITE_STRICT = "same-site-strict"
    #: SameSite=Lax, likewise.
    SAME_SITE_LAX = "same-site-lax"
    #: No SameSite, where that stands for Lax.
    SAME_SITE_DEFAULT = "same-site-default"
    #: The browser is set to block third-party cookies.
    THIRD_PARTY = "third-party"
    #: It belongs to another jar: that of another top-level site, or the common one.
    PARTITION = "partition"
    #: The URL's path isn't below the cookie's.
    PATH = "path"
    #: Its time is over.
    EXPIRED = "expired"


#: The reason that a SameSite attribute gives.
SAME_SITE_REASONS = {
    SameSite.STRICT: CookieReason.SAME_SITE_STRICT,
    SameSite.LAX: CookieReason.SAME_SITE_LAX,
    SameSite.DEFAULT: CookieReason.SAME_SITE_DEFAULT,
}


@dataclass(frozen=True, slots=True)
class Cookie:
    """A stored cookie (rfc6265bis#section-5.7).

    `expires` and `created` are in seconds since 1970; a session cookie has no `expires`.
    `partition` is the jar that it is in, None for the common one; `serial` counts cookies in the
    order of their creation.
    """

    name: str
    value: str
    domain: str
    host_only: bool
    path: str = "/"
    secure: bool = False
    http_only: bool = False
    same_site: SameSite = SameSite.DEFAULT
    partition: Partition | None = None
    expires: float | None = None
    created: float = 0
    serial: int = 0

    @property
    def pair(self) -> str:
        """How it stands in a Cookie header; a cookie without a name is its value alone."""
        return f"{self.name}={self.value}" if self.name else self.value

    @property
    def key(self) -> object:
        """What makes a newer cookie replace it."""
        return self.name, self.domain, self.host_only, self.path, self.partition


@dataclass(frozen=True, slots=True)
class Withheld:
    """A cookie of the URL's domain that didn't go along, and everything that spoke against it."""

    cookie: Cookie
    reasons: tuple[CookieReason, ...]


@dataclass(frozen=True, slots=True)
class Selection:
    """The cookies that go along, in order, and those that were withheld."""

    sent: tuple[Cookie, ...] = ()
    withheld: tuple[Withheld, ...] = ()

    @property
    def header(self) -> str | None:
        """The Cookie header's value; None where there is none."""
        return "; ".join(cookie.pair for cookie in self.sent) or None
