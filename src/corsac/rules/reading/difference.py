"""How an Allow-Origin value differs from the origin that it should equal."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import TYPE_CHECKING

from corsac.browser.url import parse_url
from corsac.core.host import is_loopback_host
from corsac.core.origin import DEFAULT_PORTS, origin_of_url, parse_origin

if TYPE_CHECKING:
    from corsac.core.origin import Origin


class Difference(StrEnum):
    """In what a value differs from an origin; the order is that of the tests."""

    NONE = "none"
    EMPTY = "empty"
    WILDCARD = "wildcard"
    NULL = "null"
    REPEATED = "repeated"
    LIST = "list"
    PATTERN = "pattern"
    QUOTED = "quoted"
    CASE = "case"
    DEFAULT_PORT = "default-port"
    SLASH = "slash"
    PATH = "path"
    NO_SCHEME = "no-scheme"
    SCHEME = "scheme"
    PORT = "port"
    LOOPBACK = "loopback"
    LOOPBACK_PORT = "loopback-port"
    OTHER = "other"
    GARBAGE = "garbage"


#: The same origin in another spelling, or the same host with another scheme or port.
SPELLINGS = frozenset(
    {
        Difference.SLASH,
        Difference.PATH,
        Difference.CASE,
        Difference.DEFAULT_PORT,
        Difference.NO_SCHEME,
        Difference.QUOTED,
        Difference.SCHEME,
        Difference.PORT,
    }
)
#: This machine under another name or port.
LOOPBACKS = frozenset({Difference.LOOPBACK, Difference.LOOPBACK_PORT})

#: What a pattern leaves behind when it is sent as it is: an asterisk, or a regular expression's
#: escapes and anchors. None of it can stand in a serialised origin.
_PATTERN = re.compile(r"\*|\\[.\-dw/]|\(\?|\.\+|\[\^|^\^|\$$|\|")
_SPLIT = re.compile(r"[,;\s]+")
_QUOTES = "\"'[]<>()` \t"


def difference(value: str, origin: str) -> Difference:
    """Say how `value`, the lines of Allow-Origin joined, differs from `origin`.

    Args:
        value: As the CORS check sees it.
        origin: The serialised request origin, `null` included.
    """
    if value in {origin, "", "*", "null"}:
        return _word(value, origin)
    items = [item for item in _SPLIT.split(value) if item]
    if len(items) > 1:
        return Difference.REPEATED if _merged(items) else Difference.LIST
    if _PATTERN.search(value):
        return Difference.PATTERN
    if value.strip(_QUOTES) == origin:
        return Difference.QUOTED
    if value.lower() == origin:
        return Difference.CASE
    return _as_origin(value, origin)


def _word(value: str, origin: str) -> Difference:
    if value == origin:
        return Difference.NONE
    named = {"": Difference.EMPTY, "*": Difference.WILDCARD, "null": Difference.NULL}
    return named[value]


def _merged(items: list[str]) -> bool:
    """Tell two layers' values from a list that somebody wrote: repeats, or `*` beside another."""
    return len(set(items)) < len(items) or "*" in items


def _as_origin(value: str, origin: str) -> Difference:
    asked = parse_origin(origin)
    if asked is None or asked.is_opaque:
        return Difference.GARBAGE if parse_url(value) is None else Difference.OTHER
    given = _origin_in(value)
    if given is None:
        bare = _origin_in(f"{asked.scheme}://{value.removeprefix('//')}")
        return Difference.NO_SCHEME if bare == asked else Difference.GARBAGE
    if given == asked:
        return _spelling(value)
    return _distance(given, asked)


def _origin_in(value: str) -> Origin | None:
    """Read a value as generously as a person would; None if there is no origin in it."""
    url = parse_url(value)
    if url is None or url.scheme not in DEFAULT_PORTS:
        # An app shell's origin is none of the URL parser's.
        return parse_origin(value) if url is not None and "://" in value else None
    return origin_of_url(url) if "//" in value else None


def _spelling(value: str) -> Difference:
    """Name the way in which a value spells the same origin; garbage for no common one."""
    rest = value.partition("://")[2]
    host, slash, path = rest.partition("/")
    if path:
        return Difference.PATH
    if slash:
        return Difference.SLASH
    if re.search(r":(80|443)$", host):
        return Difference.DEFAULT_PORT
    return Difference.GARBAGE


def _distance(given: Origin, asked: Origin) -> Difference:
    """Name in what two origins differ, if it is in one thing."""
    local = is_loopback_host(given.host) and is_loopback_host(asked.host)
    if given.host != asked.host:
        return Difference.LOOPBACK if local else Difference.OTHER
    if given.scheme != asked.scheme:
        return Difference.SCHEME
    return Difference.LOOPBACK_PORT if local else Difference.PORT
