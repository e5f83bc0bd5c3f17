"""What every framework's tests tell alike: one request, and policies of single views."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corsac.core.headers import Headers
from corsac.core.messages import WireRequest, WireResponse
from corsac.policy import Policy
from tests.middleware.ask import APP, EVIL
from tests.middleware.corpus import SERVER

if TYPE_CHECKING:
    from corsac.testing.server import AppServer

POLICY = Policy(allow_origins=[APP], allow_methods=["PUT", "DELETE"])
ALLOW = "Access-Control-Allow-Origin"
METHODS = "Access-Control-Allow-Methods"


def ask(
    server: AppServer, path: str, origin: str | None = APP, method: str = "GET", **more: str
) -> WireResponse:
    """Send one request; further headers by their names, with `_` for `-`."""
    lines = [(name.replace("_", "-"), value) for name, value in more.items()]
    if origin is not None:
        lines.append(("Origin", origin))
    answer = server.send(WireRequest(method, SERVER + path, Headers(tuple(lines))))
    assert isinstance(answer, WireResponse), answer
    return answer


def preflight(server: AppServer, path: str, method: str = "PUT", origin: str = APP) -> WireResponse:
    """Send a preflight."""
    return ask(server, path, origin, "OPTIONS", Access_Control_Request_Method=method)


#: Path and origin, and whether a WebSocket opens: /socket has `POLICY`, /open-socket is for EVIL.
SOCKETS = (
    ("/socket", APP, True),
    ("/socket", EVIL, False),
    ("/open-socket", EVIL, True),
    ("/open-socket", APP, False),
)


def opens(server: AppServer, path: str, origin: str) -> bool:
    """Tell whether a page may open a WebSocket; if not, it has to be by a 403."""
    status = ask(server, path, origin, Upgrade="websocket", Connection="Upgrade").status
    assert status in {101, 403}
    return status == 101


def tell_of_views(server: AppServer) -> None:
    """Hold a site to its policies.

    It has `POLICY`, and at /open/7 a GET for everyone beside a PUT without a policy of its own;
    what leads to /open/7/ is redirected, where the framework redirects.
    """
    assert ask(server, "/open/7", EVIL).headers.get(ALLOW) == "*"
    assert ALLOW not in ask(server, "/open/7", EVIL, "PUT").headers
    assert ask(server, "/items").headers.get(ALLOW) == APP
    assert ALLOW not in ask(server, "/items", EVIL).headers
    assert ALLOW not in ask(server, "/missing", EVIL).headers
    assert preflight(server, "/open/7", "PUT", EVIL).status == 403
    assert preflight(server, "/open/7", "GET", EVIL).headers.get(ALLOW) == "*"
    # DELETE may be another view's: a browser would remember it for this URL.
    assert preflight(server, "/open/7", "PUT").headers.get(METHODS) == "PUT"
    sent = ask(server, "/open/7", EVIL, "PATCH")
    assert (sent.status, sent.headers.get(ALLOW)) == (405, "*")
