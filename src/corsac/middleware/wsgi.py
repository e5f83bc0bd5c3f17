"""WSGI: `CORS(app, policy)` around any WSGI application."""

from __future__ import annotations

from types import GeneratorType
from typing import TYPE_CHECKING, Final

from corsac.middleware.environs import path_of, preflight, request_of
from corsac.middleware.layer import Layer
from corsac.middleware.merge import UNTOUCHED_TEXT, merge_text
from corsac.middleware.source import tenant_now, varied
from corsac.middleware.wsgi_types import App
from corsac.policy.answers import Mode
from corsac.policy.pattern import LONGEST_ORIGIN

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable

    from corsac.middleware.wsgi_types import Environ, ExcInfo, Lines, StartResponse, Write

_REPORT_ONLY: Final = Mode.REPORT_ONLY
_STATUSES: Final = {200: "200 OK", 204: "204 No Content", 403: "403 Forbidden"}
_NO_CONTENT: Final = 204
_LAZY: Final = frozenset({GeneratorType})
# A type for nothing: the standard library's validator wants one beside every status but 204.
_EMPTY: Final = (("Content-Type", "text/plain"), ("Content-Length", "0"))
_FAILURE: Final = b"Internal Server Error"


class CORS(Layer[App]):
    """A layer that answers preflights and puts CORS headers on every answer of an application.

    Put it outermost: what stands outside it answers without them. An exception that the
    application lets through is answered with a 500 that a page can read; it is raised again
    behind that answer, so that the server logs it.

        app = CORS(app, Policy(allow_origins=["https://app.example"]))
        app = CORS(app, allow_origins=["https://app.example"])

    The arguments are `Layer`'s; a `PolicyProvider`'s `load` must not be async.
    """

    __slots__ = ()
    awaits = False

    # In pieces it would be slower by a tenth.
    def __call__(  # noqa: C901 -- the hot path
        self, environ: Environ, start_response: StartResponse
    ) -> Iterable[bytes]:
        """Serve one request, as WSGI has it."""
        provider = self._provider
        if provider is None:
            enforcer = self._running.enforcer
        else:
            enforcer = tenant_now(provider, request_of(environ))
        origin, method = environ.get("HTTP_ORIGIN"), environ["REQUEST_METHOD"]
        grant = preflight(enforcer, environ) if method == "OPTIONS" else None
        if grant is None:
            # Found without a call; nothing is hashed of what can't be an origin.
            if origin is None or len(origin) <= LONGEST_ORIGIN:
                grant = enforcer.known.get(origin)
            if grant is None:
                grant = enforcer.actual(origin, path_of(environ), method)
        if grant.reason is not None:
            if grant.status:
                self.refusals.note(enforcer, grant.reason, request_of, environ)
            else:
                host = environ.get("HTTP_HOST")
                self.refusals.note(enforcer, grant.reason, request_of, environ, origin, host)
        if enforcer.mode is _REPORT_ONLY:
            return self.app(environ, start_response)
        if provider is not None:
            grant = varied(grant, provider)
        if grant.status:
            # A 204 has no length (rfc9110#section-8.6).
            more = () if grant.status == _NO_CONTENT else _EMPTY
            start_response(_STATUSES[grant.status], [*grant.text, *more])
            return []

        def start(status: str, headers: Lines, exc_info: ExcInfo | None = None) -> Write:
            """Start the response, its headers put in."""
            for name, _ in headers:
                if name not in UNTOUCHED_TEXT:
                    lines = merge_text(headers, grant)
                    break
            else:
                lines = [*headers, *grant.text]
            if exc_info is None:
                return start_response(status, lines)
            return start_response(status, lines, exc_info)

        try:
            body = self.app(environ, start)
        except Exception as error:  # noqa: BLE001 -- raised again behind the answer
            return _fail(environ, start, error)
        # A generator has run nothing yet. Of anything else the server may want to know more than
        # that it can be iterated: a list's length, wsgi.file_wrapper.
        return _watched(body, environ, start) if type(body) in _LAZY else body


def _watched(body: Iterable[bytes], environ: Environ, start: StartResponse) -> Generator[bytes]:
    """Hand on what a generator yields; closing this one closes it."""
    try:
        yield from body
    except Exception as error:  # noqa: BLE001 -- raised again behind the answer
        yield from _fail(environ, start, error)


def _fail(environ: Environ, start: StartResponse, error: Exception) -> Generator[bytes]:
    """Answer for an application that raised an exception, then raise it.

    Where the answer has begun already, the server raises it in `start` (PEP 3333).
    """
    lines = [("Content-Type", "text/plain; charset=utf-8"), ("Content-Length", str(len(_FAILURE)))]
    start("500 Internal Server Error", lines, (type(error), error, error.__traceback__))
    yield b"" if environ["REQUEST_METHOD"] == "HEAD" else _FAILURE
    raise error
