"""Flask: an extension that stands around everything, and policies of single views."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from flask import Flask

from corsac.middleware import wsgi
from corsac.middleware.extension import Extension
from corsac.middleware.views import ByView, asked_method, from_page
from corsac.middleware.werkzeug import endpoint_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from corsac.middleware.wsgi_types import App, Environ, StartResponse

_ERROR: Final = "corsac.error"


class CORS(Extension[Flask]):
    """The WSGI layer as an extension, with `Extension`'s arguments.

        cors = CORS(app, allow_origins=["https://app.example"])  # or CORS(...), then init_app

        @app.get("/public")
        @cors.view(allow_origins="*")
        def public(): ...

    Put it on after other layers around `app.wsgi_app`, such as ProxyFix, so that it is outermost.
    """

    def put_around(self, app: Flask) -> None:
        """Put the layer around an application."""
        inner: App = app.wsgi_app

        def told(environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
            """Keep an error of the application for the outside."""
            try:
                return inner(environ, start_response)
            except Exception as error:
                environ[_ERROR] = error
                raise

        layers = ByView(lambda policy: wsgi.CORS(told, policy), self.source, self.refusals)

        def outermost(environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
            """Stand around the whole application."""
            layer = layers.layer(_view(app, environ) if self.has_views else None)
            body = layer(environ, start_response)
            error = environ.pop(_ERROR, None)
            # What Flask lets through is for the debugger or the test client, if no page waits.
            if error is not None and (app.testing or not from_page(environ)):
                raise error
            return body

        vars(app)["wsgi_app"] = outermost


def _view(app: Flask, environ: Environ) -> object:
    """Find the view of a request, or of the request that a preflight is for."""
    request = app.request_class(environ)
    endpoint = endpoint_of(lambda: app.create_url_adapter(request), asked_method(environ))
    return app.view_functions.get(endpoint or "")
