"""Near misses: origins and URLs that people take for one another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corsac.browser.url import parse_url
from corsac.core.host import is_loopback_host
from corsac.core.messages import FailureKind
from corsac.core.origin import parse_origin

if TYPE_CHECKING:
    from corsac.core.url import Url

#: The path segment of a resource that should not exist.
NOWHERE = "corsac-no-such-path"

_SCHEMES = {"http": "https", "https": "http"}
_LOOPBACKS = {"localhost": "127.0.0.1", "127.0.0.1": "localhost", "[::1]": "localhost"}
_ADDRESSES = frozenset({"127.0.0.1", "[::1]"})

#: Failures behind which the same server may answer under the other scheme.
_WRONG_SCHEME = frozenset({FailureKind.TLS_PLAIN_HTTP, FailureKind.CLOSED, FailureKind.MALFORMED})


def near_origins(origin: str) -> tuple[str, ...]:
    """Give what may stand in a list in place of an origin, the likeliest first.

    A slash at the end, which no browser sends but people copy; the other scheme; the other name of
    the loopback; with or without `www.`.
    """
    parsed = parse_origin(origin)
    if parsed is None or parsed.is_opaque or parsed.scheme not in _SCHEMES:
        return ()
    scheme, rest = origin.split("://", 1)
    near = [f"{origin}/"]
    if is_loopback_host(parsed.host):
        other = _LOOPBACKS.get(parsed.host)
        near += [] if other is None else [origin.replace(parsed.host, other, 1)]
    else:
        near.append(f"{_SCHEMES[scheme]}://{rest}")
        bare = rest.removeprefix("www.")
        near.append(f"{scheme}://{bare if bare != rest else 'www.' + rest}")
    return tuple(near)


def sibling(url: str) -> str | None:
    """Give a URL beside this one that should not exist; None where the URL is that already."""
    parsed = parse_url(url)
    if parsed is None or parsed.path.endswith(NOWHERE):
        return None
    folder = parsed.path.rsplit("/", 1)[0]
    return f"{parsed.scheme}://{parsed.authority}{folder}/{NOWHERE}"


def redirect_target(url: str, location: str) -> str | None:
    """Give where a redirect leads, if that is the same place under another spelling.

    Another scheme, a slash more or less at the end, `www.` more or less: what a page may well have
    meant. A login page or another host is not.
    """
    base = parse_url(url)
    target = parse_url(location, base)
    if base is None or target is None:
        return None
    if target.includes_credentials or _bare_host(target) != _bare_host(base):
        return None
    return target.without_fragment if _bare_path(target) == _bare_path(base) else None


def _bare_host(url: Url) -> str:
    return (url.host or "").removeprefix("www.")


def _bare_path(url: Url) -> str:
    return url.path.rstrip("/")


def other_scheme(url: str) -> str | None:
    """Give the URL with https for http, or the other way; None for other schemes.

    A port that was written out stays: it is where the server was found.
    """
    parsed = parse_url(url)
    if parsed is None or parsed.scheme not in _SCHEMES:
        return None
    return f"{_SCHEMES[parsed.scheme]}://{parsed.authority}{parsed.target}"


def after_failure(url: str, kind: FailureKind) -> str | None:
    """Give a URL at which a server that could not be reached may answer, if one is near."""
    parsed = parse_url(url)
    if parsed is None:
        return None
    if kind in _WRONG_SCHEME:
        return other_scheme(url)
    # The name tries both addresses; an address alone may be the wrong one of the two.
    if kind is not FailureKind.REFUSED or parsed.host not in _ADDRESSES:
        return None
    port = "" if parsed.port is None else f":{parsed.port}"
    return f"{parsed.scheme}://localhost{port}{parsed.target}"
