"""HAR files (HTTP Archive 1.2), as Chromium's, Firefox's and Safari's developer tools save them.

What engines do in ways of their own: a blocked or broken request has status 0, and Chromium names
the network's error in `_error`; Safari leaves preflights out; Chromium's usual export has no
cookies and no Authorization; several Set-Cookie lines may stand in one value, a line each.
"""

from __future__ import annotations

import base64
import binascii
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, cast
from urllib.parse import urlencode

from corsac.core.headers import Headers
from corsac.core.messages import Failure, FailureKind, WireResponse
from corsac.evidence.pasted import EvidenceError, Form, Pasted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corsac.core.messages import Answer

#: Characters of a file; recordings of an hour are smaller.
LONGEST: Final = 256 * 1024 * 1024
#: Requests of a file.
MOST: Final = 50_000
#: Characters of a body that are kept: what tells a gateway's page by its words.
_BODY: Final = 64 * 1024
_SCHEMES: Final = ("http:", "https:", "ws:", "wss:")
_ERRORS: Final = {
    "ERR_NAME_NOT_RESOLVED": FailureKind.DNS,
    "NS_ERROR_UNKNOWN_HOST": FailureKind.DNS,
    "ERR_CONNECTION_REFUSED": FailureKind.REFUSED,
    "NS_ERROR_CONNECTION_REFUSED": FailureKind.REFUSED,
    "ERR_ADDRESS_UNREACHABLE": FailureKind.UNREACHABLE,
    "ERR_INTERNET_DISCONNECTED": FailureKind.UNREACHABLE,
    "ERR_CONNECTION_TIMED_OUT": FailureKind.CONNECT_TIMEOUT,
    "ERR_TIMED_OUT": FailureKind.TIMEOUT,
    "NS_ERROR_NET_TIMEOUT": FailureKind.TIMEOUT,
    "ERR_CERT_COMMON_NAME_INVALID": FailureKind.TLS_NAME,
    "ERR_CERT_DATE_INVALID": FailureKind.TLS_EXPIRED,
    "ERR_CERT_AUTHORITY_INVALID": FailureKind.TLS_UNKNOWN_ISSUER,
    "ERR_SSL_PROTOCOL_ERROR": FailureKind.TLS_OTHER,
    "ERR_CONNECTION_CLOSED": FailureKind.CLOSED,
    "ERR_EMPTY_RESPONSE": FailureKind.CLOSED,
    "ERR_CONNECTION_RESET": FailureKind.RESET,
    "NS_ERROR_NET_RESET": FailureKind.RESET,
    "ERR_INVALID_HTTP_RESPONSE": FailureKind.MALFORMED,
}

_Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Entry:
    """A request of a HAR file, and what came back.

    `answer` is None where the file tells nothing: status 0 without an error of the network's own,
    which is how engines record what they blocked. `error` is the engine's name for it. `page` is
    the page's URL, where the file has one.
    """

    method: str
    url: str
    headers: Headers
    body: str | None = None
    answer: Answer | None = None
    error: str = ""
    page: str = ""

    @property
    def is_preflight(self) -> bool:
        """Tell a preflight by its headers (fetch#cors-preflight-request)."""
        return self.method == "OPTIONS" and "Access-Control-Request-Method" in self.headers

    @property
    def is_cross_origin(self) -> bool:
        """Whether CORS may have a say: an Origin that is not the URL's own."""
        origin = self.headers.get("Origin")
        return origin is not None and not f"{self.url}/".startswith(f"{origin}/")

    @property
    def failed(self) -> bool:
        """Whether script got nothing, as far as the file tells."""
        if not isinstance(self.answer, WireResponse):
            return True
        allowed = self.answer.headers.get("Access-Control-Allow-Origin")
        return allowed not in {"*", self.headers.get("Origin")}

    def pasted(self) -> Pasted:
        """Give the request as if its line had been pasted."""
        lines = tuple(f"{name}: {value}" for name, value in self.headers)
        return Pasted(
            Form.HAR,
            self.url,
            self.method,
            headers=lines,
            body=self.body,
            referrer=self.page or None,
        )


