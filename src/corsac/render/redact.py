"""What must not be shown, and how it is hidden: the one place that knows.

Secrets are found by where they stand (an Authorization header, a cookie's value, a URL's password
or its `token` parameter) and then hidden wherever else they turn up, a console line or a header
that echoes them. Names, cookie attributes and authentication schemes stay: they explain, and
open nothing.
"""

from __future__ import annotations

import re
from functools import cache
from itertools import islice, pairwise
from typing import TYPE_CHECKING
from urllib.parse import unquote, unquote_plus

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

MASK = "[redacted]"

#: A secret this long or longer is hidden wherever it turns up; a shorter one only in its own place,
#: or `theme=dark` would black out every "dark".
_ECHO = 8

#: So many are looked for; the request's own come first, a server may send cookies by the thousand.
_MOST = 256

_WORDS = frozenset(
    "token secret password passwd passphrase pwd signature credential jwt session sessionid "
    "apikey accesskey accesstoken idtoken refreshtoken otp assertion bearer csrf xsrf".split()
)
_PAIRS = frozenset(
    {("api", "key"), ("access", "key"), ("secret", "key"), ("private", "key"), ("app", "key")}
)
#: Parameters that are secret by their whole name only: `country_code` is none.
_PARAMETERS = frozenset(
    "auth code key pass sig sid ticket samlresponse saml_response hash hmac".split()
)
#: HTTP's own secret headers.
HEADERS = frozenset({"authorization", "proxy-authorization", "cookie", "set-cookie"})
_PUBLIC_HEADERS = ("access-control-", "sec-", "content-")
_SCHEMES = frozenset({"bearer", "basic", "digest", "negotiate", "token"})

_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")
# The second form is no URL, since a password must not hold a slash; it is a password all the same.
# It is bounded: else a server could make the search for its end take time by the square.
_USERINFO = re.compile(
    r"(?<=://)(?:[^\s/?#\\]*(?=@)|[^\s/?#@\[:]*:(?!\d{0,5}(?:[/?#\s'\"]|$))\S{0,256}(?=@))"
)
_LEAD = r"(?P<lead>(?:^|[?&;#])(?P<name>[^\s?&;#=/]+)="
_IN_URL = re.compile(_LEAD + r")(?P<value>[^&#\s]+)")
#: In prose a URL stands in quotes, and ends with them.
_IN_TEXT = re.compile(_LEAD + r")(?P<value>[^&#\s'\"<>]+)")
_HEADER_LINE = re.compile(
    r"(?P<name>\b(?:proxy-)?authorization|\b(?:set-)?cookie)(?P<sep>['\"]?\s*[:=]\s*['\"]?)"
    r"(?P<value>[^'\"\r\n]+)",
    re.IGNORECASE,
)
_SCHEME = re.compile(r"(?P<scheme>[A-Za-z][\w-]*)\s+(?P<rest>\S.*)", re.DOTALL)
_AUTH_PARAMETER = re.compile(r"[\w-]+\s*=\s*(\"[^\"]*\"|[^\s,]+)")


def is_secret_name(name: str) -> bool:
    """Whether a parameter's name promises a secret: `access_token`, `apiKey`, `X-Amz-Signature`."""
    words = [word.lower() for word in _WORD.findall(name)]
    return (
        name.lower() in _PARAMETERS
        or not _WORDS.isdisjoint(words)
        or not _PAIRS.isdisjoint(pairwise(words))
    )


def is_secret_header(name: str) -> bool:
    """Whether a header's value is a secret: the four of HTTP, `X-Api-Key` and its like."""
    low = name.lower()
    if low in HEADERS or low == "x-auth":
        return True
    return not low.startswith(_PUBLIC_HEADERS) and is_secret_name(name)


def header(name: str, value: str) -> str:
    """A header's value as it may be shown."""
    low = name.lower()
    if low == "cookie":
        return "; ".join(_cookie_pair(pair) for pair in value.split(";"))
    if low == "set-cookie":
        pair, semicolon, attributes = value.partition(";")
        return _cookie_pair(pair) + semicolon + attributes
    if is_secret_header(name):
        return _credentials(value)
    if low == "location":
        return url(value)
    return text(value) if low.startswith(_PUBLIC_HEADERS) else message(value)


