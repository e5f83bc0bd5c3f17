"""What the probe is told: where to connect, whom to trust, how long to wait, how much to read."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from corsac.core.findings import Text

if TYPE_CHECKING:
    from corsac.probe.resolve import Resolve

#: Sent where no engine's own is given. `Mozilla/5.0` because servers that sniff give anything else
#: another page; the rest because whoever reads the access log may know who asked.
DEFAULT_USER_AGENT = "Mozilla/5.0 (compatible; corsac/0.1)"


class OptionError(ValueError):
    """An option that can't be used.

    Attributes:
        text: The value, the fault and the mend.
    """

    text: Text

    def __init__(self, template: str, **values: object) -> None:
        self.text = Text.of(template, **values)
        super().__init__(str(self.text))


@dataclass(frozen=True, slots=True)
class Timeouts:
    """How long each phase may last, in seconds; `total` ends everything.

    `first_byte` counts from the first byte sent, `between` from one read to the next. `body` is
    how long a body is worth waiting for once its head is there: event streams never end, and the
    head decides.
    """

    dns: float = 5.0
    connect: float = 5.0
    tls: float = 5.0
    first_byte: float = 10.0
    between: float = 5.0
    body: float = 3.0
    total: float = 15.0

    @classmethod
    def within(cls, seconds: float) -> Timeouts:
        """Time-outs in which only the total counts: each phase may use all of it.

        Args:
            seconds: the total, greater than 0.

        Raises:
            OptionError: if it is not.
        """
        if not 0 < seconds < float("inf"):
            raise OptionError(
                "a time-out of {seconds} s: give a number of seconds above 0",
                seconds=f"{seconds:g}",
            )
        body = min(cls().body, seconds)
        return cls(seconds, seconds, seconds, seconds, seconds, body, seconds)


@dataclass(frozen=True, slots=True)
class Limits:
    """How much is read of one answer. `head_bytes` is Chromium's own limit of 256 KiB.

    `header_lines` bounds what many small lines cost; browsers have no such limit, and no server
    is known to come near. `body_bytes` holds before and after a content coding is undone.
    """

    head_bytes: int = 256 * 1024
    header_lines: int = 10_000
    body_bytes: int = 64 * 1024


@dataclass(frozen=True, slots=True)
class ProbeOptions:
    """All that a `Client` can be told.

    `cacert` is a PEM file of authorities that replaces the system's, as curl's does; `insecure`
    accepts any certificate; `http1` offers HTTP/1.1 alone; `user_agent` is None for the default.
    """

    resolve: tuple[Resolve, ...] = ()
    cacert: str | None = None
    insecure: bool = False
    http1: bool = False
    user_agent: str | None = None
    timeouts: Timeouts = field(default_factory=Timeouts)
    limits: Limits = field(default_factory=Limits)
