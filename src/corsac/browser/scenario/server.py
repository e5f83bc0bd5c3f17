"""The scripted server of a scenario: the n-th arrival at a label gets the n-th answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corsac.browser.scenario.http1 import NUL, parse_lines, parse_response
from corsac.core.headers import Headers
from corsac.core.messages import Failure, FailureKind, WireResponse
from corsac.core.statuses import is_null_body

if TYPE_CHECKING:
    from corsac.browser.profile import Profile
    from corsac.browser.scenario.script import Script, Scripted
    from corsac.core.messages import Answer, WireRequest
    from corsac.core.url import Url

NOT_FOUND = WireResponse(404, "Not Found", Headers((("Content-Length", "0"),)))
#: Ports that the recordings' servers listen on.
PLAIN_PORTS = frozenset({80, 8001, 8002, 8101, 8102, 8103})
TLS_PORTS = frozenset({443, 8441})
#: Statuses that the recordings' server sends without Content-Length.
_UNSIZED = frozenset({*range(100, 200), 204, 304})
_DEFAULT_PORTS = {"http": 80, "https": 443}
#: What the recordings' server writes where the script names no phrase.
_PHRASES = {
    200: "OK",
    201: "Created",
    202: "Accepted",
    203: "Non-Authoritative Information",
    204: "No Content",
    205: "Reset Content",
    206: "Partial Content",
    300: "Multiple Choices",
    301: "Moved Permanently",
    302: "Found",
    303: "See Other",
    304: "Not Modified",
    305: "Use Proxy",
    307: "Temporary Redirect",
    308: "Permanent Redirect",
    400: "Bad Request",
    401: "Unauthorized",
    403: "Forbidden",
    404: "Not Found",
    405: "Method Not Allowed",
    416: "Requested Range Not Satisfiable",
    418: "I'm a Teapot",
    429: "Too Many Requests",
    500: "Internal Server Error",
    502: "Bad Gateway",
    503: "Service Unavailable",
    504: "Gateway Timeout",
}


class ScriptedServer:
    """Answers wire requests by the scenario's script."""

    def __init__(self, script: Script, profile: Profile) -> None:
        self._labels = script.labels
        self._arrivals: dict[tuple[str, bool], int] = {}
        self._lenient = profile.space_before_colon
        self._http09 = profile.reads_http09
        self._bad_chunks = profile.reads_bad_chunks
        self._verbatim = profile.keeps_folds

    def answer(self, request: WireRequest, url: Url) -> Answer:
        """Give the answer to one request."""
        segments = url.path.split("/")
        name = segments[2] if len(segments) > 2 else ""  # noqa: PLR2004 -- /id/label
        label = self._labels.get(name)
        if label is None:
            return NOT_FOUND
        asks = request.method == "OPTIONS" and "access-control-request-method" in request.headers
        answers = label.preflight if asks else label.actual
        arrival = self._arrivals.get((name, asks), 0)
        self._arrivals[name, asks] = arrival + 1
        scripted = answers[min(arrival, len(answers) - 1)]
        if scripted is None:
            return NOT_FOUND
        return self._written(scripted, request.method)

    def _written(self, scripted: Scripted, method: str) -> Answer:
        """Make the answer that an engine reads from what the script has written."""
        if scripted.close:
            return Failure(FailureKind.RESET)
        if scripted.raw is not None:
            return parse_response(
                scripted.raw,
                space_before_colon=self._lenient,
                http09=method in self._http09,
                bad_chunks=self._bad_chunks,
                verbatim=self._verbatim,
            )
        if any(NUL in name or NUL in value for name, value in scripted.headers):
            return Failure(FailureKind.MALFORMED, "NUL in the head")
        status, body, pairs = scripted.status, scripted.body, scripted.headers
        bodiless = is_null_body(status)
        if status not in _UNSIZED:
            pairs = (*pairs, ("Content-Length", str(len(body))))
        reason = _PHRASES.get(status, "") if scripted.reason is None else scripted.reason
        data = b"" if method == "HEAD" or bodiless else body.encode("latin-1", "replace")
        return WireResponse(status, reason, self._headers(pairs), data)

    def _headers(self, pairs: tuple[tuple[str, str], ...]) -> Headers:
        """Read header lines back from the wire."""
        if any("\n" in value or "\r" in value or name.endswith(" ") for name, value in pairs):
            text = "".join(f"{name}: {value}\n" for name, value in pairs).replace("\r\n", "\n")
            return parse_lines(text, space_before_colon=self._lenient, verbatim=self._verbatim)
        return Headers(tuple([(name, value.strip(" \t")) for name, value in pairs]))


def reachable(url: Url) -> Failure | None:
    """Tell how a request dies where none of the recordings' servers listens."""
    host = url.host or ""
    port = url.port or _DEFAULT_PORTS.get(url.scheme, 0)
    if not (host.rstrip(".").endswith(".test") or host.startswith("127.") or host == "localhost"):
        return Failure(FailureKind.DNS, host)
    if url.scheme == "https" and port in TLS_PORTS:
        return None
    if url.scheme == "http" and port in PLAIN_PORTS:
        return None
    if port in TLS_PORTS | PLAIN_PORTS:
        return Failure(FailureKind.TLS_PLAIN_HTTP, str(port))
    return Failure(FailureKind.REFUSED, str(port))
