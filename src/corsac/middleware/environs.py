"""What CORS looks at in a WSGI environment. Its texts are bytes decoded as Latin-1 (PEP 3333)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from corsac.core.headers import Headers
from corsac.policy.decide import Request
from corsac.policy.pattern import LONGEST_ORIGIN

if TYPE_CHECKING:
    from corsac.middleware.wsgi_types import Environ
    from corsac.policy.enforcer import Enforcer
    from corsac.policy.grant import Grant

_PREFIX: Final = "HTTP_"
_BARE: Final = ("CONTENT_TYPE", "CONTENT_LENGTH")


def preflight(enforcer: Enforcer, environ: Environ, path: str | None = None) -> Grant | None:
    """Answer an OPTIONS; None where a mark of a preflight is missing.

    Args:
        enforcer: What decides.
        environ: The request's.
        path: The request's, decoded once, where a framework knows it better.
    """
    origin = environ.get("HTTP_ORIGIN")
    method = environ.get("HTTP_ACCESS_CONTROL_REQUEST_METHOD")
    if origin is None or method is None:
        return None
    if len(origin) <= LONGEST_ORIGIN:
        # Whose origin is refused has nothing else of theirs read.
        known = enforcer.known.get(origin)
        if known is not None and known.reason is not None:
            return enforcer.refused_origin
    names = environ.get("HTTP_ACCESS_CONTROL_REQUEST_HEADERS")
    # Without routes the path is not looked at, and need not be put together.
    if path is None:
        path = path_of(environ) if enforcer.routed else "/"
    return enforcer.preflight(origin, method, names, path)


def path_of(environ: Environ) -> str:
    """Give the path of a request, decoded once."""
    text: str = environ.get("SCRIPT_NAME", "") + environ.get("PATH_INFO", "")
    return text.encode("latin-1", "replace").decode("utf-8", "replace") or "/"


def request_of(environ: Environ) -> Request:
    """Give a request as the policy knows it."""
    lines = [
        (name.removeprefix(_PREFIX).replace("_", "-").title(), str(value))
        for name, value in environ.items()
        if name.startswith(_PREFIX) or (name in _BARE and value)
    ]
    return Request(environ["REQUEST_METHOD"], path_of(environ), Headers(tuple(lines)))
