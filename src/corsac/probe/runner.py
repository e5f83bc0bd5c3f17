"""The probe for code that is not async: a session with an event loop of its own."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Self

from corsac.probe.client import Client

if TYPE_CHECKING:
    from corsac.core.messages import Exchange, WireRequest
    from corsac.probe.options import ProbeOptions


class Session:
    """A `Client` in a `with` block: `with Session(options) as session: session.send(request)`.

    Ctrl-C ends the request under way with KeyboardInterrupt, and every socket is closed. Not for
    use inside a running event loop, where `Client` is at home.
    """

    def __init__(self, options: ProbeOptions | None = None) -> None:
        """Take the options, the defaults for None."""
        self._client = Client(options)
        self._runner = asyncio.Runner()

    def __enter__(self) -> Self:
        """Start the loop.

        Raises:
            OptionError: for a `cacert` that can't be used.
        """
        try:
            self._runner.run(self._client.__aenter__())
        except BaseException:
            self._runner.close()
            raise
        return self

    def __exit__(self, *exception: object) -> None:
        self._client.close()
        self._runner.close()

    def send(self, request: WireRequest) -> Exchange:
        """Send a request and wait for its exchange: see `Client.send`."""
        return self._runner.run(self._client.send(request))
