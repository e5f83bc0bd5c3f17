"""What an answer tells caches (rfc9111)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from corsac.core.cors_headers import REQUEST_HEADERS, REQUEST_METHOD

if TYPE_CHECKING:
    from corsac.core.messages import WireResponse

_FORBIDS: Final = frozenset({"no-store", "private", "no-cache"})
_ALLOWS: Final = ("max-age", "s-maxage", "public", "immutable")
#: Headers by which a cache says that it answered, and the words of one that had it.
_MARKS: Final = ("X-Cache", "CF-Cache-Status", "X-Cache-Status", "X-Varnish", "X-Proxy-Cache")


def varies_by_origin(response: WireResponse) -> bool:
    """Tell whether `Vary` names Origin, or everything (rfc9110#section-12.5.5)."""
    return bool(varying(response) & {"origin", "*"})


def varies_by_preflight(response: WireResponse) -> bool:
    """Tell whether `Vary` names what only preflights have: a CORS layer read it."""
    return bool(varying(response) & {REQUEST_METHOD.lower(), REQUEST_HEADERS.lower()})


def varying(response: WireResponse) -> frozenset[str]:
    """Give the names in `Vary`, in lower case."""
    lines = response.headers.all("Vary")
    return frozenset(name.strip(" \t").lower() for line in lines for name in line.split(","))


def is_stored(response: WireResponse) -> bool:
    """Tell whether an answer says itself that caches may keep it, or came out of one."""
    directives = [
        part.strip(" \t").lower()
        for line in response.headers.all("Cache-Control")
        for part in line.split(",")
    ]
    if any(each.partition("=")[0] in _FORBIDS or each == "max-age=0" for each in directives):
        return False
    return came_from_cache(response) or (
        "Expires" in response.headers
        or any(each.partition("=")[0] in _ALLOWS for each in directives)
    )


def came_from_cache(response: WireResponse) -> bool:
    """Tell whether an answer bears the marks of a cache that had it."""
    if (response.headers.get("Age") or "0") != "0":
        return True
    return any("hit" in (response.headers.get(name) or "").lower() for name in _MARKS)
