"""Quart: an extension that stands around everything, WebSockets too."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from quart import Quart

from corsac.middleware import asgi
from corsac.middleware.extension import Extension
from corsac.middleware.scopes import asked_method, request_of
from corsac.middleware.views import ByView
from corsac.middleware.werkzeug import endpoint_of, headers_of

if TYPE_CHECKING:
    from typing import Any

    from corsac.middleware.asgi_types import App, Receive, Scope, Send


class CORS(Extension[Quart]):
    """The ASGI layer as an extension, with `Extension`'s arguments.

        cors = CORS(app, allow_origins=["https://app.example"])  # or CORS(...), then init_app

        @app.get("/public")
        @cors.view(allow_origins="*")
        async def public(): ...

    Put it on after other layers around `app.asgi_app`, so that it is outermost.
    """

    def put_around(self, app: Quart) -> None:
        """Put the layer around an application."""
        inner: App = vars(app).get("asgi_app", app.asgi_app)
        layers = ByView(lambda policy: asgi.CORS(inner, policy), self.source, self.refusals)

        async def outermost(scope: Scope, receive: Receive, send: Send) -> None:
            """Stand around the whole application."""
            has_view = self.has_views and scope["type"] != "lifespan"
            layer = layers.layer(_view(app, scope) if has_view else None)
            await layer(scope, receive, send)

        vars(app)["asgi_app"] = outermost


def _view(app: Quart, scope: Scope) -> object:
    """Find the view of a request, or of the request that a preflight is for."""
    root, path = scope.get("root_path", ""), scope["path"]
    method = asked_method(scope)
    request = app.request_class(
        method,
        scope["scheme"],
        path.removeprefix(root) or "/",
        scope["query_string"],
        headers_of(request_of(scope).headers.lines),
        root,
        scope["http_version"],
        cast("Any", scope),
        send_push_promise=_no_push,
    )
    endpoint = endpoint_of(lambda: app.create_url_adapter(request), method)
    return app.view_functions.get(endpoint or "")


async def _no_push(_path: str, _headers: object) -> None:
    """Push nothing: the request is only looked at."""
