"""What a status means to fetch."""

from __future__ import annotations

#: Responses without a body, whatever was sent (fetch#null-body-status).
NULL_BODY = frozenset({101, 103, 204, 205, 304})
#: The only statuses that are followed, where a Location is given (fetch#redirect-status).
REDIRECT = frozenset({301, 302, 303, 307, 308})
#: 200 to 299: what a preflight needs (fetch#ok-status).
OK = range(200, 300)


def is_null_body(status: int) -> bool:
    """Tell whether a response of this status has no body."""
    return status in NULL_BODY


def is_redirect(status: int) -> bool:
    """Tell whether a response of this status is a redirect."""
    return status in REDIRECT


def is_ok(status: int) -> bool:
    """Tell whether the status is a success."""
    return status in OK
