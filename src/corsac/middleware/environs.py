"""What CORS looks at in a WSGI environment. Its texts are bytes decoded as Latin-1 (PEP 3333)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from corsac.core.headers import Headers
from corsac.middleware import asked
from corsac.policy.decide import Request

if TYPE_CHECKING:
    from corsac.middleware.wsgi_types import Environ
    from corsac.policy.enforcer import Enforcer
    from corsac.policy.grant import Grant

_PREFIX: Final = "HTTP_"
_BARE: Final = ("CONTENT_TYPE", "CONTENT_LENGTH")


def preflight(enforcer: Enforcer, environ: Environ, path: str) -> Grant | None:
    """Answer an OPTIONS; None where a mark of a preflight is missing.

    Args:
        enforcer: What decides.
        environ: The request's.
        path: The request's, decoded once.
    """
    origin = environ.get("HTTP_ORIGIN")
    method = environ.get("HTTP_ACCESS_CONTROL_REQUEST_METHOD")
    if origin is None or method is None:
        return None
    names = environ.get("HTTP_ACCESS_CONTROL_REQUEST_HEADERS")
    return enforcer.preflight(origin, method, names, path)


def may_be_own(origin: str | None, environ: Environ) -> bool:
    """Tell whether an origin may be that of the server's own pages: see `asked.may_be_own`."""
    return asked.may_be_own(origin, environ.get("HTTP_HOST", ""))


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
