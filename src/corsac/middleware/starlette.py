"""Starlette: the layer stands outside everything, the handler of server errors included."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from starlette.applications import Starlette
from starlette.middleware.errors import ServerErrorMiddleware

from corsac.middleware import asgi

if TYPE_CHECKING:
    from typing import Unpack

    from starlette.types import ASGIApp, Receive, Scope, Send

    from corsac.middleware.refusals import Refusals
    from corsac.middleware.source import Source
    from corsac.policy.answers import Mode
    from corsac.policy.policy import PolicyFields
    from corsac.policy.provider import PolicyProvider
    from corsac.policy.running import RunningPolicy

_KEY: Final = "corsac.middleware"
_UNHANDLED: Final = (500, Exception)


class CORS:
    """The ASGI layer for Starlette and what is built on it.

        CORS(app, policy)                        # puts itself around the application
        app.add_middleware(CORS, policy=policy)  # likewise, in place of CORSMiddleware

    Starlette runs its middleware inside the handler that answers for unhandled exceptions: a CORS
    layer there misses every 500, and whatever middleware was added after it. This one goes around
    the whole, wherever in the list it was added.

    Args:
        app: A Starlette or FastAPI application, or what `add_middleware` hands over.
        policy: As for `corsac.middleware.asgi.CORS`.
        mode: Likewise.
        fields: The policy's fields; those that Starlette has too are named alike.

    Raises:
        PolicyError: The fields make no policy.
        RuntimeError: The application has been called already.
        TypeError: The arguments don't go together.
        ValueError: There is no such mode.
    """

    __slots__ = ("_layer", "_outside")

    def __init__(
        self,
        app: ASGIApp,
        policy: Source | None = None,
        *,
        mode: Mode | str | None = None,
        **fields: Unpack[PolicyFields],
    ) -> None:
        self._layer = asgi.CORS(app, policy, mode=mode, **fields)
        self._outside = False
        if isinstance(app, Starlette):
            if app.middleware_stack is not None:
                raise RuntimeError("the application has been called already: add CORS before")
            build = app.build_middleware_stack
            vars(app)["build_middleware_stack"] = lambda: self._around(build())

    @property
    def source(self) -> RunningPolicy | PolicyProvider:
        """Where the policy comes from."""
        return self._layer.source

    @property
    def refusals(self) -> Refusals:
        """What was refused, and how often."""
        return self._layer.refusals

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve as ASGI has it."""
        inner = self._layer.app
        if isinstance(inner, Starlette) or scope.get(_KEY) is self:
            await inner(scope, receive, send)
            return
        # Among the middleware, called for the first time: from the next call on it is outside.
        app = scope.get("app")
        if isinstance(app, Starlette):
            if app.middleware_stack is not None and not self._outside:
                self._outside = True
                app.middleware_stack = self._around(app.middleware_stack)
            inner = _answering_errors(app, inner)
        await self._over(inner)(scope, receive, send)

    def _over(self, app: ASGIApp) -> asgi.CORS:
        """Make the same layer over another application."""
        layer = asgi.CORS(app, self.source)
        layer.refusals = self.refusals
        return layer

    def _around(self, stack: ASGIApp) -> ASGIApp:
        layer = self._over(stack)

        async def outermost(scope: Scope, receive: Receive, send: Send) -> None:
            """Stand around the whole application."""
            scope[_KEY] = self
            await layer(scope, receive, send)

        return outermost


def _answering_errors(app: Starlette, inner: ASGIApp) -> ASGIApp:
    """Let the one call that is inside already have its 500 made inside, as the application would.

    It is sent through the layer; the handler outside finds it begun and sends no other.
    """
    handlers = [each for key, each in app.exception_handlers.items() if key in _UNHANDLED]
    return ServerErrorMiddleware(inner, handlers[-1] if handlers else None, app.debug)
