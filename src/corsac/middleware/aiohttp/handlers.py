"""The handler that a request is for, and its policy."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, cast

from aiohttp import web

from corsac.core.cors_headers import ORIGIN, REQUEST_HEADERS, REQUEST_METHOD
from corsac.core.headers import Headers
from corsac.middleware.merge import UNTOUCHED_TEXT, merge_text
from corsac.middleware.source import parted, tenant
from corsac.middleware.views import marked, narrow
from corsac.policy.decide import Request
from corsac.policy.running import RunningPolicy

if TYPE_CHECKING:
    from corsac.policy.enforcer import Enforcer
    from corsac.policy.grant import Grant
    from corsac.policy.provider import PolicyProvider

_MARKS: Final = (ORIGIN, REQUEST_METHOD, REQUEST_HEADERS, "Host")
_NAME: Final = "corsac.policy"
# Before 3.14 aiohttp's requests have texts for keys, and no such class.
_NEW: Final = hasattr(web, "RequestKey")
_OWN: Final[Any] = web.RequestKey(_NAME, RunningPolicy) if _NEW else _NAME


def read(request: web.Request) -> Request:
    """Give a request as the policy knows it."""
    return Request(request.method, request.path, Headers(tuple(request.headers.items())))


def marks(request: web.Request) -> Request:
    """Give of a request what tells a preflight, or whose page opens a WebSocket."""
    given = request.headers
    lines = [(name, value) for name in _MARKS for value in given.getall(name, ())]
    return Request(request.method, request.path, Headers(tuple(lines)))


def put(response: web.StreamResponse, grant: Grant) -> None:
    """Put a grant's header lines among an answer's, so that each stands there once."""
    headers = response.headers
    if not UNTOUCHED_TEXT.issuperset(headers):
        lines = merge_text([*headers.items()], grant)
        headers.clear()
        headers.extend(lines)
    else:
        headers.extend(grant.text)


class Handlers:
    """Policies of single handlers; nothing is looked for where none has one.

    Args:
        app: The application, before it is started.
        source: Its policy.

    Attributes:
        used: Whether any handler has one, from the start-up on.
    """

    def __init__(self, app: web.Application, source: RunningPolicy | PolicyProvider) -> None:
        self._app = app
        self._source = source
        self._running, self._provider = parted(source)
        self.used = False
        app.on_startup.append(self._start)

    async def look(self, request: web.Request) -> None:
        """Find the policy of the handler that a request, or its preflight, is for.

        A redirect that appends a slash and a 405 belong to the handlers that they are about: the
        page has to get past the one, and to read the other.
        """
        preflight = marks(request).preflight
        method = request.headers[REQUEST_METHOD] if preflight else request.method
        slashed = request.clone(rel_url=request.rel_url.with_path(f"{request.path}/"))
        for asked in (request, slashed):
            own = await self._find(asked, method)
            if own is not None:
                request[_OWN] = own
                return

    def at_once(self, request: web.Request) -> Enforcer | None:
        """Give what decides: the policy that `look` found, the application's; or None.

        Then it is a tenant's, to be asked for by `tenant`.
        """
        found = request.get(_OWN) if self.used else None
        if isinstance(found, RunningPolicy):
            return found.enforcer
        return self._running.enforcer if self._provider is None else None

    async def tenant(self, request: web.Request) -> Enforcer:
        """Give what decides for a tenant."""
        return await tenant(cast("PolicyProvider", self._provider), read(request))

    async def _start(self, app: web.Application) -> None:
        self.used = any(_own(route.handler, route.method) for route in app.router.routes())
        if self.used:
            narrow(self._source)

    async def _find(self, request: web.Request, method: str) -> RunningPolicy | None:
        match = await self._app.router.resolve(request.clone(method=method))
        error = match.http_exception
        if isinstance(error, web.HTTPMethodNotAllowed):
            method = min(error.allowed_methods)
            match = await self._app.router.resolve(request.clone(method=method))
        return _own(match.handler, method)


def _own(handler: object, method: str) -> RunningPolicy | None:
    """Give a handler's policy; a class-based view's methods may have their own."""
    return marked(getattr(handler, method.lower(), None)) or marked(handler)
