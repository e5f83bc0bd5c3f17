"""Werkzeug: which endpoint a path leads to, whatever it would be answered."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from urllib.parse import unquote, urlsplit

from werkzeug.datastructures import Headers
from werkzeug.exceptions import HTTPException, MethodNotAllowed
from werkzeug.routing import RequestRedirect

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from werkzeug.routing import MapAdapter

# To the canonical path, and there to a method that it has.
_TRIES: Final = 3


def endpoint_of(bind: Callable[[], MapAdapter | None], method: str) -> str | None:
    """Find the endpoint that a request is for.

    A redirect and a 405 belong to the view that they are about: the page has to get past the one,
    and to read the other.

    Args:
        bind: Binds the map of URLs to the request.
        method: The request's method.

    Returns:
        None where the path leads nowhere.
    """
    path: str | None = None
    try:
        adapter = bind()
    except HTTPException:  # for a host that isn't trusted
        return None
    if adapter is None:
        return None
    for _ in range(_TRIES):
        try:
            endpoint: str = adapter.match(path, method)[0]
        except RequestRedirect as error:
            path = unquote(urlsplit(error.new_url).path)
            path = "/" + path.removeprefix(adapter.script_name).lstrip("/")
        except MethodNotAllowed as error:
            method = min(error.valid_methods or ())
        except HTTPException:
            return None
        else:
            return endpoint
    return None


def headers_of(lines: Iterable[tuple[str, str]]) -> Headers:
    """Give header lines as Werkzeug has them."""
    return Headers([*lines])
