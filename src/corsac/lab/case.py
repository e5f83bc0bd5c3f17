"""What a case of the lab is: a request, a server that answers it wrongly, and the cause."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


class Listener(StrEnum):
    """How a case's port behaves: it answers, refuses connections, or hangs up on them."""

    ANSWERS = "answers"
    REFUSES = "refuses"
    HANGS_UP = "hangs-up"
    NOBODY = "nobody"


@dataclass(frozen=True, slots=True)
class Answers:
    """A server's two answers, as they go over the wire.

    Holes are filled in first: `{origin}` the page's origin, `{port}` the page's port, `{here}` the
    server's own base URL, `{healthy}` the base URL of the server that is right, `{asked}` the
    Origin that the request came with, `{handshake}` an answer that opens its WebSocket. `others`
    are answers to targets of their own; `strange` answers everybody else than the page.
    """

    preflight: str
    actual: str
    strange: str = ""
    others: Mapping[str, str] = field(default_factory=dict[str, str])


@dataclass(frozen=True, slots=True)
class LabCase:
    """One cause, served.

    `cause` is the id that findings carry; empty for the server that is right. `arguments` are what
    `corsac check` takes beside URL and origin. `url` replaces the server's own URL where the fault
    is in the URL itself; its holes are those of `Answers`.
    """

    name: str
    cause: str
    story: str
    answers: Answers | None = None
    arguments: tuple[str, ...] = ()
    url: str = "{here}/items"
    listener: Listener = Listener.ANSWERS
    origin: str = "{origin}"


def answer(status: str, *lines: str, body: str = "") -> str:
    """Write a response: the status line's end, header lines, and a body with its length.

    A 204 and a 304 have no Content-Length (rfc9110#section-8.6).
    """
    bodiless = status.startswith(("204", "304"))
    length = () if bodiless else (f"Content-Length: {len(body.encode())}",)
    head = (f"HTTP/1.1 {status}", *lines, *length, "Connection: close")
    return "\r\n".join(head) + "\r\n\r\n" + body
