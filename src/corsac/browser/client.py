"""The page that asks: its origin, its surroundings, what its address bar says."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from corsac.browser.csp import PagePolicy
from corsac.core.origin import Origin, is_trustworthy, origin_of_url

if TYPE_CHECKING:
    from corsac.browser.request import Page
    from corsac.core.url import ParseUrl, Url

#: Kinds of pages whose origin is opaque (html#concept-origin-opaque).
OPAQUE_KINDS = frozenset({"sandbox", "sandbox-srcdoc", "data", "csp", "worker-data"})
#: Kinds of pages with a Content-Security-Policy of their own.
POLICIES = {
    "csp-connect": PagePolicy(connect=("'self'", "https:")),
    "csp-upgrade": PagePolicy(upgrade=True),
}
NO_POLICY = PagePolicy()
_SRCDOC = frozenset({"srcdoc", "sandbox-srcdoc"})
FRAME_KINDS = frozenset({"sandbox", "sandbox-so", "sandbox-srcdoc", "srcdoc", "data", "blob"})


class PageError(ValueError):
    """A page that no browser could have open: its origin or URL is not one."""


@dataclass(frozen=True, slots=True)
class Client:
    """An environment settings object (html#environment-settings-object), as far as CORS needs it.

    `origin` is the request origin; `top` the top-level page's, which cookies and partitions go by.
    `site` is the origin whose site cookies compare with: None where an opaque origin stands in the
    way. `url` is the document's or worker's URL, `top_url` the top-level page's.
    """

    origin: Origin
    serialized: str
    top: Origin
    url: Url
    top_url: Url
    secure: bool
    kind: str = "top"
    #: What the document, or the worker's script, calls itself: its URL, or `about:srcdoc`.
    document: str = ""
    #: A frame of another site stands between the request and the top-level page.
    cross_site_ancestor: bool = False

    @property
    def framed(self) -> bool:
        """Whether it is a frame inside the top-level page."""
        return self.kind in FRAME_KINDS or self.kind.startswith("x-")

    @property
    def worker(self) -> bool:
        """Whether it is a dedicated worker."""
        return self.kind.startswith("worker")

    @property
    def requires_corp(self) -> bool:
        """Whether the page has Cross-Origin-Embedder-Policy: require-corp."""
        return self.kind in {"coep", "coop-coep"}

    @property
    def credentialless(self) -> bool:
        """Whether the page has Cross-Origin-Embedder-Policy: credentialless."""
        return self.kind == "coep-credentialless"

    @property
    def policy(self) -> PagePolicy:
        """The page's Content-Security-Policy."""
        return POLICIES.get(self.kind, NO_POLICY)


def client_of(page: Page, parse: ParseUrl) -> Client:
    """Make the client of a page.

    Raises:
        PageError: The page's origin or its frame's origin can't be read as http(s), or the URL
            is none.
    """
    top_url = parse(page.origin + "/")
    if top_url is None or top_url.host is None:
        msg = f"page origin {page.origin!r} is not an origin like https://app.example"
        raise PageError(msg)
    top = origin_of_url(top_url)
    if page.top_url is not None:
        top_url = _parsed(page.top_url, parse)
    origin, url = _origin_in(page, top, top_url, parse)
    if page.url is not None:
        url = _parsed(page.url, parse)
    return Client(
        origin=origin,
        serialized=str(origin),
        top=top,
        url=url,
        top_url=top_url,
        secure=is_trustworthy(top),
        kind=page.kind,
        document=page.document or ("about:srcdoc" if page.kind in _SRCDOC else url.href),
    )


def _parsed(text: str, parse: ParseUrl) -> Url:
    url = parse(text)
    if url is None:
        msg = f"page URL {text!r} is not a URL"
        raise PageError(msg)
    return url


def _origin_in(page: Page, top: Origin, shown: Url, parse: ParseUrl) -> tuple[Origin, Url]:
    """Give the request origin of what runs in the page, and its URL unless it is given."""
    if page.kind in OPAQUE_KINDS:
        return Origin.opaque(), shown
    if page.kind.startswith("x-"):
        frame = parse(page.kind.removeprefix("x-") + "/")
        if frame is None or frame.host is None:
            msg = f"frame origin {page.kind[2:]!r} is not an origin like https://app.example"
            raise PageError(msg)
        return origin_of_url(frame), frame
    return top, shown
