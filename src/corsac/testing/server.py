"""What stands where a server would: it hands wire requests to an application."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from corsac.core.headers import Headers
from corsac.core.messages import WireResponse

if TYPE_CHECKING:
    from corsac.core.messages import Answer, WireRequest

#: Bytes of a body after which reading stops.
BODY_LIMIT = 16 * 1024 * 1024


class AppServer(Protocol):
    """An application that can be asked.

    Attributes:
        errors: The exceptions that it let through, in order.
    """

    errors: list[Exception]

    def send(self, request: WireRequest) -> Answer:
        """Ask, and wait for the answer."""
        ...

    def close(self) -> None:
        """Shut it down."""
        ...


def crashed() -> WireResponse:
    """Give what servers answer in place of an application that raised an exception."""
    text = b"Internal Server Error"
    lines = (("content-type", "text/plain; charset=utf-8"), ("content-length", str(len(text))))
    return WireResponse(500, headers=Headers(lines), body=text)
