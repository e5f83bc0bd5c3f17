"""The handler that a request is for, and its policy."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from aiohttp import web

from corsac.core.cors_headers import REQUEST_METHOD
from corsac.core.headers import Headers
from corsac.middleware.source import parted, tenant
from corsac.middleware.views import marked, narrow
from corsac.policy.decide import Request
from corsac.policy.running import RunningPolicy

if TYPE_CHECKING:
    from yarl import URL

    from corsac.policy.enforcer import Enforcer
    from corsac.policy.provider import PolicyProvider

_NAME: Final = "corsac.policy"
# Before 3.14 aiohttp's requests have texts for keys, and no such class.
_NEW: Final = hasattr(web, "RequestKey")
_OWN: Final[Any] = web.RequestKey(_NAME, RunningPolicy) if _NEW else _NAME


def read(request: web.Request) -> Request:
    """Give a request as the policy knows it."""
    return Request(request.method, request.path, Headers(tuple(request.headers.items())))


class Handlers:
    """Policies of single handlers; nothing is looked for where none has one.

    Args:
        app: The application, before it is started.
        source: Its policy.
    """

    def __init__(self, app: web.Application, source: RunningPolicy | PolicyProvider) -> None:
        self._app = app
        self._source = source
        self._running, self._provider = parted(source)
        self._used = False
        app.on_startup.append(self._start)

    async def look(self, request: web.Request) -> None:
        """Find the policy of the handler that a request, or its preflight, is for.

        A redirect that appends a slash and a 405 belong to the handlers that they are about: the
        page has to get past the one, and to read the other.
        """
        if not self._used:
            return
        preflight = read(request).preflight
        method = request.headers[REQUEST_METHOD] if preflight else request.method
        for url in (request.rel_url, request.rel_url.with_path(f"{request.path}/")):
            own = await self._find(request, method, url)
            if own is not None:
                request[_OWN] = own
                return

    async def enforcer(self, request: web.Request, asked: Request) -> Enforcer:
        """Give what decides: the policy that `look` found, the tenant's, the application's."""
        found = request.get(_OWN)
        if isinstance(found, RunningPolicy):
            return found.enforcer
        provider = self._provider
        return self._running.enforcer if provider is None else await tenant(provider, asked)

    async def _start(self, app: web.Application) -> None:
        self._used = any(_own(route.handler, route.method) for route in app.router.routes())
        if self._used:
            narrow(self._source)

    async def _find(self, request: web.Request, method: str, url: URL) -> RunningPolicy | None:
        match = await self._app.router.resolve(request.clone(method=method, rel_url=url))
        error = match.http_exception
        if isinstance(error, web.HTTPMethodNotAllowed):
            method = min(error.allowed_methods)
            match = await self._app.router.resolve(request.clone(method=method, rel_url=url))
        return _own(match.handler, method)


def _own(handler: object, method: str) -> RunningPolicy | None:
    """Give a handler's policy; a class-based view's methods may have their own."""
    return marked(getattr(handler, method.lower(), None)) or marked(handler)
