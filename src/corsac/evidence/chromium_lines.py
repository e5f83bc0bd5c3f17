"""What Chromium's console says, from its writer's own table; older wordings too."""

from __future__ import annotations

from corsac.browser.console.chromium import SENTENCES
from corsac.browser.console.chromium_scheme import SCHEMES
from corsac.browser.outcome import Phase, Reason
from corsac.evidence.saying import Engine, Family, Frame, Saying

#: Reason → Chromium's own name for it (`corsError` in its protocol).
_CODES = {
    Reason.ALLOW_ORIGIN_MISSING: "MissingAllowOriginHeader",
    Reason.ALLOW_ORIGIN_WILDCARD: "WildcardOriginNotAllowed",
    Reason.ALLOW_ORIGIN_MULTIPLE: "MultipleAllowOriginValues",
    Reason.ALLOW_ORIGIN_INVALID: "InvalidAllowOriginValue",
    Reason.ALLOW_ORIGIN_MISMATCH: "AllowOriginMismatch",
    Reason.ALLOW_CREDENTIALS: "InvalidAllowCredentials",
}
_PREFLIGHT_CODES = {
    Reason.PREFLIGHT_STATUS: "PreflightInvalidStatus",
    Reason.PREFLIGHT_REDIRECT: "PreflightDisallowedRedirect",
    Reason.ALLOW_METHODS_INVALID: "InvalidAllowMethodsPreflightResponse",
    Reason.ALLOW_HEADERS_INVALID: "InvalidAllowHeadersPreflightResponse",
    Reason.METHOD_NOT_ALLOWED: "MethodDisallowedByPreflightResponse",
    Reason.HEADER_NOT_ALLOWED: "HeaderDisallowedByPreflightResponse",
}
_INTRODUCTION = "Response to preflight request doesn't pass access control check: "
_PRIVATE = "in the preflight response for this private network request"
_ANSWERED = "header was present in the preflight response for this"


def _checked() -> tuple[Saying, ...]:
    """Give the sentences about headers: those with an introduction first, they hold the others."""
    introduced = tuple(
        Saying(
            f"Preflight{code}",
            _INTRODUCTION + SENTENCES[reason],
            Family.CORS,
            reason,
            Phase.PREFLIGHT,
        )
        for reason, code in _CODES.items()
    )
    preflights = tuple(
        Saying(code, SENTENCES[reason], Family.CORS, reason, Phase.PREFLIGHT)
        for reason, code in _PREFLIGHT_CODES.items()
    )
    others = tuple(
        Saying(code, SENTENCES[reason], Family.CORS, reason, Phase.ACTUAL)
        for reason, code in _CODES.items()
    )
    return (*introduced, *preflights, *others)


