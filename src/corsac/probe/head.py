"""One head of an HTTP/1 response: its status line and header lines, read as browsers read them.

Nothing is mended and nothing is lost: names and values keep their bytes, order and case, and what
engines disagree about is left for them to judge. What stands in `Headers` after reading:

- `Name : value`: the name with its space. Chromium honours such a line, the others ignore it.
- A line without a colon: the whole line as a name with an empty value. No browser honours it.
- A folded line (obs-fold, rfc9112#section-5.2): joined to the one before with one space.
- A CR that no LF follows: kept where it stood. Chromium ends the line there, Firefox reads a space.

Space, tab and CR around a value are no part of it (fetch#concept-header-value).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from corsac.core.headers import Headers
from corsac.core.messages import Failure, FailureKind

# Up to three digits and an optional reason: what the standard's own tests ask of status codes
# (wpt fetch/h1-parsing/status-code). Some servers write `HTTP/2 200` on an HTTP/1 connection.
_STATUS_LINE = re.compile(
    rb"HTTP/(\d(?:\.\d)?)[ \t]+(\d{1,3})(?:[ \t]+(.*))?[ \t\r]*", re.IGNORECASE | re.DOTALL
)
_SHOWN = 60


@dataclass(frozen=True, slots=True)
class Head:
    """A head: `version` as the server named it (`HTTP/1.1`), the code, the reason, the lines."""

    version: str
    status: int
    reason: str
    headers: Headers


def shown(data: bytes) -> str:
    """Quote the start of some bytes for a sentence, everything outside ASCII escaped."""
    cut = ascii(data[:_SHOWN].decode("latin-1"))
    return cut if len(data) <= _SHOWN else f"{cut}…"


def parse_head(block: bytes, max_lines: int) -> Head | Failure:
    """Read a head.

    Args:
        block: from the first byte of the status line to the end of the head, the empty line
            included or not.
        max_lines: how many header lines are too many, less one.

    Returns:
        The head, or a MALFORMED or TOO_LARGE failure with the line where it went wrong.
    """
    block = block.rstrip(b"\r\n")
    if block.count(b"\n") > max_lines:
        return Failure(FailureKind.TOO_LARGE, f"more than {max_lines} header lines")
    first, *rest = block.split(b"\n")
    # Chromium and the standard's tests refuse the whole answer (wpt resources-with-0x00-in-header).
    if b"\0" in block:
        return _nul([first, *rest])
    match = _STATUS_LINE.fullmatch(first.removesuffix(b"\r"))
    if match is None:
        return Failure(FailureKind.MALFORMED, f"line 1 is not a status line: {shown(first)}")
    version, status, reason = match.groups(b"")
    return Head(
        f"HTTP/{version.decode('ascii')}",
        int(status),
        reason.decode("latin-1").rstrip(" \t\r"),
        Headers(tuple(_lines(rest))),
    )


def _nul(lines: list[bytes]) -> Failure:
    number = next(index for index, line in enumerate(lines, 1) if b"\0" in line)
    line = lines[number - 1]
    place = f"line {number}, column {line.index(0) + 1}"
    return Failure(FailureKind.MALFORMED, f"{place}: a NUL byte in {shown(line)}")


def _lines(rest: list[bytes]) -> list[tuple[str, str]]:
    """Split header lines at their first colon; a line that starts with a space continues one."""
    out: list[tuple[str, list[str]]] = []
    for raw in rest:
        line = raw.decode("latin-1").rstrip("\r")
        # The first line has nothing to continue, and a line without a colon can't be continued.
        if line[:1] in {" ", "\t"} and out and out[-1][1]:
            out[-1][1].append(line.strip(" \t\r"))
            continue
        name, colon, value = line.partition(":")
        out.append((name, [value.strip(" \t\r")] if colon else []))
    return [(name, " ".join(values).strip(" \t\r")) for name, values in out]
