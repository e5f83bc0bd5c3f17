"""Origins to try: some that a pattern stands for, and some that are easily taken for them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from corsac.core.host import is_ip_address, is_loopback_host
from corsac.core.origin import parse_origin
from corsac.policy.pattern import LONGEST_ORIGIN, Placeholder

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from corsac.core.origin import Origin
    from corsac.policy.pattern import OriginPattern

#: An origin that no server lists: `.invalid` can't be registered (rfc2606#section-2).
STRANGER: Final = "https://stranger.invalid"
#: Two origins that have nothing in common, for a policy that allows all.
ANYBODY: Final = ("https://app.example", "http://localhost:3000")
#: What an attacker would own in a look-alike's name.
_OWNED: Final = "attacker.invalid"
_PORTS: Final = {"http": 80, "https": 443}
_OTHER_SCHEME: Final = {"http": "https", "https": "http"}
_LAST_PORT: Final = 65535
#: Where front ends under development are.
LOCAL: Final = ("http://localhost:3000", "http://localhost:5173", "http://localhost:8080")
#: Who is no page of the web: an extension that nobody has, an app's shell, a file.
_SHELLS: Final = (
    "chrome-extension://abcdefghijklmnopabcdefghijklmnop",
    "capacitor://localhost",
    "file://",
)
_FILLED: Final = {
    Placeholder.DIGITS: ("7", "2048"),
    Placeholder.HEX: ("0", "c0ffee42"),
    Placeholder.SLUG: ("x", "new-menu-2"),
}


class Kind(StrEnum):
    """In which way an origin is not the allowed one; each is a check's subject."""

    STRANGER = "stranger"
    NULL = "null"
    SUFFIX = "suffix"
    PREFIX = "prefix"
    DOT = "dot"
    SCHEME = "scheme"
    PORT = "port"
    LABEL = "label"
    UPPER_CASE = "upper-case"
    NO_ORIGIN = "no-origin"
    LIST = "list"
    LOCAL = "local"
    SHELL = "shell"


#: What no browser sends: only the server's own comparison can be judged by it.
FORGED: Final = frozenset({Kind.UPPER_CASE, Kind.NO_ORIGIN, Kind.LIST})


@dataclass(frozen=True, slots=True)
class Near:
    """An origin that is not allowed, and in which way it is near one that is.

    `tolerated`: it may read without credentials, only not with them.
    """

    kind: Kind
    origin: str
    tolerated: bool = False


def representatives(pattern: OriginPattern) -> Iterator[str]:
    """Give origins that a pattern stands for, as browsers serialise them."""
    if pattern.any:
        yield from ANYBODY
    elif pattern.exact:
        yield pattern.text
    else:
        for host in _hosts(pattern):
            yield f"{pattern.scheme}://{host}{_port(pattern.port)}"
        if pattern.any_port:
            yield f"{pattern.scheme}://{next(_hosts(pattern))}:8443"


def _hosts(pattern: OriginPattern) -> Iterator[str]:
    if pattern.placeholder is not None:
        for middle in _FILLED[pattern.placeholder]:
            yield f"{pattern.left}{pattern.prefix}{middle}{pattern.suffix}{pattern.host}"
    elif pattern.subdomains:
        yield f"app.{pattern.host}"
        yield f"a-1.b.{pattern.host}"
    else:
        yield pattern.host


def _port(port: int | None) -> str:
    return "" if port is None else f":{port}"


def near_misses(origin: str) -> Iterator[Near]:
    """Give what is easily taken for an allowed origin, the likeliest mistakes first.

    Some of them a policy may allow for another reason: whoever has the policy leaves those out.
    """
    parsed = parse_origin(origin)
    if parsed is None or parsed.is_opaque:
        return
    for kind, found in _browsers(parsed):
        if len(found) <= LONGEST_ORIGIN and parse_origin(found) is not None:
            yield Near(kind, found)
    for kind, found in _forged(origin, parsed):
        yield Near(kind, found)


