"""What became of a request: the verdict, what script can read, the console, and why."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from corsac.core.headers import Headers

if TYPE_CHECKING:
    from corsac.core.messages import Exchange
    from corsac.core.trace import Step


class Verdict(StrEnum):
    """Allowed: script gets a response. Blocked: the browser withheld it. Failed: below CORS."""

    ALLOWED = "allowed"
    BLOCKED = "blocked"
    FAILED = "failed"


class Phase(StrEnum):
    """When it was blocked: before anything was sent, at a preflight, a redirect, or the end."""

    BEFORE = "before"
    PREFLIGHT = "preflight"
    REDIRECT = "redirect"
    ACTUAL = "actual"


class Reason(StrEnum):
    """Why a request was blocked or failed, in words that no engine owns."""

    INVALID_REQUEST = "invalid-request"
    BAD_PORT = "bad-port"
    MIXED_CONTENT = "mixed-content"
    SAME_ORIGIN_MODE = "same-origin-mode"
    NO_CORS_REDIRECT_MODE = "no-cors-redirect-mode"
    SCHEME = "scheme"
    CONTENT_SECURITY_POLICY = "content-security-policy"
    ALLOW_ORIGIN_MISSING = "allow-origin-missing"
    ALLOW_ORIGIN_WILDCARD = "allow-origin-wildcard"
    ALLOW_ORIGIN_MULTIPLE = "allow-origin-multiple"
    ALLOW_ORIGIN_INVALID = "allow-origin-invalid"
    ALLOW_ORIGIN_MISMATCH = "allow-origin-mismatch"
    ALLOW_CREDENTIALS = "allow-credentials"
    PREFLIGHT_STATUS = "preflight-status"
    PREFLIGHT_REDIRECT = "preflight-redirect"
    ALLOW_METHODS_INVALID = "allow-methods-invalid"
    ALLOW_HEADERS_INVALID = "allow-headers-invalid"
    METHOD_NOT_ALLOWED = "method-not-allowed"
    HEADER_NOT_ALLOWED = "header-not-allowed"
    REDIRECT_MODE = "redirect-mode"
    REDIRECT_LOCATION = "redirect-location"
    REDIRECT_SCHEME = "redirect-scheme"
    REDIRECT_CREDENTIALS = "redirect-credentials"
    REDIRECT_LIMIT = "redirect-limit"
    REDIRECT_STREAM = "redirect-stream"
    RESOURCE_POLICY = "resource-policy"
    INTEGRITY = "integrity"
    KEEPALIVE_LIMIT = "keepalive-limit"
    LOCAL_NETWORK = "local-network"
    STREAM_HTTP1 = "stream-http1"
    WEBSOCKET_REFUSED = "websocket-refused"
    NOSNIFF = "nosniff"
    OPAQUE_BLOCKED = "opaque-blocked"
    #: It came and may be used, but an element can't: its type, its status, its bytes.
    CONTENT = "content"
    NETWORK = "network"


@dataclass(frozen=True, slots=True)
class Block:
    """The step that ended the request.

    `exchange` is the index of the exchange that was judged, None if nothing was sent; `detail` is
    the offending value (a header's value, a method, a header name) as the check saw it.
    """

    reason: Reason
    phase: Phase
    exchange: int | None = None
    detail: str = ""


@dataclass(frozen=True, slots=True)
class ScriptResponse:
    """What script sees of a response (fetch#concept-filtered-response)."""

    type: str
    status: int
    reason: str = ""
    url: str = ""
    redirected: bool = False
    headers: Headers = field(default_factory=Headers)
    body: bytes | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """The end of a request.

    `console` holds the engine's CORS lines in the order of printing, the first being the one that
    developers paste; `trace` every step with its clause; `exchanges` what went over the wire.
    """

    verdict: Verdict
    response: ScriptResponse | None
    block: Block | None
    console: tuple[str, ...] = ()
    trace: tuple[Step, ...] = ()
    exchanges: tuple[Exchange, ...] = ()
