"""Litestar: the ASGI layer outside everything, the handling of exceptions included."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, cast

from litestar.exceptions import HTTPException, MethodNotAllowedException
from litestar.utils import normalize_path

from corsac.middleware import asgi
from corsac.middleware.refusals import Refusals
from corsac.middleware.scopes import asked_method
from corsac.middleware.source import source_of
from corsac.middleware.views import ByView, cors, marked, narrow

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Unpack

    from litestar import Litestar
    from litestar.types import ASGIApp, Method

    from corsac.middleware.asgi_types import App, Receive, Scope, Send
    from corsac.middleware.source import Source
    from corsac.policy.answers import Mode
    from corsac.policy.policy import PolicyFields
    from corsac.policy.provider import PolicyProvider
    from corsac.policy.running import RunningPolicy

__all__ = ["CORS", "cors"]

_MARK: Final = "corsac"


class CORS:
    """Puts the layer on an application, which stays itself.

        @get("/public")
        @cors(allow_origins="*")  # a policy of this handler's own
        async def public() -> str: ...

        app = Litestar([public, ...])  # without cors_config, with all its handlers
        CORS(app, allow_origins=["https://app.example"])

    Args:
        app: The application.
        policy: As for `corsac.middleware.asgi.CORS`; so are `mode` and `fields`.

    Raises:
        PolicyError, TypeError, ValueError: As for `corsac.middleware.asgi.CORS`.
        RuntimeError: The application answers for CORS by itself already, or has this layer.

    Attributes:
        source: Where the policy comes from.
        refusals: What was refused, and how often.
    """

    def __init__(
        self,
        app: Litestar,
        policy: Source | None = None,
        *,
        mode: Mode | str | None = None,
        **fields: Unpack[PolicyFields],
    ) -> None:
        inner = cast("App", app.asgi_handler)
        if app.cors_config is not None or hasattr(inner, _MARK):
            raise RuntimeError("the application has CORS already: leave one of them out")
        self.source: RunningPolicy | PolicyProvider = source_of(policy, mode, fields)
        self.refusals = Refusals()
        layers = ByView(lambda policy: asgi.CORS(inner, policy), self.source, self.refusals)
        has_views = any(map(marked, _functions(app)))
        if has_views:
            narrow(self.source)

        async def outermost(scope: Scope, receive: Receive, send: Send) -> None:
            """Stand around the whole application."""
            layer = layers.layer(_function(app, scope) if has_views else None)
            await layer(scope, receive, send)

        setattr(outermost, _MARK, self)
        app.asgi_handler = cast("ASGIApp", outermost)


def _functions(app: Litestar) -> Iterator[object]:
    for route in app.routes:
        one = getattr(route, "route_handler", None)
        handlers = getattr(route, "route_handlers", ()) if one is None else (one,)
        yield from (handler.fn for handler in handlers)


def _function(app: Litestar, scope: Scope) -> object:
    """Find the function that a request is for, or that its preflight is for."""
    if scope["type"] == "lifespan":
        return None
    method = asked_method(scope) if scope["type"] == "http" else None
    path = normalize_path(scope["path"].removeprefix(scope.get("root_path", "")))
    find = app.asgi_router.handle_routing
    try:
        return find(path=path, method=cast("Method | None", method))[1].fn
    except MethodNotAllowedException as error:
        # A 405 belongs to the path's handlers, whose page has to read it.
        allowed = (error.headers or {})["allow"]
        return find(path=path, method=cast("Method", min(allowed.split(", "))))[1].fn
    except HTTPException:
        return None
