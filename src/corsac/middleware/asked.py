"""What CORS looks at in a request that is neither a scope nor a WSGI environment."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corsac.core.cors_headers import ORIGIN, REQUEST_HEADERS, REQUEST_METHOD

if TYPE_CHECKING:
    from corsac.policy.decide import Request
    from corsac.policy.enforcer import Enforcer
    from corsac.policy.grant import Grant


def preflight(enforcer: Enforcer, request: Request) -> Grant | None:
    """Answer an OPTIONS; None where a mark of a preflight is missing."""
    origin, method = request.headers.get(ORIGIN), request.headers.get(REQUEST_METHOD)
    if not request.preflight or origin is None or method is None:
        return None
    return enforcer.preflight(origin, method, request.headers.get(REQUEST_HEADERS), request.path)


def may_open(enforcer: Enforcer, request: Request) -> bool:
    """Tell whether a WebSocket may be opened."""
    headers = request.headers
    return enforcer.websocket(headers.get(ORIGIN), headers.get("Host"), request.path)
