"""A parsed URL, and the shape of a URL parser. The parser itself is passed in as a value."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

#: The schemes that CORS is spoken over (fetch#http-scheme).
HTTP_SCHEMES = frozenset({"http", "https"})


@dataclass(frozen=True, slots=True)
class Url:
    """A URL record (url#concept-url), as a WHATWG parser leaves it.

    `scheme` has no colon; `host` is serialised (punycode, `127.0.0.1`, `[::1]`), None where there
    is none; `port` is None for the scheme's default; `path` is serialised; `query` and `fragment`
    come without `?` and `#`, and None differs from empty. `href` is the whole, serialised.
    """

    scheme: str
    username: str
    password: str
    host: str | None
    port: int | None
    path: str
    query: str | None
    fragment: str | None
    href: str

    @property
    def includes_credentials(self) -> bool:
        """Whether a username or a password stands in it (url#include-credentials)."""
        return bool(self.username or self.password)

    @property
    def without_fragment(self) -> str:
        """The URL as it is requested: the fragment excluded (url#concept-url-serializer)."""
        return self.href if self.fragment is None else self.href.partition("#")[0]

    @property
    def authority(self) -> str:
        """Host and port as the Host header names them (fetch#concept-http-network-fetch)."""
        host = self.host or ""
        return host if self.port is None else f"{host}:{self.port}"

    @property
    def target(self) -> str:
        """Path and query: what the request line of HTTP/1.1 carries."""
        return self.path if self.query is None else f"{self.path}?{self.query}"


class ParseUrl(Protocol):
    """A URL parser by the WHATWG's rules (url#concept-url-parser)."""

    def __call__(self, text: str, base: Url | None = None) -> Url | None:
        """Parse `text`, relative to `base` if given. None stands for failure; nothing is raised."""
        ...
