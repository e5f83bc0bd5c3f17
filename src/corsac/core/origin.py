"""Origins: what CORS compares, byte by byte.

`parse_origin` has the grammar of a serialised origin (fetch#origin-header) and mends nothing:
`https://example.com/`, `HTTPS://example.com` and `https://example.com:443` are no origins.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from corsac.core.host import is_canonical_host, is_loopback_host

if TYPE_CHECKING:
    from corsac.core.url import ParseUrl, Url

#: Schemes whose URLs have a tuple origin, and the port that is not written out (url#default-port).
DEFAULT_PORTS = {"http": 80, "https": 443, "ws": 80, "wss": 443, "ftp": 21}

_ORIGIN = re.compile(
    r"([a-z][a-z0-9+.\-]*)://(\[[0-9a-f:]+\]|[^:/\[\]]+)(?::(0|[1-9][0-9]{0,4}))?", re.ASCII
)
_MAX_PORT = 0xFFFF


@dataclass(frozen=True, slots=True)
class Origin:
    """A tuple origin, or an opaque one (html#concept-origin).

    `port` is None for the scheme's default. An opaque origin has neither scheme nor host; its
    `identity` makes it equal to itself alone, so that `==` is the standard's *same origin*.
    """

    scheme: str
    host: str
    port: int | None = None
    identity: object | None = None

    @classmethod
    def opaque(cls) -> Origin:
        """Make a new opaque origin: it equals no other."""
        return cls("", "", None, object())

    @property
    def is_opaque(self) -> bool:
        """Whether it serialises to `null`."""
        return self.identity is not None

    def __str__(self) -> str:
        if self.identity is not None:
            return "null"
        if self.port is None:
            return f"{self.scheme}://{self.host}"
        return f"{self.scheme}://{self.host}:{self.port}"


def serialize(origin: Origin) -> str:
    """Serialise an origin: ASCII, no default port, no slash; `null` for an opaque one.

    (html#ascii-serialisation-of-an-origin)
    """
    return str(origin)


def same_origin(one: Origin, other: Origin) -> bool:
    """Tell whether both are the same tuple, or the very same opaque origin (html#same-origin)."""
    return one == other


def parse_origin(text: str) -> Origin | None:
    """Read a serialised origin, taking each byte as it is.

    Schemes that only app shells and extensions know (`capacitor`, `chrome-extension`) are read
    too; their hosts follow the same grammar.

    Args:
        text: `scheme://host[:port]` as a browser would write it, or `null`.

    Returns:
        The origin, for which `serialize` gives `text` back; a new opaque one for `null`; None for
        what no browser would write.
    """
    if text == "null":
        return Origin.opaque()
    match = _ORIGIN.fullmatch(text)
    if match is None:
        return None
    scheme, host, digits = match.groups()
    if not is_canonical_host(host):
        return None
    port = None if digits is None else int(digits)
    if port is not None and (port > _MAX_PORT or port == DEFAULT_PORTS.get(scheme)):
        return None
    return Origin(scheme, host, port)


def origin_of_url(url: Url, parse: ParseUrl | None = None) -> Origin:
    """Give a URL's origin (url#concept-url-origin).

    Args:
        url: The parsed URL.
        parse: Needed for the origin inside a `blob:` URL; without it that one is opaque.

    Returns:
        A tuple origin for http, https, ws, wss and ftp; a new opaque one for everything else,
        `file:` included, as browsers have it.
    """
    if url.scheme in DEFAULT_PORTS:
        return Origin(url.scheme, url.host or "", url.port)
    if url.scheme == "blob" and parse is not None:
        inner = parse(url.path)
        if inner is not None and inner.scheme in {"http", "https"}:
            return origin_of_url(inner)
    return Origin.opaque()


def is_trustworthy(origin: Origin) -> bool:
    """Tell whether an origin is potentially trustworthy (secure-contexts#is-origin-trustworthy)."""
    return origin.scheme in {"https", "wss"} or is_loopback_host(origin.host)
