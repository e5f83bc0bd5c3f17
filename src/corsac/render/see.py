"""See it yourself: the curl command of a request, and where each browser's DevTools show it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from corsac.core.findings import Severity, Text
from corsac.render.redact import MASK
from corsac.render.rows import exchange_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corsac.core.findings import Finding
    from corsac.core.messages import WireRequest
    from corsac.diagnose.report import Report

#: Headers that explain nothing here; curl sends its own.
_DULL: Final = frozenset(
    {
        "accept",
        "accept-encoding",
        "accept-language",
        "cache-control",
        "connection",
        "content-length",
        "dnt",
        "pragma",
        "priority",
        "referer",
        "user-agent",
    }
)
_DULL_PREFIXES: Final = ("sec-ch-", "sec-fetch-")
#: What a WebSocket's handshake needs; any key does (rfc6455#section-1.3 has this one).
_KEY: Final = "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=="
_PLAIN: Final = re.compile(r"[A-Za-z0-9@%+=:,./_-]+")
#: What the reader puts in place of a secret.
PLACEHOLDER: Final = "YOUR_SECRET"

_CHROME_PREFLIGHT: Final = (
    "Chrome, Edge: Network, filter All (the filter Fetch/XHR hides it): the line of type preflight."
)
_FIREFOX_PREFLIGHT: Final = (
    "Firefox: Network, filter All: the OPTIONS line; its column Transferred names the reason."
)
_SAFARI_PREFLIGHT: Final = (
    "Safari: Network, filter All; where no OPTIONS line shows, the Console has its status."
)
_CHROME: Final = (
    "Chrome, Edge: Network, filter Fetch/XHR: the line with status CORS error; Headers shows what "
    "came."
)
_FIREFOX: Final = "Firefox: Network, filter XHR: the column Transferred names the reason."
_SAFARI: Final = "Safari: Network, filter XHR/Fetch: the red line; the Console has its status."
_HINTS: Final = {
    True: (_CHROME_PREFLIGHT, _FIREFOX_PREFLIGHT, _SAFARI_PREFLIGHT),
    False: (_CHROME, _FIREFOX, _SAFARI),
}


@dataclass(frozen=True, slots=True)
class Sight:
    """Where a finding can be seen: the command that asks again, and each browser's tools."""

    words: tuple[str, ...]
    dev_tools: tuple[Text, ...]

    @property
    def curl(self) -> str:
        """The command in one line."""
        return " ".join(self.words)

    def lines(self, width: int) -> tuple[str, ...]:
        """Give the command in one line where it fits, else continued, still to be pasted."""
        if len(self.curl) <= width:
            return (self.curl,)
        *most, last = self.words
        return (*(f"{word} \\" for word in most), last)


def sight(report: Report, finding: Finding) -> Sight | None:
    """Say how to see a finding without corsac.

    Args:
        report: Cleaned of secrets.
        finding: One of its findings.

    Returns:
        None where it stands in no exchange.
    """
    if not report.exchanges:
        return None
    index = finding.where.exchange if finding.where else 0
    exchange = exchange_of(report, index)
    if exchange is None:
        return None
    request = exchange.request
    # A remark's request went well: DevTools show no error that could be looked for.
    shown = finding.rule.severity is Severity.ERROR
    return Sight(
        tuple(curl_words(request)), dev_tools(preflight=request.preflight) if shown else ()
    )


def dev_tools(*, preflight: bool) -> tuple[Text, ...]:
    """Say for each browser where its tools show such a request."""
    return tuple(Text(template) for template in _HINTS[preflight])


def curl_words(request: WireRequest) -> Iterator[str]:
    """Write the command that sends a request again, quoted for a POSIX shell.

    The answer's head is shown, and redirects are not followed, as for a preflight.

    Args:
        request: Cleaned of secrets: what was hidden becomes a placeholder.
    """
    method = f" -X {quoted(request.method)}"
    if request.method == "HEAD":
        method = " --head"
    elif request.method == "GET" and request.body is None:
        method = ""
    yield f"curl -i{method}"
    yield quoted(request.url.replace(MASK, PLACEHOLDER))
    upgrade = "Upgrade" in request.headers
    if upgrade:
        yield f"-H {quoted(_KEY)}"
    for name, value in request.headers:
        low = name.lower()
        if (low in _DULL and not upgrade) or low.startswith(_DULL_PREFIXES):
            continue
        line = f"{name}: {value}" if value else f"{name};"
        yield f"-H {quoted(line.replace(MASK, PLACEHOLDER))}"
    if request.body is not None:
        yield "--data-raw YOUR_BODY"


def quoted(word: str) -> str:
    """Quote a word for a POSIX shell; the escapes of unprintable characters stay readable."""
    if _PLAIN.fullmatch(word):
        return word
    return "'" + word.replace("'", "'\\''") + "'"
