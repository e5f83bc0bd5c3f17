"""Lines about what came, and lines beside the matter: integrity, types, fonts, cookies, upgrades.

They are looked for after every line that tells more. The engines have no names of their own for
most of them: equal things have one code in all three.
"""

from __future__ import annotations

from typing import Final

from corsac.browser.outcome import Phase, Reason
from corsac.evidence.saying import Engine, Family, Frame, Saying


def _content(code: str, template: str, reason: Reason) -> Saying:
    """Make a saying about an answer that came, and can't be used."""
    return Saying(code, template, Family.LOOKALIKE, reason)


def _integrity(template: str) -> Saying:
    return _content("IntegrityMismatch", template, Reason.INTEGRITY)


def _ineligible(template: str) -> Saying:
    return _content("IntegrityNeedsCors", template, Reason.INTEGRITY)


def _mime(template: str) -> Saying:
    return _content("MimeType", template, Reason.CONTENT)


def _event_stream(template: str) -> Saying:
    return _content("EventStreamType", template, Reason.CONTENT)


def _undecoded(template: str) -> Saying:
    return _content("NotDecoded", template, Reason.CONTENT)


def _aside(code: str, *templates: str) -> tuple[Saying, ...]:
    """Make sayings that tell nothing of whether a request got through."""
    return tuple(Saying(code, template, Family.ASIDE) for template in templates)


def _warning(code: str, *templates: str) -> tuple[Saying, ...]:
    return tuple(Saying(code, template, Family.WARNING) for template in templates)


