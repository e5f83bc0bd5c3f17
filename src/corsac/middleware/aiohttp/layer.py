"""A middleware that answers preflights, a signal that every answer passes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from aiohttp import hdrs, web

from corsac.middleware.aiohttp.handlers import Handlers, marks, put, read
from corsac.middleware.asked import may_open, preflight
from corsac.middleware.refusals import Refusals
from corsac.middleware.source import parted, source_of, varied
from corsac.policy.answers import Mode
from corsac.policy.grant import Grant, Refused

if TYPE_CHECKING:
    from typing import Unpack

    from aiohttp.typedefs import Handler

    from corsac.middleware.source import Source
    from corsac.policy.enforcer import Enforcer
    from corsac.policy.policy import PolicyFields
    from corsac.policy.provider import PolicyProvider
    from corsac.policy.running import RunningPolicy

_FINAL: Final = 200
_CLOSED: Final = Grant(allowed=False, reason=Refused.ORIGIN)
_REFUSAL: Final = "Forbidden: this origin may not open a WebSocket here"


class _Preflight(web.Response):
    """An answer that is complete already."""


class CORS:
    """Answers preflights, puts CORS headers on every answer, refuses strangers' WebSockets.

        CORS(app, allow_origins=["https://app.example"])

        @cors(allow_origins="*")  # a policy of this handler's own
        async def public(request): ...

    Other middlewares stand inside. For a part of a site, put it on a sub-application.

    Args:
        app: The application, before it is started.
        policy: As for `corsac.middleware.asgi.CORS`; so are `mode` and `fields`.

    Raises:
        PolicyError, TypeError, ValueError: As for `corsac.middleware.asgi.CORS`.
        RuntimeError: The application has been started.

    Attributes:
        source: Where the policy comes from.
        refusals: What was refused, and how often.
    """

    def __init__(
        self,
        app: web.Application,
        policy: Source | None = None,
        *,
        mode: Mode | str | None = None,
        **fields: Unpack[PolicyFields],
    ) -> None:
        self.source: RunningPolicy | PolicyProvider = source_of(policy, mode, fields)
        self.refusals = Refusals()
        _, self._provider = parted(self.source)
        self._handlers = Handlers(app, self.source)

        @web.middleware
        async def outermost(request: web.Request, handler: Handler) -> web.StreamResponse:
            """Stand before every other middleware."""
            if self._handlers.used:
                await self._handlers.look(request)
            early = None
            if request.method == hdrs.METH_OPTIONS or hdrs.UPGRADE in request.headers:
                early = await self._early(request)
            return await handler(request) if early is None else early

        app.middlewares.insert(0, outermost)
        app.on_response_prepare.append(self._put)

    async def _early(self, request: web.Request) -> web.Response | None:
        """Answer a preflight, or a WebSocket that may not be opened."""
        asked = marks(request)
        enforcer = self._handlers.at_once(request) or await self._handlers.tenant(request)
        if hdrs.UPGRADE in request.headers and web.WebSocketResponse().can_prepare(request):
            refused = not may_open(enforcer, asked)
            if not refused or self._noted(enforcer, _CLOSED, request) is None:
                return None
            return _Preflight(status=403, text=_REFUSAL)
        grant = preflight(enforcer, asked)
        grant = None if grant is None else self._noted(enforcer, grant, request)
        return None if grant is None else _Preflight(status=grant.status, headers=dict(grant.text))

    async def _put(self, request: web.Request, response: web.StreamResponse) -> None:
        """Put the headers on an answer that is about to be sent."""
        if isinstance(response, _Preflight) or response.status < _FINAL:
            return
        enforcer = self._handlers.at_once(request) or await self._handlers.tenant(request)
        origins = request.headers.getall(hdrs.ORIGIN, ())
        origin = ", ".join(origins) if origins else None
        grant = enforcer.actual(origin, request.path, request.method)
        if sent := self._noted(enforcer, grant, request, origin):
            put(response, sent)

    def _noted(
        self, enforcer: Enforcer, grant: Grant, request: web.Request, origin: str | None = None
    ) -> Grant | None:
        """Count and log a refusal; give what is to be sent, None where only reporting is."""
        if grant.reason is not None:
            host = request.headers.get(hdrs.HOST)
            self.refusals.note(enforcer, grant.reason, read, request, origin, host)
        if enforcer.mode is Mode.REPORT_ONLY:
            return None
        return grant if self._provider is None else varied(grant, self._provider)
