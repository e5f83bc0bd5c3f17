"""Where a redirect leads: to a login page, to another spelling of the URL, or elsewhere."""

from __future__ import annotations

import re
from enum import StrEnum

from corsac.browser.url import parse_url
from corsac.core.origin import origin_of_url

#: Path segments and parameters of login pages and of OAuth 2, OpenID Connect and SAML endpoints.
_LOGIN_PATH = re.compile(
    r"/(log-?in|sign-?in|sso|saml2?|oauth2?|authorize|authenticate|openid-connect|adfs|cas)"
    r"(/|$|\.|\?)|/cdn-cgi/access/login",
    re.IGNORECASE,
)
_LOGIN_QUERY = re.compile(
    r"(^|&)(response_type|client_id|samlrequest|returnurl|redirect_uri)=", re.IGNORECASE
)
#: Hosts that do nothing but log people in.
_LOGIN_HOST = re.compile(
    r"^(login|signin|auth|sso|idp|accounts|id)\.|\.(okta|auth0|onelogin|okta-emea)\.com$"
    r"|\.(b2clogin|cloudflareaccess)\.com$|\.amazoncognito\.com$",
    re.IGNORECASE,
)


class Way(StrEnum):
    """In what a redirect's target differs from the URL that was asked for."""

    LOGIN = "login"
    HTTPS = "https"
    SLASH = "slash"
    NO_SLASH = "no-slash"
    WWW = "www"
    PATH = "path"
    ELSEWHERE = "elsewhere"
    NOWHERE = "nowhere"


def resolve(location: str, url: str) -> str | None:
    """Give the absolute URL of a Location, None if it is none.

    (fetch#concept-response-location-url)

    Args:
        location: The header's value.
        url: The URL that was asked for.
    """
    parsed = parse_url(location, parse_url(url))
    return None if parsed is None else parsed.without_fragment


def way_of(location: str, url: str) -> Way:
    """Say in what the target of a redirect differs from the URL that was asked for."""
    base = parse_url(url)
    target = parse_url(location, base)
    if base is None or target is None:
        return Way.NOWHERE
    if leads_to_login(location, url):
        return Way.LOGIN
    if target.host != base.host:
        pair = {target.host or "", base.host or ""}
        same = {name.removeprefix("www.") for name in pair}
        return Way.WWW if len(same) == 1 else Way.ELSEWHERE
    if (base.scheme, target.scheme) == ("http", "https"):
        return Way.HTTPS
    if origin_of_url(base) != origin_of_url(target):
        return Way.ELSEWHERE
    if target.path == base.path + "/":
        return Way.SLASH
    return Way.NO_SLASH if target.path + "/" == base.path else Way.PATH


def leads_to_login(location: str, url: str) -> bool:
    """Tell whether a redirect's target looks like a login page or an identity provider.

    By its path, its parameters or its host; only where these differ from those of the URL that
    was asked for, since a login API may itself be called and redirect.
    """
    base = parse_url(url)
    target = parse_url(location, base)
    if base is None or target is None:
        return False
    if _LOGIN_PATH.search(target.path) and not _LOGIN_PATH.search(base.path):
        return True
    if target.host == base.host:
        return False
    host = target.host or ""
    return bool(_LOGIN_HOST.search(host) or _LOGIN_QUERY.search(target.query or ""))