def url(value: str) -> str:
    """A URL as it may be shown: its password and its secret parameters are hidden."""
    return _IN_URL.sub(_parameter, _USERINFO.sub(MASK, value))


def text(value: str) -> str:
    """Free text as it may be shown: as `url`, for every URL in it."""
    if "://" in value:
        value = _USERINFO.sub(MASK, value)
    return _IN_TEXT.sub(_parameter, value) if "=" in value else value


def message(value: str) -> str:
    """Text that may quote header lines, an error's: as `text`, and their secrets hidden too."""
    return _HEADER_LINE.sub(
        lambda match: match["name"] + match["sep"] + header(match["name"], match["value"]),
        text(value),
    )


def header_line(value: str) -> str:
    """A header as somebody typed it, perhaps misspelt: `Authorization Bearer abc` hides `abc`."""
    match = re.match(r"\s*([\w-]+)[\s:=;]+", value)
    if match and (is_secret_header(match[1]) or match[1].lower() in _SCHEMES):
        return value[: match.end()] + MASK
    return message(value)


def _cookie_pair(pair: str) -> str:
    name, equals, value = pair.strip().partition("=")
    if not equals:
        return MASK if name else ""
    return f"{name}={MASK if value else ''}"


def _credentials(value: str) -> str:
    match = _SCHEME.fullmatch(value.strip())
    return f"{match['scheme']} {MASK}" if match else (MASK if value.strip() else "")


def _parameter(match: re.Match[str]) -> str:
    return match["lead"] + (MASK if is_secret_name(unquote(match["name"])) else match["value"])


def secrets_in_header(name: str, value: str) -> Iterator[str]:
    """Every secret that a header holds: whole, and in the parts that could be echoed."""
    low = name.lower()
    if low in {"cookie", "set-cookie"}:
        pairs = value.split(";") if low == "cookie" else [value.partition(";")[0]]
        for pair in pairs:
            cookie, equals, secret = pair.strip().partition("=")
            yield (secret if equals else cookie).strip('"')
    elif is_secret_header(name):
        yield value.strip()
        if match := _SCHEME.fullmatch(value.strip()):
            yield match["rest"]
            yield from (part.strip('"') for part in _AUTH_PARAMETER.findall(match["rest"]))
    else:
        yield from secrets_in_text(value, _IN_URL if low == "location" else _IN_TEXT)


def secrets_in_url(value: str) -> Iterator[str]:
    """The password and the secret parameters of a URL, as written and decoded."""
    return secrets_in_text(value, _IN_URL)


def secrets_in_text(value: str, parameters: re.Pattern[str] = _IN_TEXT) -> Iterator[str]:
    """The passwords and secret parameters of the URLs in a text, as written and decoded."""
    for userinfo in _USERINFO.findall(value):
        user, _, password = userinfo.partition(":")
        for secret in (userinfo, password or user):
            yield from (secret, unquote(secret))
    for match in parameters.finditer(value):
        if is_secret_name(unquote(match["name"])):
            yield from (match["value"], unquote_plus(match["value"]))


class Mask:
    """Hides the secrets of one report wherever they turn up, beside what the functions hide."""

    def __init__(self, secrets: Iterable[str], public: str = "") -> None:
        """Take the secrets; short ones, and what `public` shows anyway, stay where they stand."""
        found = dict.fromkeys(each for each in secrets if len(each) >= _ECHO and each not in public)
        first = islice(found, _MOST)
        self._echoes = sorted(first, key=lambda secret: (-len(secret), secret))
        # A report holds each exchange several times over.
        self.text = cache(self._text)
        self.url = cache(self._url)
        self.header = cache(self._header)

    def _text(self, value: str) -> str:
        """Give free text without secrets."""
        return text(self._hide(value))

    def _url(self, value: str) -> str:
        """Give a URL without secrets."""
        return url(self._hide(value))

    def _header(self, name: str, value: str) -> str:
        """Give a header's value without secrets."""
        if is_secret_header(name):  # its own shape first: the scheme, the cookie's name stay
            return self._hide(header(name, value))
        return header(name, self._hide(value))

    def _hide(self, value: str) -> str:
        for secret in self._echoes:
            value = value.replace(secret, MASK)
        return value
