"""Header names that are nearly those of CORS."""

from __future__ import annotations

from difflib import get_close_matches
from typing import Final

from corsac.core.cors_headers import RESPONSE

_NAMES: Final = {header.name.lower(): header.name for header in RESPONSE}
#: Headers with names like these that are something else, or once were.
_OTHERS: Final = frozenset(
    {
        "access-control-allow-private-network",
        "access-control-allow-local-network",
        "access-control-request-method",
        "access-control-request-headers",
        "access-control-request-private-network",
        "timing-allow-origin",
        "service-worker-allowed",
    }
)
#: How near a name must come: one or two letters in thirty.
_NEAR: Final = 0.9
_PREFIXES: Final = ("access-control-", "access-controll-", "acces-control-", "allow-control-")


def meant_header(name: str) -> str | None:
    """Give the CORS response header that a misspelt name stands for.

    Args:
        name: Of a header that a server sent, in any case.

    Returns:
        None for a name that is right, or near to none.
    """
    low = name.lower().replace("_", "-").strip(" \t:")
    if name.lower() in _NAMES or low in _OTHERS:
        return None
    if low in _NAMES:
        return _NAMES[low]
    for prefix in _PREFIXES:
        if low.startswith(prefix):
            low = f"access-control-{low.removeprefix(prefix)}"
            break
    near = get_close_matches(low[:64], _NAMES, n=1, cutoff=_NEAR)
    return _NAMES[near[0]] if near else None
