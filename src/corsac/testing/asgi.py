"""An ASGI application as a server: it runs in an event loop of its own, in a thread."""

from __future__ import annotations

import asyncio
import threading
from typing import TYPE_CHECKING, Any, Final, TypeVar

from corsac.testing.lifespan import Lifespan
from corsac.testing.scopes import HungUpError, Talk, scope_of

if TYPE_CHECKING:
    from collections.abc import Coroutine

    from corsac.core.messages import Answer, WireRequest
    from corsac.testing.scopes import App

_T = TypeVar("_T")
#: Seconds that are left, beyond an application's own, for the loop to answer in.
_MARGIN: Final = 5.0


class AsgiServer:
    """Runs an application from its lifespan's start-up to its shut-down.

    Args:
        app: The application.
        patience: Seconds that an answer, the start-up or the shut-down may take.

    Raises:
        RuntimeError: The application's start-up failed.
        TimeoutError: It did not end.

    Attributes:
        errors: The exceptions that the application let through, in order.
    """

    def __init__(self, app: App, patience: float = 10.0) -> None:
        self.errors: list[Exception] = []
        self._app = app
        self._patience = patience
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()
        self._lifespan = Lifespan(app, patience)
        try:
            self._run(self._lifespan.start())
        except BaseException:
            self._end()
            raise

    def send(self, request: WireRequest) -> Answer:
        """Ask, and wait for the answer; one that does not end is cut off."""
        return self._run(self._exchange(request))

    def close(self) -> None:
        """Let the application shut down, and end the thread."""
        if self._thread.is_alive():
            try:
                self._run(self._lifespan.stop())
            finally:
                self._end()

    async def _exchange(self, request: WireRequest) -> Answer:
        talk = Talk(request)
        scope = scope_of(request, self._lifespan.state)
        try:
            async with asyncio.timeout(self._patience):
                await self._app(scope, talk.receive, talk.send)
        except TimeoutError:
            talk.timed_out = True
        except HungUpError:
            pass
        except Exception as error:  # noqa: BLE001 -- a server goes on; the test is told
            self.errors.append(error)
            talk.crashed = True
        return talk.answer()

    def _run(self, work: Coroutine[Any, Any, _T]) -> _T:
        future = asyncio.run_coroutine_threadsafe(work, self._loop)
        return future.result(self._patience + _MARGIN)

    def _end(self) -> None:
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(self._patience + _MARGIN)
        self._loop.close()
