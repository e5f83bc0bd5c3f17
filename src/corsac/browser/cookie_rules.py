"""What browsers do differently with cookies: one frozen value of switches for each engine."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum, StrEnum


class SameSite(StrEnum):
    """A cookie's SameSite attribute; `DEFAULT` where it has none, or one that means nothing."""

    STRICT = "Strict"
    LAX = "Lax"
    NONE = "None"
    DEFAULT = "Default"


class SameSiteMode(IntEnum):
    """How near a request is to the site that it goes to (fetch#determine-the-same-site-mode).

    Each mode also allows what those below it do.
    """

    UNSET_OR_LESS = 0
    LAX_OR_LESS = 1
    STRICT_OR_LESS = 2


class ThirdParty(StrEnum):
    """What becomes of cookies outside the site in the address bar.

    A partition is a jar of its own for each such site; it is what Firefox's total cookie
    protection does. Refused means that none is stored from another host than the page's, as
    libsoup has it; what is there goes along.
    """

    ALLOW = "allow"
    BLOCK = "block"
    PARTITION = "partition"
    REFUSE = "refuse"


class Order(StrEnum):
    """How cookies with paths of one length are ordered: by age, or host's first, then domains'."""

    CREATION = "creation"
    DOMAIN = "domain"


@dataclass(frozen=True, slots=True)
class CookieRules:
    """The switches; the defaults are the standard's (RFC 6265bis and Fetch).

    `default_same_site` stands in for a missing SameSite. `lax_unsafe_seconds` is how long a cookie
    without SameSite goes along on cross-site POST navigations. `schemeful`: http and https of one
    domain are two sites. `follows_redirects`: a redirect through another site makes a request
    cross-site. `top_host_is_near`: the address bar's own host is same-site, whoever asks and
    however the request came there. `opaque_is_cross_site`: an opaque origin is cross-site with
    everything; else only that of a `data:` page is. `none_needs_secure`: SameSite=None without
    Secure is refused. `secure_on_loopback`: Secure cookies live on http://localhost too.
    `prefixes`: cookies named `__Host-` or `__Secure-`, `__Http-` too, must keep what that promises;
    `prefix_on_loopback`: on http://localhost they can. `partitions`: the attribute Partitioned has
    an effect. `third_party` is a user's setting.
    """

    default_same_site: SameSite = SameSite.LAX
    lax_unsafe_seconds: float = 0
    schemeful: bool = True
    follows_redirects: bool = True
    top_host_is_near: bool = False
    opaque_is_cross_site: bool = True
    none_needs_secure: bool = True
    secure_on_loopback: bool = False
    prefixes: bool = True
    prefix_on_loopback: bool = False
    partitions: bool = True
    order: Order = Order.CREATION
    third_party: ThirdParty = ThirdParty.ALLOW


STANDARD = CookieRules()
"""RFC 6265bis and Fetch, to the letter where they leave no choice."""

CHROMIUM = CookieRules(
    lax_unsafe_seconds=120,
    follows_redirects=False,
    secure_on_loopback=True,
    prefix_on_loopback=True,
)
"""As recorded with Chromium 156."""

FIREFOX = CookieRules(
    default_same_site=SameSite.NONE,
    schemeful=False,
    secure_on_loopback=True,
    prefix_on_loopback=True,
)
"""As recorded with Firefox 153."""

WEBKIT = CookieRules(
    default_same_site=SameSite.NONE,
    schemeful=False,
    top_host_is_near=True,
    opaque_is_cross_site=False,
    none_needs_secure=False,
    prefixes=False,
    partitions=False,
    order=Order.DOMAIN,
)
"""As recorded with WebKitGTK 2.50, whose jar is libsoup's; Safari's is another."""
