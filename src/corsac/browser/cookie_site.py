"""How near a request is to the site whose cookies it could carry."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from corsac.browser.cookie_rules import SameSiteMode
from corsac.core.host import is_ip_address, is_loopback_host
from corsac.core.origin import Origin
from corsac.core.site import Site, same_site, schemelessly_same_site, site_of

if TYPE_CHECKING:
    from corsac.browser.cookie_rules import CookieRules
    from corsac.core.url import Url

#: A WebSocket's handshake is an HTTP request.
_HTTP_SCHEMES = {"ws": "http", "wss": "https"}


@dataclass(frozen=True, slots=True)
class CookieContext:
    """The request that cookies go along with.

    `origin` is the request's origin, whatever redirects did to it; `top_level` that of the page in
    the address bar. `cross_site_ancestor`: a frame between the two is of another site.
    `cross_site_redirect`: redirects led over another site (fetch#concept-request-tainted-origin).
    `from_data`: the page is a `data:` URL, or gone. `navigation`: it is the address bar's page
    itself that is asked for; `safe_method` matters only to that.
    """

    origin: Origin
    top_level: Origin
    cross_site_ancestor: bool = False
    cross_site_redirect: bool = False
    from_data: bool = False
    navigation: bool = False
    safe_method: bool = True


@dataclass(frozen=True, slots=True)
class Partition:
    """A jar of its own: the site in the address bar, and whether the request was third-party."""

    top_level: Site
    third_party: bool


def is_first_party(url: Url, context: CookieContext, rules: CookieRules) -> bool:
    """Tell whether the URL, who asks and the address bar are of one site."""
    alike = same_site if rules.schemeful else schemelessly_same_site
    target = Origin(_HTTP_SCHEMES.get(url.scheme, url.scheme), url.host or "", url.port)
    asking = context.origin
    if asking.is_opaque and not rules.opaque_is_cross_site and not context.from_data:
        asking = context.top_level
    if not alike(asking, target):
        return False
    if context.navigation:
        return True
    return not context.cross_site_ancestor and alike(context.top_level, target)


def same_site_mode(url: Url, context: CookieContext, rules: CookieRules) -> SameSiteMode:
    """Give the request's same-site mode (fetch#determine-the-same-site-mode)."""
    if rules.top_host_is_near and url.host == context.top_level.host:
        return SameSiteMode.STRICT_OR_LESS
    detour = rules.follows_redirects and context.cross_site_redirect
    if not detour and is_first_party(url, context, rules):
        return SameSiteMode.STRICT_OR_LESS
    if context.navigation and context.safe_method:
        return SameSiteMode.LAX_OR_LESS
    return SameSiteMode.UNSET_OR_LESS


def partition_of(url: Url, context: CookieContext, rules: CookieRules) -> Partition:
    """Give the jar that partitioned cookies of this request are in."""
    first_party = context.navigation or is_first_party(url, context, rules)
    return Partition(site_of(context.top_level), not first_party)


def is_secure(url: Url, *, loopback: bool) -> bool:
    """Tell whether the connection to a URL counts as secure.

    Args:
        url: Where the request goes.
        loopback: Whether http://localhost does.
    """
    if url.scheme in {"https", "wss"}:
        return True
    return loopback and is_loopback_host(url.host or "")


def domain_matches(host: str, domain: str) -> bool:
    """Tell whether a host is a domain or lies below it (rfc6265bis#section-5.1.3)."""
    if host == domain:
        return True
    return host.endswith(f".{domain}") and not is_ip_address(host)


def path_matches(path: str, prefix: str) -> bool:
    """Tell whether a URL's path is a cookie's or lies below it (rfc6265bis#section-5.1.4)."""
    if not path.startswith(prefix):
        return False
    return len(path) == len(prefix) or prefix.endswith("/") or path[len(prefix)] == "/"


def default_path(path: str) -> str:
    """Give the path of a cookie that names none: the URL's directory (rfc6265bis#section-5.1.4)."""
    return path[: path.rfind("/")] or "/"
