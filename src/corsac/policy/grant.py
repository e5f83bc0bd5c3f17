"""What a request is granted: the header lines, ready to be sent."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

Lines = tuple[tuple[str, str], ...]
RawLines = tuple[tuple[bytes, bytes], ...]


class Refused(StrEnum):
    """Why a request is refused; stable for programs."""

    ORIGIN = "origin-not-allowed"
    METHOD = "method-not-allowed"
    METHOD_MALFORMED = "method-malformed"
    HEADER = "header-not-allowed"
    HEADERS_MALFORMED = "headers-malformed"
    HEADERS_TOO_LONG = "headers-too-long"
    PATH = "path-doubtful"

    # An enum hashes its name in Python code, which costs as much as all the rest of a refusal.
    __hash__ = str.__hash__

    @property
    def clause(self) -> str:
        """The step of the standard at which a browser would stop."""
        return CLAUSES[self]


#: The step at which the browser's half fails, by reason.
CLAUSES: Final = {
    Refused.ORIGIN: "fetch#cors-check.4",
    Refused.METHOD: "fetch#cors-preflight-fetch.7.5",
    Refused.METHOD_MALFORMED: "fetch#cors-preflight-fetch.7.5",
    Refused.HEADER: "fetch#cors-preflight-fetch.7.7",
    Refused.HEADERS_MALFORMED: "fetch#cors-preflight-fetch.7.7",
    Refused.HEADERS_TOO_LONG: "fetch#cors-preflight-fetch.7.7",
    Refused.PATH: "fetch#cors-check.4",
}


@dataclass(frozen=True, slots=True)
class Grant:
    """An answer's part that CORS decides. Shared between requests: it can't be changed.

    Attributes:
        allowed: Whether a page of the request's origin may read the answer or, of a preflight,
            may send the request.
        status: A preflight's status; 0 for any other request, whose status is the application's.
            The answer has no body: with any status but 204, send `Content-Length: 0`.
        lines: Header lines to set, in place of any that the application has set under the same
            names; every other `Access-Control-` line of the application has to go.
        vary: Members to merge into Vary.
        reason: Why not, where something was refused; None where nothing was asked.
        raw: `lines` as ASGI has them: bytes, names in lower case.
        complete: `raw` and the Vary line: all header lines of a preflight's answer.
        text: `complete` as WSGI has it.
    """

    allowed: bool
    status: int = 0
    lines: Lines = ()
    vary: tuple[str, ...] = ()
    reason: Refused | None = None
    raw: RawLines = field(init=False, repr=False, compare=False)
    complete: RawLines = field(init=False, repr=False, compare=False)
    text: Lines = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        vary = (("Vary", ", ".join(self.vary)),) if self.vary else ()
        raw = _encoded(self.lines)
        object.__setattr__(self, "raw", raw)
        object.__setattr__(self, "complete", raw + _encoded(vary))
        object.__setattr__(self, "text", self.lines + vary)


def _encoded(lines: Sequence[tuple[str, str]]) -> RawLines:
    return tuple((name.lower().encode("latin-1"), value.encode("latin-1")) for name, value in lines)