def is_har(text: str) -> bool:
    """Tell whether a text is a HAR file, or at least means to be one."""
    start = text.lstrip()[:200]
    return start.startswith("{") and '"log"' in start


def read_har(text: str) -> tuple[Entry, ...]:
    """Read a HAR file's requests, in its order; data: URLs and the like are left out.

    Raises:
        EvidenceError: It is none, or beyond the limits.
    """
    if len(text) > LONGEST:
        raise EvidenceError("this is longer than {longest} characters", longest=LONGEST)
    try:
        log = _object(_object(json.loads(text)).get("log"))
    except json.JSONDecodeError as error:
        raise EvidenceError(
            "this HAR file is no JSON, at line {line}",
            mend="save it anew: Network panel, Save all as HAR",
            line=error.lineno,
        ) from error
    except RecursionError as error:
        raise EvidenceError("this is nested too deeply") from error
    entries = log.get("entries")
    if not isinstance(entries, list):
        raise EvidenceError("this HAR file has no entries", mend="record with the page reloaded")
    listed = cast("list[object]", entries)
    if len(listed) > MOST:
        raise EvidenceError("this HAR file has more than {most} entries", most=MOST)
    pages = dict(_pages(log))
    found = (_entry(_object(each), pages) for each in listed)
    return tuple(each for each in found if each.method and each.url.startswith(_SCHEMES))


def _pages(log: _Json) -> Iterator[tuple[str, str]]:
    """Give each page's URL by its id: Chromium has it as the title."""
    for each in map(_object, _list(log.get("pages"))):
        title = _text(each.get("title"))
        if title.startswith(("http://", "https://")):
            yield _text(each.get("id")), title


def _entry(entry: _Json, pages: dict[str, str]) -> Entry:
    request, response = _object(entry.get("request")), _object(entry.get("response"))
    error = _text(response.get("_error")) or _text(entry.get("_error"))
    return Entry(
        method=_text(request.get("method")),
        url=_text(request.get("url")).partition("#")[0],
        headers=_headers(request),
        body=_body(_object(request.get("postData"))),
        answer=_answer(response, error),
        error=error,
        page=pages.get(_text(entry.get("pageref")), ""),
    )


def _headers(message: _Json) -> Headers:
    """Read header lines: several of one name may stand in one value, a line each."""
    return Headers.of(
        (name, value.strip("\r"))
        for each in map(_object, _list(message.get("headers")))
        if (name := _text(each.get("name")))
        for value in _text(each.get("value")).split("\n")
    )


def _body(data: _Json) -> str | None:
    """Give a request's body; of a form whose text is left out, its fields."""
    if not data:
        return None
    if text := _text(data.get("text")):
        return text
    fields = map(_object, _list(data.get("params")))
    return urlencode([(_text(each.get("name")), _text(each.get("value"))) for each in fields])


def _answer(response: _Json, error: str) -> Answer | None:
    status = response.get("status")
    if isinstance(status, int) and status > 0:
        content = _object(response.get("content"))
        version = _text(response.get("httpVersion")).upper()
        return WireResponse(
            status,
            _text(response.get("statusText")),
            _headers(response),
            _content(content),
            "HTTP/2" if version.startswith(("HTTP/2", "H2", "HTTP/3", "H3")) else "HTTP/1.1",
        )
    kind = _ERRORS.get(error.rpartition("::")[2])
    return None if kind is None else Failure(kind, error)


def _content(content: _Json) -> bytes:
    text = _text(content.get("text"))[:_BODY]
    if content.get("encoding") != "base64":
        return text.encode("utf-8", "replace")
    try:
        return base64.b64decode(text[: len(text) // 4 * 4])
    except binascii.Error:
        return b""


def _object(value: object) -> _Json:
    return cast("_Json", value) if isinstance(value, dict) else {}


def _list(value: object) -> list[object]:
    return cast("list[object]", value) if isinstance(value, list) else []


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""
