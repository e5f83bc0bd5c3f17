"""One exchange's time: what each phase took, and how long the next may take."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager, contextmanager
from typing import TYPE_CHECKING

from corsac.core.messages import Failure, FailureKind, Timing
from corsac.probe.failures import Dead

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Generator


class Clock:
    """Starts when it is made, in a running event loop. Seconds inside, milliseconds out."""

    def __init__(self, total: float) -> None:
        """Give the whole exchange `total` seconds."""
        self._loop = asyncio.get_running_loop()
        self._total = total
        self._started = self._loop.time()
        self._until = self._started + total
        self._took: dict[str, float] = {}

    def now(self) -> float:
        """Seconds since the exchange began."""
        return self._loop.time() - self._started

    def note(self, phase: str, since: float) -> None:
        """Note that a phase of `Timing` lasted from `since` (as `now` gave it) until now."""
        self._took[phase] = (self.now() - since) * 1000

    @contextmanager
    def measured(self, phase: str) -> Generator[None]:
        """Note how long the block took, if it ends well."""
        since = self.now()
        yield
        self.note(phase, since)

    @asynccontextmanager
    async def limit(
        self, seconds: float, kind: FailureKind, what: str, since: float | None = None
    ) -> AsyncGenerator[None]:
        """Give the block `seconds`, counted from `since`, and no more than the total.

        Args:
            seconds: how long.
            kind: what a time-out here is called.
            what: what did not happen in time, as the start of a sentence.
            since: as `now` gave it; None for now.

        Raises:
            Dead: when time is up.
        """
        start = self.now() if since is None else since
        until = min(self._started + start + seconds, self._until)
        try:
            async with asyncio.timeout_at(until):
                yield
        except TimeoutError as error:
            if error.errno is not None:  # the system's ETIMEDOUT, which has the same type
                raise
            in_all = until == self._until
            patience = f"{self._total:g} s in all" if in_all else f"{seconds:g} s"
            raise Dead(Failure(kind, f"{what} within {patience}")) from None

    def timing(self) -> Timing:
        """Give what was noted, and the total until now, in milliseconds."""
        return Timing(**self._took, total=self.now() * 1000)
