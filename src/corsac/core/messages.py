"""What crosses the wire, and what can go wrong below HTTP: the vocabulary of both halves."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from corsac.core.headers import Headers


@dataclass(frozen=True, slots=True)
class WireRequest:
    """One HTTP request as a browser sends it.

    `url` is serialised without its fragment; `headers` are in wire order and lack only what the
    connection itself adds (Host, Connection, Accept-Encoding, User-Agent). `hop` counts the
    redirects that were followed before it, from 0.
    """

    method: str
    url: str
    headers: Headers = field(default_factory=Headers)
    body: bytes | None = None
    preflight: bool = False
    hop: int = 0


@dataclass(frozen=True, slots=True)
class WireResponse:
    """One final HTTP response: header lines as received, and as much of the body as was read."""

    status: int
    reason: str = ""
    headers: Headers = field(default_factory=Headers)
    body: bytes = b""
    version: str = "HTTP/1.1"
    #: False where reading stopped at a limit, a time-out or a broken connection.
    complete: bool = True
    #: What broke the body after a whole head; None where only the reader had enough of it.
    fault: Failure | None = None


class FailureKind(StrEnum):
    """Where below HTTP a request died."""

    DNS = "dns"
    REFUSED = "refused"
    UNREACHABLE = "unreachable"
    CONNECT_TIMEOUT = "connect-timeout"
    TLS_NAME = "tls-name"
    TLS_EXPIRED = "tls-expired"
    TLS_NOT_YET_VALID = "tls-not-yet-valid"
    TLS_UNKNOWN_ISSUER = "tls-unknown-issuer"
    TLS_SELF_SIGNED = "tls-self-signed"
    TLS_PLAIN_HTTP = "tls-plain-http"
    TLS_OTHER = "tls-other"
    CLOSED = "closed"
    RESET = "reset"
    MALFORMED = "malformed"
    TOO_LARGE = "too-large"
    TIMEOUT = "timeout"


@dataclass(frozen=True, slots=True)
class Failure:
    """A request without a usable response: where it died, and why in the system's words."""

    kind: FailureKind
    detail: str = ""


Answer = WireResponse | Failure


@dataclass(frozen=True, slots=True)
class Timing:
    """How long each phase of an exchange took, in milliseconds; None where it did not happen."""

    dns: float | None = None
    connect: float | None = None
    tls: float | None = None
    first_byte: float | None = None
    total: float | None = None


@dataclass(frozen=True, slots=True)
class Exchange:
    """A request and what came back."""

    request: WireRequest
    answer: WireResponse | Failure
    timing: Timing = field(default_factory=Timing)
    #: The address that answered, `127.0.0.1:8080`; None in memory.
    peer: str | None = None
