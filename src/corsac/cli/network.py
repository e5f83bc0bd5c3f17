"""The options of the connection, which several commands have, as the probe takes them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from corsac.cli.mistake import Mistake

if TYPE_CHECKING:
    from corsac.probe.options import ProbeOptions


class Connection(Protocol):
    """What was typed about the connection."""

    @property
    def resolve(self) -> tuple[str, ...]:
        """`host:port:address`, for connecting elsewhere."""
        ...

    @property
    def cacert(self) -> str | None:
        """A file with the authorities to trust."""
        ...

    @property
    def insecure(self) -> bool:
        """Whether any certificate will do."""
        ...

    @property
    def http1(self) -> bool:
        """Whether HTTP/1.1 alone is offered."""
        ...

    @property
    def timeout(self) -> float:
        """Seconds for each request."""
        ...


def probe_options(asked: Connection) -> ProbeOptions:
    """Make the probe's options of what was typed.

    Raises:
        Mistake: One of them can't be used.
    """
    from corsac.probe.options import OptionError, ProbeOptions, Timeouts
    from corsac.probe.resolve import Resolve

    try:
        return ProbeOptions(
            resolve=tuple(Resolve.parse(each) for each in asked.resolve),
            cacert=asked.cacert,
            insecure=asked.insecure,
            http1=asked.http1,
            timeouts=Timeouts.within(asked.timeout),
        )
    except OptionError as error:
        raise Mistake(error.text) from error
