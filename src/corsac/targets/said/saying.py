"""What a file says of CORS for one request: the types."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from corsac.core.findings import Span
    from corsac.policy.policy import Policy
    from corsac.targets.settings.reading import Reading


@dataclass(frozen=True, slots=True)
class Ask:
    """A request, as far as it chooses the lines of a configuration.

    `port` is the one that the URL names or its scheme's own; `preflight` is true for OPTIONS.
    """

    host: str
    port: int
    path: str
    preflight: bool = False


@dataclass(frozen=True, slots=True)
class Saying:
    """A line that sends a response header, by its name in lower case.

    `value` is None where it is worked out when the server runs. `policy` is what decides then,
    where it could be read: it sends nothing to an origin that it does not let in.
    """

    header: str
    value: str | None
    span: Span
    policy: Policy | None = None


@dataclass(frozen=True, slots=True)
class Said:
    """What a file says of CORS for one request.

    `sayings` are the lines that send headers there, `readings` the settings as a whole, and
    `elsewhere` the parts of the file, or of those that it includes, that are for other requests.
    `answers` is true where the request goes no further: what stands behind never sees it.
    """

    sayings: tuple[Saying, ...] = ()
    readings: tuple[Reading, ...] = ()
    elsewhere: tuple[Span, ...] = ()
    answers: bool = False

    def concerns(self, span: Span) -> bool:
        """Whether a place is not for other requests alone."""
        at = (span.line, span.column)
        return not any(
            each.file == span.file
            and (each.line, each.column) <= at < (each.end_line, each.end_column)
            for each in self.elsewhere
        )

    def senders(self, header: str) -> tuple[Saying, ...]:
        """Give the lines that send a header, by its name in lower case."""
        return tuple(each for each in self.sayings if each.header == header)
