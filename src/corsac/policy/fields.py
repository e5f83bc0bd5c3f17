"""The fields of a policy, once: arguments, TOML keys, environment and schema come from here."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Kind(StrEnum):
    """What a field holds."""

    ORIGINS = "origins"
    EXACT_ORIGINS = "exact-origins"
    METHODS = "methods"
    REQUEST_HEADERS = "request-headers"
    RESPONSE_HEADERS = "response-headers"
    PRESETS = "presets"
    SWITCH = "switch"
    SECONDS = "seconds"
    CHOICE = "choice"
    ROUTES = "routes"

    @property
    def is_list(self) -> bool:
        """Whether it is a list of texts."""
        return self in _LISTS


_LISTS: Final = frozenset(
    {
        Kind.ORIGINS,
        Kind.EXACT_ORIGINS,
        Kind.METHODS,
        Kind.REQUEST_HEADERS,
        Kind.RESPONSE_HEADERS,
        Kind.PRESETS,
    }
)


@dataclass(frozen=True, slots=True)
class Field:
    """One field: its name, which is its TOML key too, what it holds, what it starts from.

    `choices` are the values of a CHOICE. `wildcard` says whether `"*"` may stand for the list.
    `needs_origins` marks what has no effect while no origin is allowed.
    """

    name: str
    kind: Kind
    default: object
    doc: str
    choices: tuple[str | int, ...] = ()
    wildcard: bool = False
    needs_origins: bool = False

    @property
    def variable(self) -> str:
        """The environment variable: `CORSAC_ALLOW_ORIGINS`."""
        return f"CORSAC_{self.name.upper()}"


#: The longest preflight cache of any browser, Firefox's, in seconds.
MAX_AGE_LIMIT: Final = 86_400

FIELDS: Final = (
    Field(
        "allow_origins",
        Kind.ORIGINS,
        (),
        'Origins whose pages may read answers: exact ones, patterns, or "*" for all.',
        wildcard=True,
    ),
    Field(
        "allow_methods",
        Kind.METHODS,
        ("GET", "HEAD", "POST"),
        "Methods that those pages may use. GET, HEAD and POST always are, by the standard.",
        wildcard=True,
        needs_origins=True,
    ),
    Field(
        "allow_headers",
        Kind.REQUEST_HEADERS,
        (),
        'Request headers that those pages may set, Authorization included under "*".',
        wildcard=True,
        needs_origins=True,
    ),
    Field(
        "expose_headers",
        Kind.RESPONSE_HEADERS,
        (),
        "Response headers that script may read beyond the seven it always can.",
        wildcard=True,
        needs_origins=True,
    ),
    Field(
        "allow_credentials",
        Kind.SWITCH,
        default=False,
        doc="Whether answers to requests with cookies may be read.",
        needs_origins=True,
    ),
    Field(
        "max_age",
        Kind.SECONDS,
        None,
        "Seconds for which a browser may remember a preflight; 0 forbids it. Without it, 5.",
        needs_origins=True,
    ),
    Field(
        "presets",
        Kind.PRESETS,
        (),
        "Protocols whose methods and headers are added: grpc-web, mcp, tus and others.",
        needs_origins=True,
    ),
    Field(
        "timing_allow_origins",
        Kind.EXACT_ORIGINS,
        (),
        "Origins that may see detailed timing (Timing-Allow-Origin), sent on every answer.",
        wildcard=True,
    ),
    Field(
        "cross_origin_resource_policy",
        Kind.CHOICE,
        None,
        "Who may embed the answers (Cross-Origin-Resource-Policy), sent on every answer.",
        choices=("same-origin", "same-site", "cross-origin"),
    ),
    Field(
        "preflight_status",
        Kind.CHOICE,
        204,
        "Status of an allowed preflight; 200 for clients that take 204 for a failure.",
        choices=(204, 200),
    ),
    Field(
        "refused_preflight_status",
        Kind.CHOICE,
        403,
        "Status of a refused preflight; it carries no CORS header whichever it is.",
        choices=(403, 204, 200),
    ),
    Field(
        "dangerously_allow_null_origin",
        Kind.SWITCH,
        default=False,
        doc='Let "null" stand in allow_origins: any sandboxed page of any site has that origin.',
    ),
    Field(
        "dangerously_allow_insecure_origins",
        Kind.SWITCH,
        default=False,
        doc="Let http origins off loopback use credentials: who is on the network path has them.",
    ),
    Field(
        "dangerously_allow_public_suffixes",
        Kind.SWITCH,
        default=False,
        doc="Let a pattern span a public suffix: strangers can register names that match it.",
    ),
    Field(
        "dangerously_allow_custom_schemes",
        Kind.SWITCH,
        default=False,
        doc="Let origins have a scheme that no known app shell or browser extension uses.",
    ),
    Field(
        "routes",
        Kind.ROUTES,
        (),
        "Paths with a policy of their own; nothing is inherited, the most specific path wins.",
    ),
)
"""In the order in which mistakes are told."""

BY_NAME: Final = {field.name: field for field in FIELDS}
