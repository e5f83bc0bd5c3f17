"""What Firefox's console says, from its writer's own tables; older wordings too."""

from __future__ import annotations

from corsac.browser.console.firefox import SENTENCES
from corsac.browser.console.firefox_other import BLOCKED
from corsac.browser.outcome import Phase, Reason
from corsac.evidence.saying import Engine, Family, Frame, Saying

#: Reason → Firefox's own name for it (its message category, the anchor of its help pages).
CODES = {
    Reason.ALLOW_ORIGIN_MISSING: "CORSMissingAllowOrigin",
    Reason.ALLOW_ORIGIN_WILDCARD: "CORSNotSupportingCredentials",
    Reason.ALLOW_ORIGIN_MISMATCH: "CORSAllowOriginNotMatchingOrigin",
    Reason.ALLOW_CREDENTIALS: "CORSMissingAllowCredentials",
    Reason.PREFLIGHT_STATUS: "CORSPreflightDidNotSucceed",
    Reason.PREFLIGHT_REDIRECT: "CORSExternalRedirectNotAllowed",
    Reason.ALLOW_METHODS_INVALID: "CORSInvalidAllowMethod",
    Reason.ALLOW_HEADERS_INVALID: "CORSInvalidAllowHeader",
    Reason.METHOD_NOT_ALLOWED: "CORSMethodNotFound",
    Reason.HEADER_NOT_ALLOWED: "CORSMissingAllowHeaderFromPreflight",
}
#: Reasons that only a preflight has.
_AT_PREFLIGHT = frozenset(
    {
        Reason.PREFLIGHT_STATUS,
        Reason.PREFLIGHT_REDIRECT,
        Reason.ALLOW_METHODS_INVALID,
        Reason.ALLOW_HEADERS_INVALID,
        Reason.METHOD_NOT_ALLOWED,
        Reason.HEADER_NOT_ALLOWED,
    }
)


def saying(reason: Reason, template: str) -> Saying:
    """Make a saying of Firefox's about a reason, in any language."""
    phase = Phase.PREFLIGHT if reason in _AT_PREFLIGHT else None
    return Saying(CODES[reason], template, Family.CORS, reason, phase)


_REASONS = (
    *(saying(reason, SENTENCES[reason]) for reason in CODES),
    Saying(
        "CORSMultipleAllowOriginNotAllowed",
        "Multiple CORS header ‘Access-Control-Allow-Origin’ not allowed",
        Family.CORS,
        Reason.ALLOW_ORIGIN_MULTIPLE,
    ),
    Saying("CORSDidNotSucceed", "CORS request did not succeed", Family.COMPANION, Reason.NETWORK),
    Saying("CORSRequestNotHttp", "CORS request not http", Family.CORS, Reason.SCHEME, Phase.BEFORE),
    Saying("CORSDisabled", "CORS disabled", Family.LOOKALIKE),
    Saying("CORSOriginHeaderNotAdded", "CORS header ‘Origin’ cannot be added", Family.LOOKALIKE),
    # Firefox up to about 80.
    saying(Reason.PREFLIGHT_STATUS, "CORS preflight channel did not succeed"),
    saying(
        Reason.HEADER_NOT_ALLOWED,
        "missing token ‘{detail}’ in CORS header ‘Access-Control-Allow-Headers’ from CORS preflight"
        " channel",
    ),
)
FRAMES = (
    Frame(
        Engine.FIREFOX,
        BLOCKED.format(url="{url}", reason="{rest}", status=" Status code: {status}."),
        _REASONS,
    ),
    Frame(Engine.FIREFOX, BLOCKED.format(url="{url}", reason="{rest}", status=""), _REASONS),
)
"""Lines that hold one of the reasons above, with a status and without."""

LINES = Frame(
    Engine.FIREFOX,
    "",
    (
        Saying(
            "CORSAllowHeaderFromPreflightDeprecation",
            "Cross-Origin Request Warning: The Same Origin Policy will disallow reading the remote"
            " resource at {url} soon.",
            Family.WARNING,
        ),
        Saying(
            "SecurityErrorLink",
            "Security Error: Content at {page} may not load or link to {url}.",
            Family.LOOKALIKE,
            Reason.SCHEME,
        ),
        Saying(
            "SecurityErrorData",
            "Security Error: Content at {page} may not load data from {url}.",
            Family.CORS,
            Reason.SAME_ORIGIN_MODE,
            Phase.BEFORE,
        ),
        Saying(
            "RedirectToData",
            "Redirecting to data: URI not allowed (Blocked loading of: “{url}”)",
            Family.CORS,
            Reason.REDIRECT_SCHEME,
            Phase.REDIRECT,
        ),
        Saying(
            "ResourcePolicy",
            "The resource at “{url}” was blocked due to its Cross-Origin-Resource-Policy header (or"
            " lack thereof).",
            Family.LOOKALIKE,
            Reason.RESOURCE_POLICY,
        ),
        Saying(
            "OpaqueBlocked",
            "The resource at “{url}” was blocked by OpaqueResponseBlocking.",
            Family.LOOKALIKE,
            Reason.OPAQUE_BLOCKED,
        ),
        Saying(
            "OpaqueBlocked",
            "A resource is blocked by OpaqueResponseBlocking",
            Family.LOOKALIKE,
            Reason.OPAQUE_BLOCKED,
        ),
        Saying(
            "ContentSecurityPolicy",
            "Content-Security-Policy: The page’s settings blocked the loading of a resource"
            " ({directive}) at {url} because it violates the following directive: “{detail}”",
            Family.LOOKALIKE,
            Reason.CONTENT_SECURITY_POLICY,
            Phase.BEFORE,
        ),
        Saying(
            "MixedActiveContent",
            "Blocked loading mixed active content “{url}”",
            Family.LOOKALIKE,
            Reason.MIXED_CONTENT,
            Phase.BEFORE,
        ),
        Saying(
            "CookieRejected",
            "Cookie “{detail}” has been rejected because it is in a cross-site context and its"
            " “SameSite” is “Lax” or “Strict”.",
            Family.LOOKALIKE,
        ),
        Saying(
            "CookieRejected",
            "Cookie “{detail}” rejected because it has the “SameSite=None” attribute but is missing"
            " the “secure” attribute.",
            Family.LOOKALIKE,
        ),
        Saying(
            "RequestHeaderForbidden",
            "Attempt to set a forbidden header was denied: {detail}",
            Family.WARNING,
        ),
        Saying(
            "LocalNetwork", "Local Network Access permission required: {detail}", Family.WARNING
        ),
        Saying("LocalNetwork", "Local Network Access detected: {detail}", Family.WARNING),
        Saying(
            "ElementNotAllowed",
            "source URI is not allowed in this document: “{url}”.",
            Family.COMPANION,
        ),
        Saying(
            "FontBlocked",
            "bad URI or cross-site access not allowed source: {url}",
            Family.COMPANION,
        ),
        Saying(
            "ConnectionNotEstablished",
            "Firefox can’t establish a connection to the server at {socket_url}.",
            Family.LOOKALIKE,
            Reason.WEBSOCKET_REFUSED,
        ),
        Saying(
            "EventSource",
            "Firefox can’t establish a connection to the server at {url}.",
            Family.COMPANION,
        ),
        Saying(
            "NetworkError",
            "NetworkError when attempting to fetch resource",
            Family.SCRIPT,
        ),
    ),
)
"""Whole lines."""
