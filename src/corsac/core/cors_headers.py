"""The headers of the CORS protocol: three of requests, six of responses. All of it data."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

ORIGIN = "Origin"
REQUEST_METHOD = "Access-Control-Request-Method"
REQUEST_HEADERS = "Access-Control-Request-Headers"
ALLOW_ORIGIN = "Access-Control-Allow-Origin"
ALLOW_CREDENTIALS = "Access-Control-Allow-Credentials"
ALLOW_METHODS = "Access-Control-Allow-Methods"
ALLOW_HEADERS = "Access-Control-Allow-Headers"
MAX_AGE = "Access-Control-Max-Age"
EXPOSE_HEADERS = "Access-Control-Expose-Headers"

# Companions: no part of the protocol, and often needed beside it.
TIMING_ALLOW_ORIGIN = "Timing-Allow-Origin"
RESOURCE_POLICY = "Cross-Origin-Resource-Policy"


class Sender(StrEnum):
    """Who writes a header."""

    BROWSER = "browser"
    SERVER = "server"


class Stage(StrEnum):
    """The exchange in which a header counts: the preflight, what follows it, or either."""

    PREFLIGHT = "preflight"
    ACTUAL = "actual"
    BOTH = "both"


class Form(StrEnum):
    """What a value is made of. Two lines of a single-valued header are one wrong value."""

    ORIGIN = "origin"
    ORIGIN_OR_WILDCARD = "origin-or-wildcard"
    TRUE = "true"
    METHOD = "method"
    METHODS = "methods"
    HEADER_NAMES = "header-names"
    SECONDS = "seconds"

    @property
    def is_list(self) -> bool:
        """Whether several values may stand in it, separated by commas or on several lines."""
        return self in {Form.METHODS, Form.HEADER_NAMES}


@dataclass(frozen=True, slots=True)
class CorsHeader:
    """One header: who sends it, in which exchange it counts, what it may hold.

    `wildcard` says whether `*` stands for all, which it does in requests without credentials only;
    `clause` is its section in the standard.
    """

    name: str
    sender: Sender
    stage: Stage
    form: Form
    clause: str
    wildcard: bool = False


REQUEST = (
    CorsHeader(ORIGIN, Sender.BROWSER, Stage.BOTH, Form.ORIGIN, "fetch#origin-header"),
    CorsHeader(
        REQUEST_METHOD,
        Sender.BROWSER,
        Stage.PREFLIGHT,
        Form.METHOD,
        "fetch#http-access-control-request-method",
    ),
    CorsHeader(
        REQUEST_HEADERS,
        Sender.BROWSER,
        Stage.PREFLIGHT,
        Form.HEADER_NAMES,
        "fetch#http-access-control-request-headers",
    ),
)
"""What a browser sends."""

RESPONSE = (
    CorsHeader(
        ALLOW_ORIGIN,
        Sender.SERVER,
        Stage.BOTH,
        Form.ORIGIN_OR_WILDCARD,
        "fetch#http-access-control-allow-origin",
        wildcard=True,
    ),
    CorsHeader(
        ALLOW_CREDENTIALS,
        Sender.SERVER,
        Stage.BOTH,
        Form.TRUE,
        "fetch#http-access-control-allow-credentials",
    ),
    CorsHeader(
        ALLOW_METHODS,
        Sender.SERVER,
        Stage.PREFLIGHT,
        Form.METHODS,
        "fetch#http-access-control-allow-methods",
        wildcard=True,
    ),
    CorsHeader(
        ALLOW_HEADERS,
        Sender.SERVER,
        Stage.PREFLIGHT,
        Form.HEADER_NAMES,
        "fetch#http-access-control-allow-headers",
        wildcard=True,
    ),
    CorsHeader(
        MAX_AGE,
        Sender.SERVER,
        Stage.PREFLIGHT,
        Form.SECONDS,
        "fetch#http-access-control-max-age",
    ),
    CorsHeader(
        EXPOSE_HEADERS,
        Sender.SERVER,
        Stage.ACTUAL,
        Form.HEADER_NAMES,
        "fetch#http-access-control-expose-headers",
        wildcard=True,
    ),
)
"""What a server answers."""

#: Response headers that script can always read, lower case
#: (fetch#cors-safelisted-response-header-name).
SAFELISTED_RESPONSE_NAMES = frozenset(
    {
        "cache-control",
        "content-language",
        "content-length",
        "content-type",
        "expires",
        "last-modified",
        "pragma",
    }
)
#: Response headers that script can never read, lower case
#: (fetch#forbidden-response-header-name).
FORBIDDEN_RESPONSE_NAMES = frozenset({"set-cookie", "set-cookie2"})
