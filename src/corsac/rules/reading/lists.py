"""What a preflight asked for and what its answer's lists cover (fetch#cors-preflight-fetch.7)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corsac.core.cors_headers import (
    ALLOW_HEADERS,
    ALLOW_METHODS,
    ALLOW_ORIGIN,
    REQUEST_HEADERS,
    REQUEST_METHOD,
)
from corsac.core.fields import token_list
from corsac.core.methods import is_safelisted

if TYPE_CHECKING:
    from corsac.rules.reading.scene import Answer


def requested_method(preflight: Answer) -> str:
    """Give the method that the preflight announced."""
    return preflight.request.headers.get(REQUEST_METHOD) or ""


def requested_headers(preflight: Answer) -> tuple[str, ...]:
    """Give the header names that the preflight announced, in lower case."""
    return tuple(
        name.strip(" \t").lower()
        for line in preflight.request.headers.all(REQUEST_HEADERS)
        for name in line.split(",")
        if name.strip(" \t")
    )


def allowed_methods(preflight: Answer) -> tuple[str, ...] | None:
    """Read Allow-Methods: empty if absent, None if malformed."""
    return token_list(preflight.response.headers.all(ALLOW_METHODS))


def allowed_headers(preflight: Answer) -> tuple[str, ...] | None:
    """Read Allow-Headers, in lower case: empty if absent, None if malformed."""
    names = token_list(preflight.response.headers.all(ALLOW_HEADERS))
    return None if names is None else tuple(name.lower() for name in names)


def uncovered_method(preflight: Answer) -> str | None:
    """Give the announced method if the answer does not allow it.

    A malformed list is another fault: it gives None. So does a list that isn't there where the
    answer can't be expected to have one.
    """
    method = requested_method(preflight)
    allowed = allowed_methods(preflight)
    if allowed is None or is_safelisted(method) or method in allowed:
        return None
    if "*" in allowed and not preflight.include:
        return None
    return method if _has_a_say(preflight, ALLOW_METHODS) else None


def uncovered_headers(preflight: Answer) -> tuple[str, ...]:
    """Give every announced header name that the answer does not allow.

    The wildcard is taken to cover Authorization, as every engine has it.
    """
    allowed = allowed_headers(preflight)
    if allowed is None or ("*" in allowed and not preflight.include):
        return ()
    if not _has_a_say(preflight, ALLOW_HEADERS):
        return ()
    return tuple(name for name in requested_headers(preflight) if name not in allowed)


def _has_a_say(preflight: Answer, name: str) -> bool:
    """Tell whether the lack of a name in a list is a fault of its own.

    An answer that refuses or knows nothing of preflights has no lists: that is a consequence. A
    list that is there has said something; so has a successful answer with any other CORS header.
    """
    headers = preflight.response.headers
    if name in headers:
        return True
    return preflight.ok and any(other in headers for other in _GRANTS)


_GRANTS = (ALLOW_ORIGIN, ALLOW_METHODS, ALLOW_HEADERS)
