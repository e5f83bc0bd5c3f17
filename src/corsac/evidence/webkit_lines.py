"""What WebKit's console says, from its writer's own tables; Safari's wordings too."""

from __future__ import annotations

from corsac.browser.console.webkit import SENTENCES
from corsac.browser.console.webkit_other import DUE
from corsac.browser.outcome import Phase, Reason
from corsac.evidence.saying import Engine, Family, Frame, Saying

#: Reason → a name for it; one sentence stands for four reasons, of which this is the likeliest.
_CODES = {
    Reason.ALLOW_ORIGIN_MISSING: "OriginNotAllowed",
    Reason.ALLOW_ORIGIN_WILDCARD: "WildcardWithCredentials",
    Reason.ALLOW_CREDENTIALS: "CredentialsNotTrue",
    Reason.REDIRECT_MODE: "RedirectNotAllowed",
    Reason.REDIRECT_LIMIT: "TooManyRedirects",
    Reason.NO_CORS_REDIRECT_MODE: "NoCorsRedirectMode",
}
_PREFLIGHT_CODES = {
    Reason.PREFLIGHT_STATUS: "PreflightNotSuccessful",
    Reason.ALLOW_METHODS_INVALID: "InvalidAllowMethods",
    Reason.ALLOW_HEADERS_INVALID: "InvalidAllowHeaders",
    Reason.METHOD_NOT_ALLOWED: "MethodNotAllowed",
    Reason.HEADER_NOT_ALLOWED: "HeaderNotAllowed",
}
_CHECKED = (
    *(Saying(code, SENTENCES[reason], Family.CORS, reason) for reason, code in _CODES.items()),
    *(
        Saying(code, SENTENCES[reason], Family.CORS, reason, Phase.PREFLIGHT)
        for reason, code in _PREFLIGHT_CODES.items()
    ),
    Saying(
        "OriginNotAllowed",
        "Origin {origin} is not allowed by Access-Control-Allow-Origin.",
        Family.CORS,
        Reason.ALLOW_ORIGIN_MISSING,
    ),
    Saying(
        "MultipleOrigins",
        "Access-Control-Allow-Origin cannot contain more than one origin.",
        Family.CORS,
        Reason.ALLOW_ORIGIN_MULTIPLE,
    ),
    Saying(
        "RedirectScheme",
        "not allowed to follow a cross-origin CORS redirection with non CORS scheme",
        Family.CORS,
        Reason.REDIRECT_SCHEME,
        Phase.REDIRECT,
    ),
    Saying(
        "RedirectCredentials",
        "redirection URL {detail} has credentials",
        Family.CORS,
        Reason.REDIRECT_CREDENTIALS,
        Phase.REDIRECT,
    ),
)
FRAMES = (
    Frame(
        Engine.WEBKIT,
        "Cross-origin redirection to {url} denied by Cross-Origin Resource Sharing policy: {rest}",
        _CHECKED,
    ),
)
"""Lines that hold one of the sentences above."""

_DUE = tuple(Saying("DueToAccessControl", template, Family.COMPANION) for template in DUE.values())
LINES = Frame(
    Engine.WEBKIT,
    "",
    (
        *_CHECKED,
        *_DUE,
        Saying(
            "RedirectDenied",
            "Cross-origin redirection denied by Cross-Origin Resource Sharing policy.",
            Family.CORS,
            None,
            Phase.REDIRECT,
        ),
        Saying(
            "SchemeNotHttp",
            "Cross origin requests are only supported for HTTP.",
            Family.CORS,
            Reason.SCHEME,
            Phase.BEFORE,
        ),
        Saying(
            "RedirectScheme",
            "Redirection to URL with a scheme that is not HTTP(S).",
            Family.CORS,
            Reason.REDIRECT_SCHEME,
            Phase.REDIRECT,
        ),
        Saying(
            "UnsafeAttempt",
            "Unsafe attempt to load URL {url} from origin {origin}. Domains, protocols and ports"
            " must match.",
            Family.CORS,
            Reason.SAME_ORIGIN_MODE,
        ),
        Saying(
            "MixedContent",
            "The page at {page} requested insecure content from {url}. This content was blocked",
            Family.LOOKALIKE,
            Reason.MIXED_CONTENT,
            Phase.BEFORE,
        ),
        Saying(
            "MixedContent",
            "The page at {page} was not allowed to run insecure content from {url}.",
            Family.LOOKALIKE,
            Reason.MIXED_CONTENT,
            Phase.BEFORE,
        ),
        Saying(
            "ContentSecurityPolicy",
            "Refused to connect to {url} because it does not appear in the {detail} directive of"
            " the Content Security Policy.",
            Family.LOOKALIKE,
            Reason.CONTENT_SECURITY_POLICY,
            Phase.BEFORE,
        ),
        Saying(
            "ResourcePolicy",
            "Cancelled load to {url} because it violates the resource's"
            " Cross-Origin-Resource-Policy response header.",
            Family.LOOKALIKE,
            Reason.RESOURCE_POLICY,
        ),
        Saying(
            "RestrictedPort",
            "Not allowed to use restricted network port {detail}: {url}",
            Family.LOOKALIKE,
            Reason.BAD_PORT,
            Phase.BEFORE,
        ),
        Saying(
            "KeepaliveLimit",
            "Reached maximum amount of queued data of 64Kb for keepalive requests",
            Family.LOOKALIKE,
            Reason.KEEPALIVE_LIMIT,
            Phase.BEFORE,
        ),
        Saying(
            "WebSocketRefused",
            "WebSocket connection to '{url}' failed: {detail}",
            Family.LOOKALIKE,
            Reason.WEBSOCKET_REFUSED,
        ),
        Saying(
            "TaintedCanvas",
            "the canvas has been tainted by cross-origin data.",
            Family.LOOKALIKE,
        ),
        Saying("ContentBlocker", "Blocked by content extension", Family.LOOKALIKE),
        Saying("FtpDisabled", "FTP URLs are disabled", Family.LOOKALIKE, Reason.REDIRECT_SCHEME),
        Saying("PreflightBlocked", "CORS-preflight request was blocked", Family.COMPANION),
        Saying("NotAllowed", "Not allowed to request resource", Family.COMPANION),
        Saying(
            "NetworkError",
            "Could not connect to {detail}: Connection refused",
            Family.NETWORK,
            Reason.NETWORK,
        ),
        Saying("NetworkError", "Could not connect to the server.", Family.NETWORK, Reason.NETWORK),
        Saying("NetworkError", 'Error resolving "{detail}"', Family.NETWORK, Reason.NETWORK),
        Saying(
            "NetworkError", "Connection terminated unexpectedly", Family.NETWORK, Reason.NETWORK
        ),
        Saying("NetworkError", "Could not parse HTTP response", Family.NETWORK, Reason.NETWORK),
        Saying("NetworkError", "Unacceptable TLS certificate", Family.NETWORK, Reason.NETWORK),
        Saying("NetworkError", "The network connection was lost.", Family.NETWORK, Reason.NETWORK),
        Saying(
            "SameOriginMode",
            "Fetch API cannot load {url}.",
            Family.CORS,
            Reason.SAME_ORIGIN_MODE,
            Phase.BEFORE,
        ),
        Saying("LoadFailed", "TypeError: Load failed", Family.SCRIPT),
    ),
)
"""Whole lines, the more telling ones first."""
