"""Flask: an extension that stands around everything, and policies of single views."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, TypeVar
from urllib.parse import unquote, urlsplit

from werkzeug.exceptions import HTTPException, MethodNotAllowed
from werkzeug.routing import RequestRedirect

from corsac.middleware import wsgi
from corsac.middleware.environs import header_of
from corsac.middleware.refusals import Refusals
from corsac.middleware.source import source_of
from corsac.middleware.views import marked, marker, method_of, narrow
from corsac.policy.running import RunningPolicy

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from typing import Unpack

    from flask import Flask

    from corsac.middleware.source import Source
    from corsac.policy.answers import Mode
    from corsac.policy.policy import Policy, PolicyFields
    from corsac.policy.provider import PolicyProvider

    Environ = dict[str, Any]
    StartResponse = Callable[..., Any]
    App = Callable[[Environ, StartResponse], Iterable[bytes]]

_View = TypeVar("_View")
_NAME: Final = "corsac"
_ERROR: Final = "corsac.error"


class CORS:
    """The WSGI layer as an extension: `app` stays the application.

        cors = CORS(app, allow_origins=["https://app.example"])  # or CORS(...), then init_app

        @app.get("/public")
        @cors.view(allow_origins="*")
        def public(): ...

    Put it on after other layers around `app.wsgi_app`, such as ProxyFix, so that it is outermost.
    One extension serves one policy to every application that it is put on.

    Args:
        app: The application; None to name it later.
        policy: A `Policy`; a `RunningPolicy`; or a `PolicyProvider` whose `load` isn't async.
        mode: How a `Policy` is applied: enforce (the default), debug or report-only.
        fields: The policy's fields, in place of `policy`.

    Raises:
        PolicyError: The fields make no policy.
        RuntimeError: The application has it already.
        TypeError: The arguments don't go together, or the provider is async.
        ValueError: There is no such mode.

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
        if _NAME in app.extensions:
            raise RuntimeError("CORS is on this application already")
        inner, source = app.wsgi_app, self.source

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

        layer, layers = over(source), dict[RunningPolicy, wsgi.CORS]()

        def outermost(environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
            own = marked(_view(app, environ)) if self._has_views else None
            if own is not None and own not in layers:
                layers[own] = over(own)
            body = (layers[own] if own else layer)(environ, start_response)
            # What Flask lets through is for the debugger or the test client, which want it whole.
            if _ERROR in environ and (app.testing or header_of(environ, "Origin") is None):
                raise environ[_ERROR]
            return body

        vars(app)["wsgi_app"] = outermost
        app.extensions[_NAME] = self

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
    """Find the view of a request; of a preflight, of the request that it asks about."""
    method = method_of(environ["REQUEST_METHOD"], lambda name: header_of(environ, name))
    path: str | None = None
    try:
        adapter = app.create_url_adapter(app.request_class(environ))
        for _ in range(3):  # a redirect, and a method that the path lacks
            try:
                return app.view_functions.get(adapter.match(path, method)[0]) if adapter else None
            except RequestRedirect as error:
                ...
    except HTTPException:
        return None
