"""ASGI: `CORS(app, policy)` around any ASGI 3 application."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from corsac.middleware.asgi_types import App
from corsac.middleware.layer import Layer
from corsac.middleware.merge import UNTOUCHED, merge_raw
from corsac.middleware.replies import answer_failure, answer_preflight, refuse_websocket
from corsac.middleware.scopes import FINAL, SEVERAL, host_of, may_open, preflight, request_of
from corsac.middleware.source import tenant, varied
from corsac.policy.answers import Mode
from corsac.policy.grant import Refused
from corsac.policy.pattern import LONGEST_ORIGIN

if TYPE_CHECKING:
    from collections.abc import Awaitable

    from corsac.middleware.asgi_types import Message, Receive, Scope, Send
    from corsac.policy.enforcer import Enforcer
    from corsac.policy.grant import Grant

_REPORT_ONLY: Final = Mode.REPORT_ONLY


class CORS(Layer[App]):
    """A layer that answers preflights and puts CORS headers on every answer of an application.

    Put it outermost: what stands outside it answers without them. An exception that the
    application lets through is answered with a 500 that a page can read, and goes on to the
    server, which logs it. WebSockets from origins that the policy does not allow get a 403.

        app = CORS(app, Policy(allow_origins=["https://app.example"]))
        app = CORS(app, allow_origins=["https://app.example"])

    The arguments are `Layer`'s.
    """

    __slots__ = ()

    # In pieces it would be slower by a tenth.
    async def __call__(  # noqa: C901, PLR0912 -- the hot path
        self, scope: Scope, receive: Receive, send: Send
    ) -> None:
        """Serve one request, connection or lifespan, as ASGI has it."""
        if scope["type"] != "http":
            await self._serve_other(scope, receive, send)
            return
        provider, method = self._provider, scope["method"]
        if provider is None:
            enforcer = self._running.enforcer
        else:
            enforcer = await tenant(provider, request_of(scope))
        if method == "OPTIONS":
            grant = preflight(enforcer, scope)
            if grant is not None:
                await self._serve_preflight(enforcer, grant, scope, receive, send)
                return
        origin: bytes | None = None
        for name, value in scope["headers"]:
            if name == b"origin":  # written out, as a constant is found faster than a name
                origin = value if origin is None else SEVERAL
        # Found without a call, and nothing is refused by it.
        if origin is None:
            grant = enforcer.unasked
        else:  # nothing is hashed of what can't be an origin
            grant = enforcer.at_hand.get(origin) if len(origin) <= LONGEST_ORIGIN else None
        if grant is None:
            grant = enforcer.actual_raw(origin, scope["path"], method)
            if grant.reason is not None:
                page = None if origin is None else origin[: LONGEST_ORIGIN + 1].decode("latin-1")
                host = host_of(scope)
                self.refusals.note(enforcer, grant.reason, request_of, scope, page, host)
            if enforcer.mode is _REPORT_ONLY:
                await self.app(scope, receive, send)
                return
        if provider is not None:
            grant = varied(grant, provider)
        started = False

        def answer(message: Message) -> Awaitable[None]:
            """Send the answer, its headers put in."""
            nonlocal started
            # An interim answer decides nothing (rfc8297#section-2).
            if started or message["type"] != "http.response.start" or message["status"] < FINAL:
                return send(message)
            started = True
            lines = [*message["headers"]] if "headers" in message else []
            for name, _ in lines:
                if name not in UNTOUCHED:
                    return send({**message, "headers": merge_raw(lines, grant)})
            lines += grant.complete
            return send({**message, "headers": lines})

        try:
            await self.app(scope, receive, answer)
        except Exception:
            if not started:
                await answer_failure(answer)
            raise

    async def _serve_preflight(
        self, enforcer: Enforcer, grant: Grant, scope: Scope, receive: Receive, send: Send
    ) -> None:
        if grant.reason is not None:
            self.refusals.note(enforcer, grant.reason, request_of, scope)
        if enforcer.mode is _REPORT_ONLY:
            await self.app(scope, receive, send)
            return
        provider = self._provider
        await answer_preflight(grant if provider is None else varied(grant, provider), send)

    async def _serve_other(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve a lifespan, or a WebSocket, which CORS does not guard (rfc6455#section-10.2)."""
        if scope["type"] == "websocket":
            if self._provider is None:
                enforcer = self._running.enforcer
            else:
                enforcer = await tenant(self._provider, request_of(scope))
            if not may_open(enforcer, scope):
                self.refusals.note(enforcer, Refused.ORIGIN, request_of, scope)
                if enforcer.mode is not _REPORT_ONLY:
                    await refuse_websocket(scope, receive, send)
                    return
        await self.app(scope, receive, send)
