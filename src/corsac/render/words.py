"""Every sentence and label that the renderers add of their own. Catalogues translate them."""

from __future__ import annotations

from typing import Final

from corsac.browser.outcome import Verdict
from corsac.core.findings import Confidence, Party, Severity, Text
from corsac.core.messages import FailureKind
from corsac.diagnose.report import ReportVerdict

HEADLINE: Final = "{method} {url}"
FROM: Final = "from {origin}, mode {mode}, credentials {credentials}"
FROM_XHR: Final = "from {origin}, XMLHttpRequest, credentials {credentials}"
FROM_WEBSOCKET: Final = "from {origin}, WebSocket"
ASKED_FROM: Final = "Asked from a page of {origin}."

VERDICT: Final = {
    ReportVerdict.ALLOWED: "ALLOWED in {engines}",
    ReportVerdict.BLOCKED: "BLOCKED in {engines}",
    ReportVerdict.UNDECIDED: "UNDECIDED in {engines}",
    ReportVerdict.FAILED: "FAILED in {engines}, before CORS was asked",
}
OUTCOME: Final = {
    Verdict.ALLOWED: "{engine}: allowed",
    Verdict.BLOCKED: "{engine}: blocked",
    Verdict.FAILED: "{engine}: failed, before CORS was asked",
}
PRINTS: Final = "{engine} prints:"
WOULD_PRINT: Final = "{engine} would then print:"
PRINTS_NOTHING: Final = "{engine} prints nothing about CORS."

NOT_SENT: Final = "not sent"
NO_ANSWER: Final = "no answer"
NO_HEADER: Final = "no {header}"
STAND_IN: Final = "stands in for the request, which was not sent"

NEXT: Final = "Behind that, this would block next:"
BESIDE: Final = "Beside that:"
MENDED_BY: Final = "mended in: {party} (confidence: {confidence})"
MENDED_BY_UNKNOWN: Final = "whose it is can't be told from here"
NOTE: Final = "note"
HELP: Final = "help"
HELP_FOR: Final = "help ({system})"
#: What a fix is for, where that is a word and no product's name.
SYSTEMS: Final = {"page": Text("page")}
SAME_FIX: Final = "the lines above mend this too"
IN_LAYER: Final = "{place} ({layer})"
AGAIN: Final = "this too was made by {places}"
SEE: Final = "see it yourself"
SERVER: Final = "The server says it is {system}."
PROBES: Final = "{sent} of {allowed} further requests were used to tell causes apart."
MORE: Final = "With -v: every header, and every step with its clause of the standard."
TRACE: Final = "What {engine} did, step by step:"

PARTY: Final = {
    Party.FRONTEND: "the page",
    Party.BACKEND: "the back end",
    Party.PROXY: "the proxy in front of the back end",
    Party.BROWSER: "the browser",
    Party.USER: "the user's side",
    Party.NETWORK: "the network or the host",
    Party.UNKNOWN: "unknown",
}
CONFIDENCE: Final = {
    Confidence.HIGH: "high",
    Confidence.MEDIUM: "medium",
    Confidence.LOW: "low",
}
SEVERITY: Final = {
    Severity.ERROR: "error",
    Severity.WARNING: "warning",
    Severity.INFO: "info",
}
FAILURE: Final = {
    FailureKind.DNS: "the name does not resolve",
    FailureKind.REFUSED: "connection refused",
    FailureKind.UNREACHABLE: "the host can't be reached",
    FailureKind.CONNECT_TIMEOUT: "no connection in time",
    FailureKind.TLS_NAME: "the certificate is for another name",
    FailureKind.TLS_EXPIRED: "the certificate has expired",
    FailureKind.TLS_NOT_YET_VALID: "the certificate is not valid yet",
    FailureKind.TLS_UNKNOWN_ISSUER: "the certificate's issuer is not trusted",
    FailureKind.TLS_SELF_SIGNED: "the certificate is self-signed",
    FailureKind.TLS_PLAIN_HTTP: "plain HTTP on a TLS port",
    FailureKind.TLS_OTHER: "the TLS handshake failed",
    FailureKind.CLOSED: "the server closed the connection without an answer",
    FailureKind.RESET: "the connection was reset",
    FailureKind.MALFORMED: "the answer is not HTTP",
    FailureKind.TOO_LARGE: "the answer's head is larger than a browser reads",
    FailureKind.TIMEOUT: "no answer in time",
}
