"""The reasons that consoles give, and what each is worth."""

from __future__ import annotations

from corsac.browser.outcome import Phase, Reason
from corsac.core.findings import Text
from corsac.diagnose.explain.sign import Sign, high, low, medium

_ANSWERED = Text("the server, or something before it, did answer")
_REFUSED_ANSWER = Text("the browser withheld that answer from script")
_SENT = Text("the request itself was sent, and probably carried out")
_NOT_SENT = Text("the preflight failed: the request itself was never sent")
NO_STATUS = Text(
    "the status of the answer: a 401, 404, 500 or 502 without the header gives the same line"
)
"""Not so where another line names the status."""
_WHICH = Text("whether it was the preflight's answer or the request's")
_WHOSE = Text("whether the application or a proxy before it made that answer")
_NOT_CORS = Text("CORS was not even asked: no header of the server changes this")
_OTHERS_TOO = Text("whether further faults stand behind this one: browsers stop at the first")
_BEFORE = Text("nothing was sent to the server")

_VALUE = (_ANSWERED, _REFUSED_ANSWER)

SIGNS: dict[tuple[Reason, Phase | None], Sign] = {
    (Reason.ALLOW_ORIGIN_MISSING, Phase.PREFLIGHT): Sign(
        (
            _NOT_SENT,
            Text("the preflight was answered, without Access-Control-Allow-Origin"),
        ),
        (NO_STATUS, _WHOSE),
        (
            medium("preflight-needs-login"),
            medium("preflight-unknown-route"),
            medium("no-cors-headers"),
            low("origin-not-listed"),
            low("preflight-server-error"),
            low("preflight-gateway-error"),
            low("challenged-by-firewall"),
        ),
    ),
    (Reason.ALLOW_ORIGIN_MISSING, Phase.ACTUAL): Sign(
        (_ANSWERED, _SENT, Text("that answer has no Access-Control-Allow-Origin")),
        (NO_STATUS, _WHOSE),
        (
            medium("no-cors-headers"),
            medium("error-without-headers"),
            medium("origin-not-listed"),
            low("gateway-error-without-headers"),
            low("headers-only-on-preflight"),
            low("route-without-headers"),
        ),
    ),
    (Reason.ALLOW_ORIGIN_MISSING, None): Sign(
        (_ANSWERED, Text("that answer has no Access-Control-Allow-Origin, or another one")),
        (NO_STATUS, _WHICH, _WHOSE),
        (
            medium("no-cors-headers"),
            medium("error-without-headers"),
            medium("origin-not-listed"),
            low("gateway-error-without-headers"),
            low("preflight-needs-login"),
            low("preflight-unknown-route"),
            low("headers-only-on-preflight"),
        ),
    ),
    (Reason.ALLOW_ORIGIN_WILDCARD, None): Sign(
        (
            *_VALUE,
            Text("the page asks with credentials, and the server answers with *"),
        ),
        (Text("whether the page needs cookies at all"),),
        (high("wildcard-with-credentials"),),
    ),
    (Reason.ALLOW_ORIGIN_MULTIPLE, None): Sign(
        (*_VALUE, Text("Access-Control-Allow-Origin holds more than one value")),
        (Text("whether two layers add one each, or one layer sends a list"),),
        (high("duplicate-allow-origin"), medium("origin-list")),
    ),
    (Reason.ALLOW_ORIGIN_INVALID, None): Sign(
        (*_VALUE, Text("Access-Control-Allow-Origin holds something that is no origin")),
        (_OTHERS_TOO,),
        (high("allow-origin-invalid"), medium("origin-not-byte-equal")),
    ),
    (Reason.ALLOW_ORIGIN_MISMATCH, None): Sign(
        (*_VALUE, Text("the server lets in another origin than the page's")),
        (Text("whether its list lacks this origin, or a cache answers for another one"),),
        (medium("other-origin-allowed"), low("origin-not-byte-equal")),
    ),
    (Reason.ALLOW_CREDENTIALS, None): Sign(
        (
            *_VALUE,
            Text("the page asks with credentials, and the origin is allowed"),
            Text("Access-Control-Allow-Credentials is not exactly true"),
        ),
        (Text("whether the page needs cookies at all"),),
        (high("allow-credentials-not-true"),),
    ),
    (Reason.PREFLIGHT_STATUS, None): Sign(
        (_NOT_SENT, Text("the preflight's answer has a status outside 200 to 299")),
        (_WHOSE,),
        (
            medium("preflight-unknown-route"),
            medium("preflight-needs-login"),
            low("preflight-server-error"),
            low("preflight-gateway-error"),
            low("preflight-not-ok"),
        ),
    ),
    (Reason.PREFLIGHT_REDIRECT, None): Sign(
        (_NOT_SENT, Text("the preflight was answered with a redirect, which none may be")),
        (Text("where it leads: to https, a slash more, www., or a login page"),),
        (high("preflight-redirected"), low("redirect-to-login")),
    ),
    (Reason.ALLOW_METHODS_INVALID, None): Sign(
        (_NOT_SENT, Text("Access-Control-Allow-Methods is not a list of names and commas")),
        (_OTHERS_TOO,),
        (high("method-list-malformed"),),
    ),
    (Reason.ALLOW_HEADERS_INVALID, None): Sign(
        (_NOT_SENT, Text("Access-Control-Allow-Headers is not a list of names and commas")),
        (_OTHERS_TOO,),
        (high("header-list-malformed"),),
    ),
    (Reason.METHOD_NOT_ALLOWED, None): Sign(
        (
            _NOT_SENT,
            Text("the preflight passed but for the method"),
            Text("Access-Control-Allow-Methods does not list the method as it is sent"),
        ),
        (_OTHERS_TOO,),
        (high("method-not-allowed"), low("star-with-credentials")),
    ),
    (Reason.HEADER_NOT_ALLOWED, None): Sign(
        (
            _NOT_SENT,
            Text("the preflight passed but for a header"),
            Text("Access-Control-Allow-Headers does not list a header that the page sends"),
        ),
        (
            Text("which other headers are missing too: consoles name one"),
            Text("who adds the header: the page's code, a library, a tracing tool"),
        ),
        (high("header-not-allowed"), low("star-with-credentials")),
    ),
    (Reason.LOCAL_NETWORK, None): Sign(
        (
            Text("a page from the public network asked for a local or loopback address"),
            Text("the browser's permission was missing: no header of the server changes this"),
        ),
        (Text("whether the URL is meant: builds that still point at localhost show this"),),
        (high("local-network-access"),),
    ),
    (Reason.REDIRECT_CREDENTIALS, None): Sign(
        (_ANSWERED, Text("a redirect leads to a URL with a user name or password in it")),
        (),
        (high("redirect-with-password"),),
    ),
    (Reason.REDIRECT_SCHEME, None): Sign(
        (_ANSWERED, Text("a redirect leads to something that is not http or https")),
        (),
        (high("redirect-to-other-scheme"),),
    ),
    (Reason.REDIRECT_MODE, None): Sign(
        (Text("the page asked with redirect 'error', and was redirected"),),
        (),
        (high("redirect-mode-error"),),
    ),
    (Reason.REDIRECT_LIMIT, None): Sign(
        (Text("more than twenty redirects followed one another"),), (), (high("redirect-loop"),)
    ),
    (Reason.SAME_ORIGIN_MODE, None): Sign(
        (Text("the page asked in mode same-origin for another origin"), _BEFORE),
        (),
        (high("same-origin-mode"),),
    ),
    (Reason.NO_CORS_REDIRECT_MODE, None): Sign(
        (Text("mode no-cors goes with redirect 'follow' alone"), _BEFORE),
        (),
        (high("no-cors-redirect-mode"),),
    ),
    (Reason.SCHEME, None): Sign(
        (Text("the URL, or the page's own, is not of http or https"), _BEFORE),
        (Text("whether the page was opened as a file: its origin is then null"),),
        (high("scheme-not-http"), medium("null-origin")),
    ),
    (Reason.MIXED_CONTENT, None): Sign(
        (Text("an https page asked for an http URL"), _BEFORE, _NOT_CORS),
        (),
        (high("mixed-content"),),
    ),
    (Reason.CONTENT_SECURITY_POLICY, None): Sign(
        (Text("the page's own Content-Security-Policy forbids the URL"), _BEFORE, _NOT_CORS),
        (),
        (high("page-csp"),),
    ),
    (Reason.RESOURCE_POLICY, None): Sign(
        (
            _ANSWERED,
            Text("its Cross-Origin-Resource-Policy keeps other sites out; this is not CORS"),
        ),
        (),
        (high("resource-policy"),),
    ),
    (Reason.INTEGRITY, None): Sign(
        (_ANSWERED, Text("its bytes are not those that the integrity metadata name")),
        (),
        (high("integrity-mismatch"),),
    ),
    (Reason.CONTENT, None): Sign(
        (_ANSWERED, Text("the browser got it, and can't use its type or its bytes"), _NOT_CORS),
        (),
        (high("unusable-content"),),
    ),
    (Reason.NOSNIFF, None): Sign(
        (_ANSWERED, Text("the browser got it, and can't use its type or its bytes"), _NOT_CORS),
        (),
        (high("nosniff"),),
    ),
    (Reason.OPAQUE_BLOCKED, None): Sign(
        (_ANSWERED, Text("an element asked without CORS for something it can't use")),
        (),
        (high("opaque-response-blocked"),),
    ),
    (Reason.WEBSOCKET_REFUSED, None): Sign(
        (Text("the WebSocket's handshake failed; WebSockets know no CORS"),),
        (Text("whether the server refused the Origin, or knows no WebSocket there"),),
        (medium("websocket-refused"),),
    ),
    (Reason.BAD_PORT, None): Sign(
        (Text("the URL's port is one that browsers never connect to"), _BEFORE),
        (),
        (high("bad-port"),),
    ),
    (Reason.KEEPALIVE_LIMIT, None): Sign(
        (Text("the bodies of keepalive requests were larger than 64 KiB together"), _BEFORE),
        (),
        (high("keepalive-too-large"),),
    ),
    (Reason.NETWORK, None): Sign(
        (Text("no usable answer came: this is not CORS"),),
        (Text("whether the name, the port, the certificate or the server is at fault"),),
        (
            medium("connection-refused"),
            medium("certificate-not-trusted"),
            low("name-not-resolved"),
            low("connection-closed"),
        ),
    ),
}
"""Reason and phase → what the line is worth. A phase of None stands for every other."""

