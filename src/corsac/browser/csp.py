"""The page's own Content-Security-Policy, as far as it decides about fetch and XHR (CSP3)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from corsac.core.origin import Origin
    from corsac.core.url import Url


@dataclass(frozen=True, slots=True)
class PagePolicy:
    """What a page's policy says about requests.

    `connect` are the sources of `connect-src`, None without that directive; `upgrade` stands for
    `upgrade-insecure-requests`.
    """

    connect: tuple[str, ...] | None = None
    upgrade: bool = False

    @property
    def directive(self) -> str:
        """The directive as it is written in messages."""
        return f"connect-src {' '.join(self.connect or ())}"

    def allows(self, url: Url, origin: Origin, itself: Origin) -> bool:
        """Tell whether `connect-src` lets a request pass (csp3#match-url-to-source-list).

        Args:
            url: Where it goes.
            origin: The URL's origin.
            itself: The page's, which `'self'` stands for.
        """
        if self.connect is None:
            return True
        return any(_matches(source, url, origin, itself) for source in self.connect)


def _matches(source: str, url: Url, origin: Origin, itself: Origin) -> bool:
    if source == "'self'":
        upgraded = (itself.scheme, url.scheme) == ("http", "https")
        return origin == itself or (upgraded and (origin.host, None) == (itself.host, origin.port))
    if source == "*":
        return url.scheme in {"http", "https", "ws", "wss"}
    if source.endswith(":"):
        return url.scheme == source[:-1] or (source, url.scheme) == ("http:", "https")
    return str(origin) == source.rstrip("/")
