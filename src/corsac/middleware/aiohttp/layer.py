"""A middleware that answers preflights, a signal that every answer passes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from aiohttp import hdrs, web

from corsac.middleware.aiohttp.handlers import Handlers, read
from corsac.middleware.asked import actual, may_open, preflight
from corsac.middleware.merge import merge_text
from corsac.middleware.refusals import Refusals
from corsac.middleware.source import parted, source_of, varied
from corsac.policy.answers import Mode
from corsac.policy.grant import Grant, Refused

if TYPE_CHECKING:
    from typing import Unpack

    from aiohttp.typedefs import Handler

    from corsac.middleware.source import Source
    from corsac.policy.decide import Request
    from corsac.policy.enforcer import Enforcer
    from corsac.policy.policy import PolicyFields
    from corsac.policy.provider import PolicyProvider
    from corsac.policy.running import RunningPolicy

_FINAL: Final = 200
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
            await self._handlers.look(request)
            return await self._early(request) or await handler(request)

        app.middlewares.insert(0, outermost)
        app.on_response_prepare.append(self._put)

    async def _early(self, request: web.Request) -> web.Response | None:
        """Answer a preflight, or a WebSocket that may not be opened."""
        opens = hdrs.UPGRADE in request.headers and web.WebSocketResponse().can_prepare(request)
        if not opens and request.method != hdrs.METH_OPTIONS:
            return None
        asked = read(request)
        enforcer = await self._handlers.enforcer(request, asked)
        if opens:
            refused = Grant(allowed=False, reason=Refused.ORIGIN)
            grant = None if may_open(enforcer, asked) else refused
        else:
            grant = preflight(enforcer, asked)
        if grant is None or (grant := self._noted(enforcer, grant, asked)) is None:
            return None
        if opens:
            return _Preflight(status=403, text=_REFUSAL)
        return _Preflight(status=grant.status, headers=dict(grant.text))

    async def _put(self, request: web.Request, response: web.StreamResponse) -> None:
        """Put the headers on an answer that is about to be sent."""
        if isinstance(response, _Preflight) or response.status < _FINAL:
            return
        asked = read(request)
        enforcer = await self._handlers.enforcer(request, asked)
        grant = self._noted(enforcer, actual(enforcer, asked), asked)
        if grant is not None:
            lines = merge_text([*response.headers.items()], grant)
            response.headers.clear()
            response.headers.extend(lines)

    def _noted(self, enforcer: Enforcer, grant: Grant, asked: Request) -> Grant | None:
        """Count and log a refusal; give what is to be sent, None where only reporting is."""
        if grant.reason is not None:
            self.refusals.note(enforcer, grant.reason, lambda it: it, asked, maybe_own=True)
        if enforcer.mode is Mode.REPORT_ONLY:
            return None
        return grant if self._provider is None else varied(grant, self._provider)