def _browsers(parsed: Origin) -> Iterator[tuple[Kind, str]]:
    """Give origins that a page can have."""
    scheme, host, port = parsed.scheme, parsed.host, _port(parsed.port)
    bracketed = host.startswith("[") or is_ip_address(host)
    if not bracketed:
        yield Kind.SUFFIX, f"{scheme}://{host}.{_OWNED}{port}"
        yield Kind.SUFFIX, f"{scheme}://{host}x{port}"
        yield Kind.SUFFIX, f"{scheme}://{host}.{port}"
        if not port:  # a search for Origin inside a text finds this one there
            yield Kind.SUFFIX, f"{scheme}://{host[:-1]}"
        yield Kind.PREFIX, f"{scheme}://x{host}{port}"
        yield Kind.PREFIX, f"{scheme}://attacker-{host}{port}"
        yield Kind.LABEL, f"{scheme}://attacker.{host}{port}"
        head, dot, tail = host.partition(".")
        if dot:
            yield Kind.DOT, f"{scheme}://{head}x{tail}{port}"
            if "." in tail:
                yield Kind.LABEL, f"{scheme}://{tail}{port}"
    if scheme in _OTHER_SCHEME:
        yield Kind.SCHEME, f"{_OTHER_SCHEME[scheme]}://{host}{port}"
    yield from ((Kind.PORT, f"{scheme}://{host}{other}") for other in _other_ports(parsed))


def _other_ports(parsed: Origin) -> Iterator[str]:
    """Give other ports; one begins with the same digits."""
    if parsed.port is None:
        yield ":8443"
        return
    yield ""
    longer = parsed.port * 10 + 1
    yield f":{longer if longer <= _LAST_PORT else parsed.port - 1}"


def _forged(origin: str, parsed: Origin) -> Iterator[tuple[Kind, str]]:
    """Give values of the Origin header that no browser writes."""
    scheme, host, port = parsed.scheme, parsed.host, _port(parsed.port)
    if host.upper() != host:
        yield Kind.UPPER_CASE, f"{scheme}://{host.upper()}{port}"
    yield Kind.UPPER_CASE, f"{scheme.upper()}://{host}{port}"
    yield Kind.NO_ORIGIN, f"{origin}/"
    for mark in "/?#":
        yield Kind.NO_ORIGIN, f"{scheme}://{_OWNED}{mark}{host}"
    yield Kind.NO_ORIGIN, f"{scheme}://{_OWNED}@{host}{port}"
    yield Kind.NO_ORIGIN, f"{scheme}://{host}@{_OWNED}"
    if parsed.port is None and scheme in _PORTS:
        yield Kind.NO_ORIGIN, f"{origin}:{_PORTS[scheme]}"
    yield Kind.LIST, f"{STRANGER}, {origin}"
    yield Kind.LIST, f"{origin} {STRANGER}"


def pattern_misses(pattern: OriginPattern) -> Iterator[Near]:
    """Give what a careless reading of a pattern lets in, beside the misses of its examples."""
    scheme, port = pattern.scheme, _port(pattern.port)
    if pattern.placeholder is not None:
        start, end = f"{pattern.left}{pattern.prefix}", f"{pattern.suffix}{pattern.host}"
        yield Near(Kind.LABEL, f"{scheme}://{start}x.y{end}{port}")
        yield Near(Kind.DOT, f"{scheme}://{start}x_y{end}{port}")
        yield Near(Kind.NO_ORIGIN, f"{scheme}://{start}x@y{end}{port}")
    elif pattern.subdomains:
        yield Near(Kind.LABEL, f"{scheme}://{pattern.host}{port}")
        yield Near(Kind.LABEL, f"{scheme}://x{pattern.host}{port}")
        for mark in "/?#":
            yield Near(Kind.NO_ORIGIN, f"{scheme}://{_OWNED}{mark}.{pattern.host}{port}")
        yield Near(Kind.NO_ORIGIN, f"{scheme}://a@b.{pattern.host}{port}")


def outsiders(patterns: Sequence[OriginPattern]) -> Iterator[Near]:
    """Give who is often let in besides: development's origins, where none is listed, and shells."""
    if not any(is_loopback(pattern.example) for pattern in patterns):
        yield from (Near(Kind.LOCAL, origin) for origin in LOCAL)
    yield from (Near(Kind.SHELL, origin) for origin in _SHELLS)


def is_loopback(origin: str) -> bool:
    """Tell whether an origin is of the machine itself."""
    parsed = parse_origin(origin)
    return parsed is not None and not parsed.is_opaque and is_loopback_host(parsed.host)
