"""What CORS looks at in an ASGI scope."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from corsac.core.headers import Headers
from corsac.policy.answers import LONGEST_LIST
from corsac.policy.decide import Request
from corsac.policy.pattern import LONGEST_ORIGIN

if TYPE_CHECKING:
    from corsac.middleware.asgi_types import Scope
    from corsac.policy.enforcer import Enforcer
    from corsac.policy.grant import Grant

#: Statuses below it are interim, and answers to nothing (rfc9110#section-15.2).
FINAL: Final = 200
#: What several Origin lines amount to: no origin (fetch#origin-header).
SEVERAL: Final = b","
_METHOD: Final = b"access-control-request-method"
_NAMES: Final = b"access-control-request-headers"
_ORIGIN: Final = b"origin"
_MARKS: Final = frozenset({_ORIGIN, _METHOD, _NAMES})
# What is not read for its length need not be decoded either.
_TOO_LONG: Final = "," * (LONGEST_LIST + 1)
_HOST: Final = b"host"


def preflight(enforcer: Enforcer, scope: Scope) -> Grant | None:
    """Answer an OPTIONS; None where a mark of a preflight is missing.

    Args:
        enforcer: What decides.
        scope: The request's.
    """
    origin: bytes | None = None
    method: bytes | None = None
    names: bytes | None = None
    for name, value in scope["headers"]:
        if name in _MARKS:
            if name == _ORIGIN:
                origin = value if origin is None else SEVERAL
            elif name == _METHOD:
                method = value if method is None else SEVERAL
            elif names is None:
                names = value
            elif len(names) <= LONGEST_LIST:
                names += b"," + value
    if origin is None or method is None:
        return None
    listed = None
    if names is not None:
        listed = names.decode("latin-1") if len(names) <= LONGEST_LIST else _TOO_LONG
    return enforcer.preflight(
        origin[: LONGEST_ORIGIN + 1].decode("latin-1"),
        method[: LONGEST_LIST + 1].decode("latin-1"),
        listed,
        scope["path"],
    )


def asked_method(scope: Scope) -> str:
    """Tell which method decides on the view: a preflight is for the one that it asks for."""
    method: str = scope.get("method", "GET")
    if method != "OPTIONS" or _header(scope, _ORIGIN) is None:
        return method
    return _header(scope, _METHOD) or method


def may_open(enforcer: Enforcer, scope: Scope) -> bool:
    """Tell whether a WebSocket may be opened."""
    origin, host = _header(scope, _ORIGIN), _header(scope, _HOST)
    return enforcer.websocket(origin, host, scope["path"])


def host_of(scope: Scope) -> str | None:
    """Give the Host header, cut like an origin; None where there is none."""
    headers = scope["headers"]
    # Browsers and proxies send it first.
    if headers and headers[0][0] == _HOST:
        host: bytes = headers[0][1]
        return host[: LONGEST_ORIGIN + 1].decode("latin-1")
    return _header(scope, _HOST)


def request_of(scope: Scope) -> Request:
    """Give a request as the policy knows it."""
    lines = tuple(
        (name.decode("latin-1"), value.decode("latin-1")) for name, value in scope["headers"]
    )
    return Request(scope.get("method", "GET"), scope["path"], Headers(lines))


def _header(scope: Scope, wanted: bytes) -> str | None:
    """Give a header's value, several lines joined, cut where no origin and no host is as long."""
    found: bytes | None = None
    for name, value in scope["headers"]:
        if name == wanted and (found is None or len(found) <= LONGEST_ORIGIN):
            found = value if found is None else found + b", " + value
    return None if found is None else found[: LONGEST_ORIGIN + 1].decode("latin-1")
