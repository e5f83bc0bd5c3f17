"""A request on its way: the standard's request and what a user agent keeps beside it."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from corsac.core.headers import Headers

if TYPE_CHECKING:
    from collections.abc import Generator

    from corsac.browser.client import Client
    from corsac.browser.outcome import Block
    from corsac.browser.request import Api
    from corsac.core.messages import Answer, WireRequest, WireResponse
    from corsac.core.origin import Origin
    from corsac.core.url import Url


class Mode(StrEnum):
    """What a request may read (fetch#concept-request-mode)."""

    CORS = "cors"
    NO_CORS = "no-cors"
    SAME_ORIGIN = "same-origin"
    WEBSOCKET = "websocket"


class Credentials(StrEnum):
    """When cookies and HTTP authentication go along (fetch#concept-request-credentials-mode)."""

    OMIT = "omit"
    SAME_ORIGIN = "same-origin"
    INCLUDE = "include"


class Redirect(StrEnum):
    """What becomes of a redirect (fetch#concept-request-redirect-mode)."""

    FOLLOW = "follow"
    ERROR = "error"
    MANUAL = "manual"


class Tainting(StrEnum):
    """How much script may see of the response (fetch#concept-request-response-tainting)."""

    BASIC = "basic"
    CORS = "cors"
    OPAQUE = "opaque"


@dataclass(slots=True)
class Request:
    """A request (fetch#concept-request); it changes as redirects are followed.

    `urls` is the URL list, `origins` the origin of each of its items. `headers` are author's and
    body's, without those that the user agent adds when sending. `preflighted` and `sent_include`
    remember earlier hops for the engines that look back at them.
    """

    api: Api
    client: Client
    urls: list[Url]
    origins: list[Origin]
    method: str = "GET"
    headers: Headers = field(default_factory=Headers)
    body: bytes | None = None
    #: The body is a stream: it has no source and can't be sent twice.
    stream: bool = False
    destination: str = ""
    #: A worker's type, `classic` or `module`.
    worker_type: str = "classic"
    mode: Mode = Mode.NO_CORS
    credentials: Credentials = Credentials.SAME_ORIGIN
    redirect: Redirect = Redirect.FOLLOW
    cache: str = "default"
    referrer_policy: str = ""
    integrity: str = ""
    keepalive: bool = False
    address_space: str = ""
    unsafe: bool = False
    use_preflight: bool = False
    #: An element with the attribute `crossorigin`.
    crossorigin: bool = False
    #: The statuses of the redirects that led here.
    statuses: list[int] = field(default_factory=list[int])
    tainting: Tainting = Tainting.BASIC
    redirects: int = 0
    #: Redirects made its origin serialise as `null` (fetch#concept-request-tainted-origin).
    tainted: bool = False
    #: A redirect led through another site than the page's (fetch#concept-request-redirect-taint).
    cross_site_redirect: bool = False
    #: The headers that the request started with.
    first_headers: Headers = field(default_factory=Headers)
    #: A redirect took the body away.
    bodiless: bool = False
    #: Its Content-Type comes from its body, not from script.
    implied_type: bool = False
    #: The redirect that led here named credentials, and an engine has yet to refuse it.
    refusal: Block | None = None
    #: Where the first URL was upgraded: as script named it.
    first_url: Url | None = None
    #: An upgrade counts as a redirect here.
    upgraded: bool = False
    #: The latest redirect led to another origin than that of its own hop.
    crossed: bool = False
    #: A preflight was needed on an earlier hop.
    preflighted: bool = False
    #: An Origin header was sent on an earlier hop.
    origin_sent: bool = False
    #: Cookies are allowed on this hop.
    credentialed: bool = False
    #: Cookies were allowed on the first hop.
    first_credentialed: bool = False

    @property
    def url(self) -> Url:
        """The current URL (fetch#concept-request-current-url)."""
        return self.urls[-1]

    @property
    def url_origin(self) -> Origin:
        """The current URL's origin."""
        return self.origins[-1]

    @property
    def origin(self) -> str:
        """The origin as it is sent and compared (fetch#serializing-a-request-origin)."""
        return "null" if self.tainted else self.client.serialized


@dataclass(frozen=True, slots=True)
class Received:
    """A response within the algorithms: it isn't filtered yet.

    `exchange` is its index among the recorded exchanges. `opaque_redirect` marks the response of
    a redirect that wasn't followed; `local` one that never touched the network (data:, blob:).
    """

    wire: WireResponse
    exchange: int
    opaque_redirect: bool = False
    local: bool = False


#: What comes in for a wire request: the answer and the time, in seconds.
Arrival = tuple["Answer", float]

if TYPE_CHECKING:
    #: The algorithms that may ask for the network: they yield wire requests.
    Sending = Generator[WireRequest, Arrival, Received | Block]
