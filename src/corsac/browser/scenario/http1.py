"""Reading a response as an engine reads HTTP/1.1: blanks, folds, stray bytes."""

from __future__ import annotations

import re

from corsac.core.headers import Headers
from corsac.core.messages import Failure, FailureKind, WireResponse

_STATUS = re.compile(r"HTTP/(\d\.\d)[ \t]+(\d{3})(?:[ \t]+([^\r\n]*))?", re.ASCII)
_STRAY = re.compile(r"\r+\n")
_BLANKS = " \t"
#: A head with this is none, to every engine (rfc9110#section-5.5).
NUL = "\0"
_HEXADECIMAL = re.compile("[0-9A-Fa-f]{1,8}")
#: Statuses that a final one follows; 101 ends HTTP.
_INFORMATIONAL = frozenset({100, *range(102, 200)})


def parse_lines(text: str, *, space_before_colon: bool, verbatim: bool = False) -> Headers:
    """Read header lines.

    Args:
        text: Lines separated by LF.
        space_before_colon: Whether `Name : value` is a header; else it is dropped.
        verbatim: Whether a fold keeps its blanks and a value a stray CR; else the one is a single
            blank and the other nothing.
    """
    unfolded: list[str] = []
    for line in (text if verbatim else _STRAY.sub("\n", text)).split("\n"):
        if line[:1] in {" ", "\t"} and unfolded:
            unfolded[-1] += line if verbatim else " " + line.strip(_BLANKS)
        elif line:
            unfolded.append(line)
    pairs: list[tuple[str, str]] = []
    for line in unfolded:
        name, colon, value = line.partition(":")
        stripped = name.rstrip(_BLANKS)
        if colon and (stripped == name or space_before_colon):
            pairs.append((stripped, value.strip(_BLANKS)))
    return Headers(tuple(pairs))


def parse_response(
    raw: str, *, space_before_colon: bool, http09: bool, bad_chunks: bool, verbatim: bool = False
) -> WireResponse | Failure:
    """Read a whole response, as the bytes stood on the wire until the connection was closed.

    Args:
        raw: All that the server wrote.
        space_before_colon: As in `parse_lines`.
        http09: Whether what has no status line is a body.
        bad_chunks: Whether a body may end in a malformed chunk.
        verbatim: As in `parse_lines`.

    Returns:
        A failure for what is no response; a response cut short says so.
    """
    if not raw:
        return Failure(FailureKind.CLOSED, "empty response")
    rest = raw.replace("\r\n", "\n")
    status = 100
    found = None
    headers, body = Headers(), rest
    while status in _INFORMATIONAL:
        head, _, body = rest.partition("\n\n")
        if NUL in (_without_bad_names(head) if verbatim else head):
            return Failure(FailureKind.MALFORMED, "NUL in the head")
        first, _, lines = head.partition("\n")
        found = _STATUS.match(first)
        if found is None:
            break
        status = int(found[2])
        headers = parse_lines(lines, space_before_colon=space_before_colon, verbatim=verbatim)
        rest = body
    if found is None:
        if http09 and rest:
            return WireResponse(200, "OK", Headers(), raw.encode("latin-1", "replace"), "HTTP/0.9")
        return Failure(FailureKind.MALFORMED, "not an HTTP response")
    data, complete = _body(headers, body)
    complete = complete or (bad_chunks and "transfer-encoding" in headers)
    reason = (found[3] or "").strip()
    fault = None if complete else Failure(FailureKind.CLOSED, "body cut short")
    return WireResponse(status, reason, headers, data, complete=complete, fault=fault)


def _without_bad_names(head: str) -> str:
    """Drop lines whose name has a NUL: they are no headers, and no reason to give up."""
    return "\n".join(line for line in head.split("\n") if NUL not in line.partition(":")[0])


def _body(headers: Headers, text: str) -> tuple[bytes, bool]:
    """Read a body by its framing; tell whether it came whole (rfc9112#section-6.3)."""
    if (headers.get("transfer-encoding") or "").lower() == "chunked":
        return _chunked(text)
    length = headers.get("content-length") or ""
    complete = not length.isdecimal() or len(text) >= int(length)
    return text.encode("latin-1", "replace"), complete


def _chunked(text: str) -> tuple[bytes, bool]:
    """Read chunks (rfc9112#section-7.1); line ends are LF by now."""
    data = ""
    while True:
        size, _, text = text.partition("\n")
        size = size.partition(";")[0].strip()
        if not _HEXADECIMAL.fullmatch(size):
            return data.encode("latin-1", "replace"), False
        if int(size, 16) == 0:
            return data.encode("latin-1", "replace"), True
        data += text[: int(size, 16)]
        text = text[int(size, 16) :].removeprefix("\n")
