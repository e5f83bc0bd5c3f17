"""Flask: an extension that stands around everything, and policies of single views."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeVar

from corsac.middleware import wsgi
from corsac.middleware.refusals import Refusals
from corsac.middleware.source import source_of
from corsac.middleware.views import asked_method, from_page, marked, marker, narrow
from corsac.middleware.werkzeug import endpoint_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from typing import Unpack

    from flask import Flask

    from corsac.middleware.source import Source
    from corsac.middleware.wsgi_types import App, Environ, StartResponse
    from corsac.policy.answers import Mode
    from corsac.policy.policy import Policy, PolicyFields
    from corsac.policy.provider import PolicyProvider
    from corsac.policy.running import RunningPolicy

_View = TypeVar("_View")
_ERROR: Final = "corsac.error"


class CORS:
    """The WSGI layer as an extension: `app` stays the application.

        cors = CORS(app, allow_origins=["https://app.example"])  # or CORS(...), then init_app

        @app.get("/public")
        @cors.view(allow_origins="*")
        def public(): ...

    Put it on after other layers around `app.wsgi_app`, such as ProxyFix, so that it is outermost.

    Args:
        app: The application; None to name it later, to `init_app`.
        policy: As for `corsac.middleware.wsgi.CORS`; so are `mode` and `fields`.

    Raises:
        PolicyError, TypeError, ValueError: As for `corsac.middleware.wsgi.CORS`.
        RuntimeError: The application has it already.

    Attributes:
        source: Where the policy comes from.
        refusals: What was refused, and how often.
    """

    def __init__(
        self,
        app: Flask | None = None,
        policy: Source | None = None,
        *,
        mode: Mode | str | None = None,
        **fields: Unpack[PolicyFields],
    ) -> None:
        self.source: RunningPolicy | PolicyProvider = source_of(policy, mode, fields)
        self.refusals = Refusals()
        self._has_views = False
        if app is not None:
            self.init_app(app)

    def init_app(self, app: Flask) -> None:
        """Put it on an application; raises what the class says."""
        if "corsac" in app.extensions:
            raise RuntimeError("CORS is on this application already")
        inner: App = app.wsgi_app

        def told(environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
            try:
                return inner(environ, start_response)
            except Exception as error:
                environ[_ERROR] = error
                raise

        def over(policy: Source) -> wsgi.CORS:
            layer = wsgi.CORS(told, policy)
            layer.refusals = self.refusals
            return layer

        layer = over(self.source)
        layers: dict[RunningPolicy, wsgi.CORS] = {}

        def outermost(environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
            own = marked(_view(app, environ)) if self._has_views else None
            if own is not None and own not in layers:
                layers[own] = over(own)
            body = (layer if own is None else layers[own])(environ, start_response)
            error = environ.pop(_ERROR, None)
            # What Flask lets through is for the debugger or the test client, if no page waits.
            if error is not None and (app.testing or not from_page(environ)):
                raise error
            return body

        vars(app)["wsgi_app"] = outermost
        app.extensions["corsac"] = self

    def view(
        self,
        policy: Policy | None = None,
        *,
        mode: Mode | str | None = None,
        **fields: Unpack[PolicyFields],
    ) -> Callable[[_View], _View]:
        """Give a view a policy of its own, in place of the application's; raises likewise."""
        self._has_views = True
        narrow(self.source)
        return marker(policy, mode, fields)


def _view(app: Flask, environ: Environ) -> object:
    """Find the view of a request, or of the request that a preflight is for."""
    request = app.request_class(environ)
    endpoint = endpoint_of(lambda: app.create_url_adapter(request), asked_method(environ))
    return app.view_functions.get(endpoint or "")
