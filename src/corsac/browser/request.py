"""What a page asks for, before the standard has looked at it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Api(StrEnum):
    """Who starts the request: fetch(), XMLHttpRequest, or an element."""

    FETCH = "fetch"
    XHR = "xhr"
    IMG = "img"
    SCRIPT = "script"
    MODULE = "module"
    IMPORT = "import"
    STYLE = "style"
    FONT = "font"
    VIDEO = "video"
    AUDIO = "audio"
    TRACK = "track"
    EVENTSOURCE = "eventsource"
    BEACON = "beacon"
    WORKER = "worker"
    WEBSOCKET = "websocket"


class BodyKind(StrEnum):
    """The kinds of body that script can pass (fetch#bodyinit-unions)."""

    TEXT = "text"
    USP = "usp"
    FORM = "form"
    BLOB = "blob"
    BUFFER = "buf"
    STREAM = "stream"


@dataclass(frozen=True, slots=True)
class Body:
    """A request body: its kind decides the implied Content-Type; `type` is a Blob's own type."""

    kind: BodyKind
    data: bytes = b""
    type: str | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """Where the request comes from.

    `origin` is the top-level page's serialised origin. `kind` says what runs in it: `top`;
    `sandbox`, `sandbox-so`, `sandbox-srcdoc`, `srcdoc`, `data`, `blob` for frames; `x-<origin>`
    for a frame of another origin; `worker`, `worker-module`, `worker-blob`, `worker-data`; `csp`,
    `csp-connect`, `csp-upgrade`, `coep`, `coop-coep`, `coep-credentialless` for pages with such
    headers. `url` is the document's (or worker script's) URL and `top_url` that of the page in
    the address bar, where they are known. `document` is what consoles call it, where that is
    neither: a `blob:` or `data:` URL.
    """

    origin: str
    kind: str = "top"
    url: str | None = None
    top_url: str | None = None
    document: str | None = None


@dataclass(frozen=True, slots=True)
class PageRequest:
    """The arguments of fetch(), or what was set on an XMLHttpRequest or element. None: not passed.

    `headers` are in the order in which script set them. `with_credentials`, `upload_listener` and
    `sync` are XMLHttpRequest's; `crossorigin` is the elements' attribute.
    """

    url: str
    api: Api = Api.FETCH
    method: str | None = None
    headers: tuple[tuple[str, str], ...] = ()
    body: Body | None = None
    mode: str | None = None
    credentials: str | None = None
    redirect: str | None = None
    cache: str | None = None
    referrer_policy: str | None = None
    integrity: str | None = None
    keepalive: bool = False
    target_address_space: str | None = None
    with_credentials: bool = False
    upload_listener: bool = False
    sync: bool = False
    crossorigin: str | None = None
    #: A worker's `type`.
    worker_type: str | None = None
    #: The subprotocols that a WebSocket offers.
    protocols: tuple[str, ...] = ()
