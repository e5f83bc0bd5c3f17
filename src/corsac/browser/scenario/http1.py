"""Reading a response as an engine reads HTTP/1.1: blanks, folds, stray bytes."""

from __future__ import annotations

import re

from corsac.core.headers import Headers
from corsac.core.messages import Failure, FailureKind, WireResponse

_STATUS = re.compile(r"HTTP/(\d\.\d)[ \t]+(\d{3})(?:[ \t]+([^\r\n]*))?", re.ASCII)
_LINE = re.compile(r"\r?\n")
_BLANKS = " \t"


def parse_lines(text: str, *, space_before_colon: bool) -> Headers:
    """Read header lines.

    Args:
        text: Lines separated by CR LF or LF.
        space_before_colon: Whether `Name : value` is a header; else it is dropped.
    """
    unfolded: list[str] = []
    for line in _LINE.split(text):
        if line[:1] in {" ", "\t"} and unfolded:
            unfolded[-1] += " " + line.strip(_BLANKS)
        elif line:
            unfolded.append(line)
    pairs: list[tuple[str, str]] = []
    for line in unfolded:
        name, colon, value = line.partition(":")
        stripped = name.rstrip(_BLANKS)
        if colon and (stripped == name or space_before_colon):
            pairs.append((stripped, value.strip(_BLANKS)))
    return Headers(tuple(pairs))


def parse_response(raw: str, *, space_before_colon: bool) -> WireResponse | Failure:
    """Read a whole response, as the bytes stood on the wire until the connection was closed.

    Returns:
        A failure for what is no response; a response cut short says so.
    """
    if not raw:
        return Failure(FailureKind.CLOSED, "empty response")
    head, _, body = re.sub(r"\r\n", "\n", raw).partition("\n\n")
    first, _, rest = head.partition("\n")
    found = _STATUS.match(first)
    if found is None:
        return Failure(FailureKind.MALFORMED, "not an HTTP response")
    headers = parse_lines(rest, space_before_colon=space_before_colon)
    length = headers.get("content-length") or ""
    complete = not length.isdecimal() or len(body) >= int(length)
    data = body.encode("latin-1", "replace")
    return WireResponse(int(found[2]), (found[3] or "").strip(), headers, data, complete=complete)
