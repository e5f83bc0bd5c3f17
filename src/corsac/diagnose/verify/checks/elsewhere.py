"""What is lost behind a proxy: redirects past it, and cookies that no browser keeps or sends."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from corsac.browser.cookie import CookieReason
from corsac.browser.cookie_rules import CookieRules, SameSite
from corsac.browser.cookie_site import CookieContext
from corsac.browser.cookies import CookieJar
from corsac.browser.set_cookie import parse_set_cookie
from corsac.browser.url import parse_url
from corsac.core.address import AddressSpace, address_space
from corsac.core.findings import Text
from corsac.core.host import is_loopback_host
from corsac.core.origin import Origin, origin_of_url, parse_origin, serialize
from corsac.core.site import same_site
from corsac.core.statuses import is_redirect
from corsac.diagnose.verify.asks import request
from corsac.diagnose.verify.check import Check, Fault, Level, each
from corsac.diagnose.verify.samples import STRANGER

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corsac.browser.set_cookie import SetCookie
    from corsac.core.messages import WireResponse
    from corsac.core.url import Url
    from corsac.diagnose.verify.check import Ask, Seen
    from corsac.diagnose.verify.ground import Ground, Place

_LOCATION: Final = "Location"
_SET_COOKIE: Final = "Set-Cookie"
#: Names that mean something inside a house alone.
_INNER_SUFFIXES: Final = (".internal", ".local", ".lan", ".svc", ".localdomain")
#: The most lenient browser, for a page of the server's own: what this refuses, all refuse.
_LENIENT: Final = CookieRules(
    default_same_site=SameSite.NONE, secure_on_loopback=True, prefix_on_loopback=True
)
_REFUSED: Final = {
    CookieReason.DOMAIN: "the cookie {name} is for {domain}, and this is {host}",
    CookieReason.PUBLIC_SUFFIX: "the cookie {name} is for {domain}, where strangers live too",
    CookieReason.SECURE: "the cookie {name} is Secure, and this is plain http",
    CookieReason.PREFIX: "the cookie {name} has not what the beginning of its name promises",
    CookieReason.NONE_WITHOUT_SECURE: "the cookie {name} has SameSite=None without Secure",
    CookieReason.PARTITIONED_WITHOUT_SECURE: "the cookie {name} is Partitioned without Secure",
}
#: What a server on plain http inside a house, before a proxy with TLS, may rightly set.
_FOR_OUTSIDE: Final = frozenset({CookieReason.SECURE, CookieReason.PREFIX})


def is_inner(host: str) -> bool:
    """Tell whether a serialised host means something on this machine, or in this network, alone."""
    name = host.removesuffix(".")
    if is_loopback_host(host) or name.endswith(_INNER_SUFFIXES):
        return True
    space = address_space(name)
    return "." not in name if space is None else space is not AddressSpace.PUBLIC


def _pages(ground: Ground) -> Iterator[Ask]:
    """Ask for each page as everybody who is let in; as a stranger where nobody is."""
    for place in ground.pages:
        for origin in place.allowed or (STRANGER,):
            credentials = place.credentials and origin in place.allowed
            yield request(ground, place, origin, credentials=credentials)


def _judge_moved(seen: Seen, response: WireResponse) -> Iterator[Fault]:
    """Find a redirect to the system behind this one, or back to plain http."""
    location = response.headers.get(_LOCATION)
    here = parse_url(seen.ask.place.url)
    if here is None or location is None or not is_redirect(response.status):
        return
    there = parse_url(location, here)
    if there is None or there.scheme not in {"http", "https"} or not _goes_past(here, there):
        return
    where = serialize(origin_of_url(there))
    message = Text.of("the redirect leads to {where}, past this server", where=where)
    yield Fault(seen, message, _LOCATION)


def _goes_past(here: Url, there: Url) -> bool:
    one, other = origin_of_url(here), origin_of_url(there)
    if one == other:
        return False
    if one.host == other.host:
        secured = (one.scheme, other.scheme) == ("http", "https")
        lost = (one.scheme, other.scheme) == ("https", "http")
        return lost or (is_inner(one.host) and not secured)
    return is_inner(other.host)


def _judge_stored(seen: Seen, response: WireResponse) -> Iterator[Fault]:
    """Find a cookie that no browser keeps, not even for the server's own pages."""
    here = parse_url(seen.ask.place.url)
    assert here is not None  # noqa: S101 -- places are made of URLs
    own = origin_of_url(here)
    for line, cookie in _cookies(response):
        reason = CookieJar(_LENIENT).store(line, here, CookieContext(own, own), 0.0)
        template = None if reason is None else _REFUSED.get(reason)
        if template is not None and not (reason in _FOR_OUTSIDE and is_inner(own.host)):
            message = Text.of(template, name=cookie.name, domain=cookie.domain or "", host=own.host)
            yield Fault(seen, message, _SET_COOKIE)