_EVENT_STREAM: Final = (
    _event_stream(
        'EventSource\'s response has a MIME type ("{detail}") that is not'
        ' "text/event-stream". Aborting the connection.'
    ),
    _event_stream(
        'EventSource\'s response has a charset ("{detail}") that is not UTF-8. Aborting the'
        " connection."
    ),
)
_CHROMIUM: Final = (
    _integrity(
        "Failed to find a valid digest in the 'integrity' attribute for resource '{url}' with"
        " computed {detail} integrity"
    ),
    _ineligible(
        "Subresource Integrity: The resource '{url}' has an integrity attribute, but the response"
        " is not eligible for integrity validation."
    ),
    _ineligible(
        "Subresource Integrity: The resource '{url}' has an integrity attribute, but the resource"
        " requires the request to be CORS enabled to check the integrity, and it is not."
    ),
    *_warning(
        "IntegrityIgnored",
        "Error parsing 'integrity' attribute ('{detail}').",
        "Ignoring unrecognized 'integrity' attribute option '{detail}'.",
    ),
    _mime(
        "Failed to load module script: The server responded with a non-JavaScript MIME type of"
        ' "{detail}".'
    ),
    _mime(
        "Failed to load module script: Expected a JavaScript-or-Wasm module script but the server"
        ' responded with a MIME type of "{detail}".'
    ),
    _mime("Refused to apply style from '{url}' because its MIME type ('{detail}')"),
    _mime("Refused to execute script from '{url}' because its MIME type ('{detail}')"),
    *_EVENT_STREAM,
    _undecoded("Failed to decode downloaded font: {url}"),
    _undecoded("OTS parsing error: {detail}"),
    *_warning(
        "Upgraded",
        "Mixed Content: The page at '{page}' was loaded over HTTPS, but requested an insecure"
        " {what} '{url}'. This request was automatically upgraded to HTTPS",
    ),
    *_aside("SlowNetwork", "Slow network is detected."),
)
_REJECTED: Final = (
    Saying(
        "CookieRejected",
        "Cookie “{detail}” with the “SameSite” attribute value “Lax” or “Strict” was omitted"
        " because of a cross-site redirect.",
        Family.LOOKALIKE,
    ),
    Saying("CookieInvalid", "Cookie “{detail}” has been rejected {why}.", Family.LOOKALIKE),
)
_FIREFOX: Final = (
    _integrity(
        "None of the “{algorithm}” hashes in the integrity attribute match the content of the"
        " subresource at “{url}”."
    ),
    _ineligible(
        "“{url}” is not eligible for integrity checks since it’s neither CORS-enabled nor"
        " same-origin."
    ),
    *_warning(
        "IntegrityIgnored",
        "The integrity attribute does not contain any valid metadata.",
        "Unsupported hash algorithm in the integrity attribute: “{detail}”",
        "element has a malformed hash in its integrity attribute: “{detail}”.",
        "The hash contained in the integrity attribute has the wrong length.",
    ),
    _mime("from “{url}” was blocked because of a disallowed MIME type (“{detail}”)."),
    _content(
        "NoSniff",
        "The resource from “{url}” was blocked due to MIME type (“{detail}”) mismatch"
        " (X-Content-Type-Options: nosniff).",
        Reason.NOSNIFF,
    ),
    _mime(
        "The stylesheet {url} was not loaded because its MIME type, “{detail}”, is not “text/css”."
    ),
    _mime(
        "HTTP “Content-Type” of “{detail}” is not supported. Load of media resource {url} failed."
    ),
    *_warning(
        "MimeTypeWarning",
        "The script from “{url}” was loaded even though its MIME type (“{detail}”) is not a valid"
        " JavaScript MIME type.",
        "The stylesheet {url} was loaded as CSS even though its MIME type, “{detail}”, is not"
        " “text/css”.",
    ),
    _undecoded("downloadable font: rejected by sanitizer ({font}) source: {url}"),
    _undecoded("Media resource {url} could not be decoded."),
    _undecoded("Cannot play media. No decoders for requested formats: {detail}"),
    _undecoded("HTTP load failed with status {status}. Load of media resource {url} failed."),
    Saying(
        "FontBlocked",
        "downloadable font: download failed ({font}): {detail} source: {url}",
        Family.COMPANION,
    ),
    Saying(
        "FontBlocked",
        "downloadable font: failed to start download ({font}): {detail} source: {url}",
        Family.COMPANION,
    ),
    Saying(
        "LoadingFailed",
        "Loading failed for the {what} with source “{url}”.",
        Family.COMPANION,
    ),
    *_REJECTED,
    *_warning(
        "Upgraded",
        "Content-Security-Policy: Upgrading insecure request ‘{url}’ to use ‘{detail}’",
        "Mixed Content: Upgrading insecure display request ‘{url}’ to use ‘{detail}’",
    ),
    *_warning(
        "MixedContentWarning", "Loading mixed (insecure) display content “{url}” on a secure page"
    ),
    *_warning(
        "CookieAttribute",
        "Invalid “{attribute}” value for cookie “{detail}”.",
        "Cookie “{detail}” will soon be rejected because",
    ),
    *_warning(
        "ReferrerPolicy",
        "Referrer Policy: Ignoring the less restricted referrer policy “{detail}” for the"
        " cross-site request: {url}",
    ),
    *_aside("NotXml", "XML Parsing Error: {detail} Location: {url} Line Number"),
)
_WEBKIT: Final = (
    _integrity("Cannot load script {url}. Failed integrity metadata check."),
    _integrity("Cannot load stylesheet {url}. Failed integrity metadata check."),
    _integrity("Failed integrity metadata check. {url}. Failed integrity metadata check."),
    _integrity("{url}. Failed integrity metadata check."),
    _integrity("TypeError: Cannot load script due to integrity mismatch"),
    _mime(
        "Did not parse stylesheet at '{url}' because non CSS MIME types are not allowed in strict"
        " mode."
    ),
    _mime("Refused to execute {url} as script because {detail} is not a script MIME type."),
    _mime("TypeError: '{detail}' is not a valid JavaScript MIME type."),
    *_EVENT_STREAM,
    *_warning(
        "EventStreamWarning",
        'EventSource\'s response has a charset ("{detail}") that is not UTF-8. The response will'
        " be decoded as UTF-8.",
    ),
    *_warning(
        "Upgraded",
        "The page at {page} requested insecure content from {url}. This content was automatically"
        " upgraded and should be served over HTTPS.",
    ),
    Saying(
        "DueToAccessControl", "Cannot load {url} due to access control checks.", Family.COMPANION
    ),
    Saying(
        "CspGeneric",
        "Blocked by Content Security Policy.",
        Family.LOOKALIKE,
        Reason.CONTENT_SECURITY_POLICY,
        Phase.BEFORE,
    ),
    Saying(
        "NetworkError",
        "Could not connect to {host}: {detail}",
        Family.NETWORK,
        Reason.NETWORK,
    ),
    *_aside(
        "Deprecated",
        "ArrayBuffer is deprecated in XMLHttpRequest.send(). Use ArrayBufferView instead.",
    ),
    *_aside("ScriptError", "SyntaxError: {detail}", "ReferenceError: {detail}"),
)
FRAMES: Final = (
    Frame(Engine.CHROMIUM, "", _CHROMIUM),
    Frame(Engine.FIREFOX, "", _FIREFOX),
    Frame(Engine.WEBKIT, "", _WEBKIT),
)
"""Each engine's, as whole lines."""

_LEGACY: Final = (
    "Failed to load {url}: {detail} Origin '{origin}' is therefore not allowed access.",
    "Redirect from '{first_url}' to '{url}' has been blocked by CORS policy: {detail}",
    "Access to {kind} at '{url}' from origin '{origin}' has been blocked by CORS policy: {detail}",
    "XMLHttpRequest cannot load {url}. {detail}",
    "Fetch API cannot load {url}. {detail}",
)
_FALLBACKS: Final = tuple(Saying("BlockedByCorsPolicy", each, Family.CORS) for each in _LEGACY)
LAST: Final = (
    Frame(Engine.CHROMIUM, "", _FALLBACKS),
    Frame(
        Engine.WEBKIT,
        "",
        (
            Saying(
                "RedirectDenied",
                "Cross-origin redirection to {url} denied by Cross-Origin Resource Sharing policy:"
                " {detail}",
                Family.CORS,
                None,
                Phase.REDIRECT,
            ),
            Saying("FailedToLoad", "Failed to load resource: {detail}", Family.COMPANION),
            Saying("FailedToLoad", "Failed to load resource", Family.COMPANION),
        ),
    ),
)
"""What fits many lines, for those that nothing above has understood: older wordings, new ones."""

CATCH_ALLS: Final = frozenset(
    {saying.template for frame in LAST for saying in frame.sayings}
    | {"Fetch API cannot load {url}."}
)
"""Templates that also fit the beginning of longer messages."""