_LOCAL = (
    Saying(
        "LocalNetworkAccessPermissionDenied",
        "Permission was denied for this request to access the `{space}` address space.",
        Family.LOCAL_NETWORK,
        Reason.LOCAL_NETWORK,
    ),
    Saying(
        "InvalidLocalNetworkAccess",
        "Request had a target IP address space of `{declared}` yet the resource is in address space"
        " `{space}`.",
        Family.LOCAL_NETWORK,
        Reason.LOCAL_NETWORK,
    ),
    Saying(
        "InsecureLocalNetwork",
        "The request client is not a secure context and the resource is in more-private address"
        " space `{space}`.",
        Family.LOCAL_NETWORK,
        Reason.LOCAL_NETWORK,
    ),
    # Private Network Access, its forerunner: gone since Chromium 138, still found in old pastes.
    Saying(
        "PreflightMissingAllowPrivateNetwork",
        f"No 'Access-Control-Allow-Private-Network' {_ANSWERED} private network request targeting"
        " the `{space}` address space.",
        Family.LOCAL_NETWORK,
        Reason.LOCAL_NETWORK,
    ),
    Saying(
        "PreflightInvalidAllowPrivateNetwork",
        f"The 'Access-Control-Allow-Private-Network' header {_PRIVATE} targeting the `{{space}}`"
        " address space had a value of '{detail}', not 'true'.",
        Family.LOCAL_NETWORK,
        Reason.LOCAL_NETWORK,
    ),
    Saying(
        "UnexpectedPrivateNetworkAccess",
        "Request had no target IP address space, yet the resource is in address space `{space}`.",
        Family.LOCAL_NETWORK,
        Reason.LOCAL_NETWORK,
    ),
)
# What came and went on the way to Local Network Access.
_EXTERNAL = "in the preflight response for this external request"
_LOCAL_LONG_AGO = tuple(
    Saying(code, template, Family.LOCAL_NETWORK, Reason.LOCAL_NETWORK)
    for code, template in {
        "PreflightMissingPrivateNetworkAccessId": (
            f"No 'Private-Network-Access-Id' {_ANSWERED} private network request targeting"
            " the `{space}` address space."
        ),
        "PreflightMissingPrivateNetworkAccessName": (
            f"No 'Private-Network-Access-Name' {_ANSWERED} private network request targeting"
            " the `{space}` address space."
        ),
        "PrivateNetworkAccessPermissionUnavailable": (
            "Unable to ask for permission to access the `{space}` IP address space."
        ),
        "PreflightMissingAllowExternal": (
            f"No 'Access-Control-Allow-External' {_ANSWERED} external request"
        ),
        "PreflightInvalidAllowExternal": (
            f"The 'Access-Control-Allow-External' header {_EXTERNAL} had a value of '{{detail}}',"
            " not 'true'"
        ),
    }.items()
)
_REDIRECTED = (
    Saying(
        "RedirectContainsCredentials",
        "Redirect location '{detail}' contains a username and password, which is disallowed for"
        " cross-origin requests.",
        Family.CORS,
        Reason.REDIRECT_CREDENTIALS,
        Phase.REDIRECT,
    ),
)
_OLDER = (
    Saying(
        "PreflightInvalidStatus",
        "Response for preflight has invalid HTTP status code {status}",
        Family.CORS,
        Reason.PREFLIGHT_STATUS,
        Phase.PREFLIGHT,
    ),
    Saying(
        "PreflightDisallowedRedirect",
        "Response for preflight is invalid (redirect)",
        Family.CORS,
        Reason.PREFLIGHT_REDIRECT,
        Phase.PREFLIGHT,
    ),
    Saying(
        "CorsDisabledScheme",
        "Cross origin requests are only supported for protocol schemes: {schemes}.",
        Family.CORS,
        Reason.SCHEME,
        Phase.BEFORE,
    ),
    Saying(
        "DisallowedByMode",
        "Cross origin requests are not allowed by request mode.",
        Family.CORS,
        Reason.SAME_ORIGIN_MODE,
        Phase.BEFORE,
    ),
    Saying("InvalidResponse", "The response is invalid.", Family.NETWORK, Reason.NETWORK),
)
_SENTENCES = (
    *_checked(),
    *_LOCAL,
    *_LOCAL_LONG_AGO,
    *_REDIRECTED,
    Saying("CorsDisabledScheme", SCHEMES, Family.CORS, Reason.SCHEME, Phase.BEFORE),
    *_OLDER,
)

_ACCESS = "from origin '{origin}' has been blocked by CORS policy: {rest}"
FRAMES = (
    Frame(
        Engine.CHROMIUM,
        "Access to {kind} at '{url}' (redirected from '{first_url}') " + _ACCESS,
        _SENTENCES,
    ),
    Frame(Engine.CHROMIUM, "Access to {kind} at '{url}' " + _ACCESS, _SENTENCES),
    # Chrome up to 69.
    Frame(
        Engine.CHROMIUM,
        "Redirect from '{first_url}' to '{url}' has been blocked by CORS policy: {rest}",
        _SENTENCES,
    ),
    Frame(Engine.CHROMIUM, "Failed to load {url}: {rest}", _SENTENCES),
    Frame(Engine.CHROMIUM, "XMLHttpRequest cannot load {url}. {rest}", _SENTENCES),
    Frame(Engine.CHROMIUM, "Fetch API cannot load {url}. {rest}", _SENTENCES),
)
"""Lines that hold one of the sentences above."""