CODES: dict[str, Sign] = {
    "CORSDidNotSucceed": Sign(
        (
            Text(
                "alone it is no verdict of CORS: the connection failed, or something in the "
                "browser stopped the request"
            ),
            Text("below another line about the same URL it adds nothing to that line"),
        ),
        (Text("whether the server, its certificate, an extension or the network is at fault"),),
        (
            medium("connection-refused"),
            medium("certificate-not-trusted"),
            low("name-not-resolved"),
            low("mixed-content"),
        ),
    ),
    "NetFailed": Sign(
        (Text("the request failed; the line above it in the console says why"),),
        (Text("whether it was CORS at all"),),
    ),
    "DueToAccessControl": Sign(
        (Text("a check failed; the line above it in the console says which"),),
        (Text("which check: this line names the URL alone"), _WHICH),
        (medium("no-cors-headers"), low("error-without-headers"), low("connection-refused")),
    ),
    "ErrorStatus": Sign(
        (
            Text("the server answered with an error, and script may read that answer"),
            Text("this is not CORS: look at the server's own error"),
        ),
    ),
    "CorpBlockedCoep": Sign(
        (_ANSWERED, Text("the page's own embedder policy demands CORP or CORS of what it loads")),
        (),
        (high("embedder-policy"),),
    ),
    "IntegrityNeedsCors": Sign(
        (Text("integrity of another origin's bytes can be checked only with CORS"),),
        (),
        (medium("no-cors-headers"), low("integrity-mismatch")),
    ),
    "EventSource": Sign((Text("it follows another line, which has the reason"),)),
    "LoadingFailed": Sign((Text("it follows another line, which has the reason"),)),
    "FailedToLoad": Sign((Text("it follows another line, which has the reason"),)),
    "ElementNotAllowed": Sign((Text("it follows another line, which has the reason"),)),
    "FontBlocked": Sign(
        (Text("a font from another origin was refused; the line above says why"),),
        (),
        (medium("no-cors-headers"),),
    ),
    "NotAllowed": Sign((Text("it follows another line, which has the reason"),)),
    "PreflightBlocked": Sign((Text("a preflight was not sent: its URL may not be asked"),)),
    "FailedToFetch": Sign(
        (Text("fetch() failed; script is never told why, so that pages can't spy on networks"),),
        (Text("whether it was CORS, the network, an extension or a policy of the page"),),
    ),
    "NetworkError": Sign(
        (Text("the request failed below HTTP: the host, its certificate or its program"),),
        (Text("whether any CORS header would be missing, too"),),
        (medium("connection-refused"), medium("certificate-not-trusted")),
    ),
    "LoadFailed": Sign(
        (Text("fetch() failed; script is never told why, so that pages can't spy on networks"),),
        (Text("whether it was CORS, the network, an extension or a policy of the page"),),
    ),
    "AxiosNetworkError": Sign(
        (Text("XMLHttpRequest failed, and axios knows no more; the console above does"),),
        (Text("whether it was CORS, the network, an extension or a policy of the page"),),
    ),
    "CORSDisabled": Sign(
        (Text("this Firefox has CORS switched off (content.cors.disable): nobody's server is"),)
    ),
    "CORSOriginHeaderNotAdded": Sign(
        (Text("the request has no page's origin: an extension or a tool of Firefox's makes it"),)
    ),
    "CORSAllowHeaderFromPreflightDeprecation": Sign(
        (
            Text("nothing was blocked: it is a warning"),
            Text("the server allows Authorization by * alone, which will cease to cover it"),
        ),
        (),
        (high("header-not-allowed"),),
    ),
    "MixedContentWarning": Sign(
        (Text("nothing was blocked: an http URL was let through because it is local"),)
    ),
    "LocalNetwork": Sign(
        (Text("a page asks for a local address: Firefox asks the user, or will"),),
        (Text("whether the request went through"),),
        (medium("local-network-access"),),
    ),
    "ServiceWorkerOpaque": Sign(
        (
            Text("a service worker answered from its cache with an opaque response"),
            Text("the server was not asked: clear or bump that cache, and cache with mode cors"),
        )
    ),
    "BlockedByClient": Sign(
        (Text("an extension or the browser's own blocker stopped it: no server is at fault"),),
        (Text("whether the server would allow it"),),
    ),
    "ContentBlocker": Sign(
        (Text("a content blocker stopped it: no server is at fault"),),
        (Text("whether the server would allow it"),),
    ),
    "CookieRejected": Sign(
        (
            Text("the answer was allowed to set no cookie: its SameSite keeps it off other sites"),
            Text("SameSite=None; Secure would let it, where third-party cookies are not blocked"),
        )
    ),
    "CookieInvalid": Sign(
        (Text("a cookie was not stored: its prefix, Domain or Secure does not fit its answer"),),
        (),
        (medium("cookie-kept-back"),),
    ),
    "TaintedCanvas": Sign(
        (
            Text("an image without CORS was drawn, and the canvas can't be read any more"),
            Text("the image needs crossorigin, and its server Access-Control-Allow-Origin"),
        )
    ),
    "ResponseHeaderHidden": Sign(
        (
            Text("script asked for a response header that is not exposed to it"),
            Text("Access-Control-Expose-Headers has to list it; Set-Cookie never can be"),
        )
    ),
    "RequestHeaderForbidden": Sign(
        (Text("script tried to set a header that only the browser sets; it was ignored"),)
    ),
}
"""Code → what a line without a reason of the check's is worth."""
