"""ASGI's lifespan: an application's start-up and shut-down."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import MutableMapping

    from corsac.testing.scopes import App


class Lifespan:
    """Runs an application's lifespan in a task; one that has none is left alone.

    Args:
        app: The application.
        patience: Seconds for its start-up, and as many for its shut-down.

    Attributes:
        state: What the application wants to be found in each request's scope.
    """

    def __init__(self, app: App, patience: float) -> None:
        self.state: dict[str, Any] = {}
        self._app = app
        self._patience = patience
        self._events: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
        self._answers: asyncio.Queue[MutableMapping[str, Any]] = asyncio.Queue()
        self._task: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Start the application up.

        Raises:
            RuntimeError: It says that it can't.
            TimeoutError: It says nothing.
        """
        self._task = asyncio.get_running_loop().create_task(self._serve())
        try:
            answer = await self._tell("startup")
        except BaseException:
            await self._end()
            raise
        if answer is not None and answer["type"] == "lifespan.startup.failed":
            await self._end()
            raise RuntimeError(f"the application did not start: {answer.get('message', '')}")

    async def stop(self) -> None:
        """Shut the application down.

        Raises:
            TimeoutError: It does not end.
        """
        try:
            await self._tell("shutdown")
        finally:
            await self._end()

    async def _serve(self) -> None:
        scope = {
            "type": "lifespan",
            "asgi": {"version": "3.0", "spec_version": "2.0"},
            "state": self.state,
        }
        try:
            await self._app(scope, self._events.get, self._answers.put)
        except Exception:  # noqa: BLE001 -- that is how an application says it has none
            return

    async def _end(self) -> None:
        if self._task is not None:
            self._task.cancel()
            await asyncio.wait({self._task}, timeout=self._patience)

    async def _tell(self, event: str) -> MutableMapping[str, Any] | None:
        """Tell the application, and wait for what it says; None once it has ended."""
        task = self._task
        if task is None or task.done():
            return None
        await self._events.put({"type": f"lifespan.{event}"})
        said = asyncio.ensure_future(self._answers.get())
        try:
            async with asyncio.timeout(self._patience):
                await asyncio.wait({task, said}, return_when=asyncio.FIRST_COMPLETED)
            return said.result() if said.done() else None
        finally:
            said.cancel()