LINES = Frame(
    Engine.CHROMIUM,
    "",
    (
        Saying(
            "DisallowedByMode",
            'Fetch API cannot load {url}. Request mode is "same-origin" but the URL\'s origin is'
            " not same as the request origin {origin}.",
            Family.CORS,
            Reason.SAME_ORIGIN_MODE,
            Phase.BEFORE,
        ),
        Saying(
            "IntegrityMismatch",
            "Fetch API cannot load {url}. SRI's integrity checks failed.",
            Family.LOOKALIKE,
            Reason.INTEGRITY,
        ),
        Saying(
            "NoCorsRedirectModeNotFollow",
            'Fetch API cannot load {url}. Request mode is "no-cors" but the redirect mode is not'
            ' "follow".',
            Family.CORS,
            Reason.NO_CORS_REDIRECT_MODE,
            Phase.BEFORE,
        ),
        Saying(
            "CorsDisabledScheme",
            'Fetch API cannot load {url}. URL scheme "{scheme}" is not supported.',
            Family.CORS,
            Reason.SCHEME,
            Phase.BEFORE,
        ),
        Saying(
            "CspConnect",
            "Fetch API cannot load {url}. Refused to connect because it violates the document's"
            " Content Security Policy.",
            Family.COMPANION,
            Reason.CONTENT_SECURITY_POLICY,
            Phase.BEFORE,
        ),
        Saying(
            "CspConnect",
            "Connecting to '{url}' violates the following Content Security Policy directive:"
            ' "{detail}". The action has been blocked.',
            Family.LOOKALIKE,
            Reason.CONTENT_SECURITY_POLICY,
            Phase.BEFORE,
        ),
        Saying(
            "CspConnect",
            "Refused to connect to '{url}' because it violates the following Content Security"
            ' Policy directive: "{detail}".',
            Family.LOOKALIKE,
            Reason.CONTENT_SECURITY_POLICY,
            Phase.BEFORE,
        ),
        Saying(
            "MixedContent",
            "Mixed Content: The page at '{page}' was loaded over HTTPS, but requested an insecure"
            " {what} '{url}'. This request has been blocked;",
            Family.LOOKALIKE,
            Reason.MIXED_CONTENT,
            Phase.BEFORE,
        ),
        Saying(
            "MixedContentWarning",
            "Mixed Content: The page at '{page}' was loaded over HTTPS, but requested an insecure"
            " {what} '{url}'. This content should also be served over HTTPS.",
            Family.WARNING,
        ),
        Saying(
            "LocalFile",
            "Not allowed to load local resource: {url}",
            Family.LOOKALIKE,
            Reason.SCHEME,
            Phase.BEFORE,
        ),
        Saying(
            "UnsafeAttempt",
            "Unsafe attempt to load URL {url} from frame with URL {page}. Domains, protocols and"
            " ports must match.",
            Family.CORS,
            Reason.SAME_ORIGIN_MODE,
        ),
        Saying(
            "ServiceWorkerOpaque",
            'The FetchEvent for "{url}" resulted in a network error response: an "opaque" response'
            " was used for a request whose type is not no-cors",
            Family.LOOKALIKE,
        ),
        Saying(
            "WebSocketRefused",
            "WebSocket connection to '{url}' failed: Error during WebSocket handshake: {detail}",
            Family.LOOKALIKE,
            Reason.WEBSOCKET_REFUSED,
        ),
        Saying("ResponseHeaderHidden", 'Refused to get unsafe header "{detail}"', Family.LOOKALIKE),
        Saying("RequestHeaderForbidden", 'Refused to set unsafe header "{detail}"', Family.WARNING),
        Saying("TaintedCanvas", "Tainted canvases may not be exported.", Family.LOOKALIKE),
        Saying(
            "TaintedCanvas", "The canvas has been tainted by cross-origin data.", Family.LOOKALIKE
        ),
        Saying(
            "OpaqueBlocked",
            "{method} {url} net::ERR_BLOCKED_BY_ORB",
            Family.LOOKALIKE,
            Reason.OPAQUE_BLOCKED,
        ),
        Saying(
            "CorpBlockedCoep",
            "net::ERR_BLOCKED_BY_RESPONSE.NotSameOriginAfterDefaultedToSameOriginByCoep",
            Family.LOOKALIKE,
            Reason.RESOURCE_POLICY,
        ),
        Saying(
            "CorpBlocked",
            "net::ERR_BLOCKED_BY_RESPONSE.{detail}",
            Family.LOOKALIKE,
            Reason.RESOURCE_POLICY,
        ),
        Saying("BlockedByClient", "net::ERR_BLOCKED_BY_CLIENT", Family.LOOKALIKE),
        Saying("NetFailed", "{method} {url} net::ERR_FAILED {status} (", Family.COMPANION),
        Saying("NetFailed", "{method} {url} net::ERR_FAILED", Family.COMPANION),
        Saying("NetFailed", "net::ERR_FAILED", Family.COMPANION),
        Saying("NetError", "{method} {url} net::{net_error}", Family.NETWORK, Reason.NETWORK),
        Saying(
            "NetError", "Failed to load resource: net::{net_error}", Family.NETWORK, Reason.NETWORK
        ),
        Saying("FtpUnsupported", "FTP is not supported.", Family.LOOKALIKE, Reason.SCHEME),
        Saying(
            "ErrorStatus",
            "Failed to load resource: the server responded with a status of {status}",
            Family.COMPANION,
        ),
        Saying("FailedToFetch", "TypeError: Failed to fetch", Family.SCRIPT),
    ),
)
"""Whole lines, the more telling ones first."""