def _cookies(response: WireResponse) -> Iterator[tuple[str, SetCookie]]:
    """Give the cookies that are set: not those that are taken away, in whatever old place."""
    for line in response.headers.all(_SET_COOKIE):
        parsed = parse_set_cookie(line)
        if parsed is not None and parsed.value:
            ends = parsed.expires if parsed.max_age is None else parsed.max_age
            if ends is None or ends > 0:
                yield line, parsed


def _logged_in(ground: Ground) -> Iterator[Ask]:
    return (ask for ask in _pages(ground) if ask.place.credentials and _is_public(ask.place))


def _is_public(place: Place) -> bool:
    """Whether the host is the one that pages will use: sites are told apart by names."""
    parsed = parse_url(place.url)
    return parsed is not None and not is_inner(parsed.host or "")


def _judge_sent(seen: Seen, response: WireResponse) -> Iterator[Fault]:
    """Find an answer all of whose cookies stay at home when a page of another site asks."""
    here, attempt = parse_url(seen.ask.place.url), seen.ask.attempt
    page = None if attempt is None else parse_origin(attempt.origin)
    cookies = [cookie for _, cookie in _cookies(response)]
    if here is None or page is None or not cookies or _are_near(page, origin_of_url(here)):
        return
    if all(cookie.same_site is not SameSite.NONE for cookie in cookies):
        message = Text.of(
            "pages of {origin} are of another site, and send none of these: {names}",
            origin=serialize(page),
            names=", ".join(dict.fromkeys(cookie.name for cookie in cookies)),
        )
        yield Fault(seen, message, _SET_COOKIE)


def _are_near(page: Origin, server: Origin) -> bool:
    """Whether two origins are of one site; app shells have rules of their own."""
    return page.scheme not in {"http", "https"} or same_site(page, server)


CHECKS: Final = (
    Check(
        393,
        "redirects-stay",
        Level.SHOULD,
        "fetch#http-redirect-fetch",
        "Redirects stay with the server that was asked",
        "An application behind a proxy writes redirects to the host and the scheme that it knows. "
        "The page follows them past the proxy: to a name that it can't reach, to an origin that "
        "allows nobody, or from https to http, which browsers block.",
        "Have the proxy rewrite `Location` (proxy_redirect, ProxyPassReverse, `autoRewrite` and "
        "`protocolRewrite`), or tell the application who it is: X-Forwarded-Host and -Proto; best "
        "are redirects that begin with a slash.",
        _pages,
        each(_judge_moved),
        None,
        exported=False,
    ),
    Check(
        394,
        "cookies-kept",
        Level.SHOULD,
        "rfc6265bis#section-5.7",
        "Browsers keep the cookies that are set",
        "A `Domain` that does not cover the host, as behind a proxy that hands on its upstream's, "
        "or `SameSite=None` without `Secure`: the browser drops the cookie, and the login with it.",
        "Leave `Domain` out, have the proxy rewrite it (proxy_cookie_domain, "
        "ProxyPassReverseCookieDomain, `cookieDomainRewrite`), and send `SameSite=None; Secure` "
        "together.",
        _pages,
        each(_judge_stored),
        None,
        exported=False,
    ),
    Check(
        395,
        "cookies-sent",
        Level.SHOULD,
        "fetch#determine-the-same-site-mode",
        "Where cookies are allowed, there are some that go along",
        "CORS allows credentials to an origin of another site; but a cookie with `SameSite=Lax` or "
        "`Strict` does not go along with its requests, nor, in Chromium, one without SameSite.",
        "Send `SameSite=None; Secure` for what such pages need, or put page and API under one "
        "registrable domain.",
        _logged_in,
        each(_judge_sent),
        None,
        exported=False,
    ),
)
