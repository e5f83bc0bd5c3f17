"""Hosts as the URL parser leaves them: which text is one, which is an address, which is local."""

from __future__ import annotations

import re

_IPV6_GROUPS = 8
_OCTET = "(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])"
_IPV4 = re.compile(rf"(?:{_OCTET}\.){{3}}{_OCTET}", re.ASCII)
_IPV6_PIECE = re.compile("0|[1-9a-f][0-9a-f]{0,3}", re.ASCII)
_ZEROS = re.compile("(?<![^:])0(?::0)+(?![^:])")
# Fetch's serialized-domain, and what else resolves: underscores, hyphens at a label's ends, a dot
# at the end. The URL parser lets more punctuation pass, `*` and `,` among it; no name server does.
_DOMAIN = re.compile(r"(?:[a-z0-9_\-]+\.)*[a-z0-9_\-]+\.?", re.ASCII)
# A host whose last label is a number is an address or nothing (url#ends-in-a-number-checker).
_NUMBER = re.compile("[0-9]+|0x[0-9a-f]*", re.ASCII)


def is_canonical_host(host: str) -> bool:
    """Tell whether `host` stands as the host parser leaves it (url#host-serializing).

    An `xn--` label must be punycode of something that isn't ASCII; which code points it may hold
    is not looked up, that table (UTS 46) being the URL parser's.
    """
    if host.startswith("["):
        return host.endswith("]") and is_canonical_ipv6(host[1:-1])
    if _DOMAIN.fullmatch(host) is None:
        return False
    labels = host.removesuffix(".").split(".")
    if _NUMBER.fullmatch(labels[-1]):
        return is_ipv4(host)
    return "xn--" not in host or all(map(_is_canonical_label, labels))


def is_ipv4(host: str) -> bool:
    """Tell whether `host` is four decimal numbers (url#concept-ipv4-serializer)."""
    return _IPV4.fullmatch(host) is not None


def is_canonical_ipv6(text: str) -> bool:
    """Tell whether `text`, without brackets, is the one way to write that address.

    Lower case, no leading zeros, the first longest run of two or more zeros compressed, no dotted
    decimals (url#concept-ipv6-serializer).
    """
    head, gap, tail = text.partition("::")
    before = head.split(":") if head else []
    after = tail.split(":") if tail else []
    if not all(map(_IPV6_PIECE.fullmatch, before + after)):
        return False
    zeros = _IPV6_GROUPS - len(before) - len(after)
    if zeros < 0 or (zeros > 0) != bool(gap):
        return False
    return text == serialize_ipv6([*before, *["0"] * zeros, *after])


def serialize_ipv6(pieces: list[str]) -> str:
    """Write eight hexadecimal pieces, each without leading zeros, in the canonical way."""
    text = ":".join(pieces)
    # max() keeps the first of equals, as the standard does.
    run = max(_ZEROS.finditer(text), key=lambda match: match.end() - match.start(), default=None)
    if run is None:
        return text
    return f"{text[: run.start()].removesuffix(':')}::{text[run.end() :].removeprefix(':')}"


def is_ip_address(host: str) -> bool:
    """Tell whether a serialised host is an address rather than a domain."""
    return host.startswith("[") or is_ipv4(host)


def is_loopback_host(host: str) -> bool:
    """Tell whether a serialised host can only be this machine: localhost, 127/8, ::1.

    Names below `localhost` and a dot at the end count (secure-contexts#is-origin-trustworthy).
    """
    if is_ipv4(host):
        return host.startswith("127.")
    name = host.removesuffix(".")
    return name == "localhost" or name.endswith(".localhost") or host == "[::1]"


def _is_canonical_label(label: str) -> bool:
    """Tell whether decoding and encoding a label's punycode gives it back."""
    if not label.startswith("xn--"):
        return True
    encoded = label.removeprefix("xn--")
    try:
        decoded = encoded.encode("ascii").decode("punycode")
    except UnicodeError:
        return False
    return not decoded.isascii() and decoded.encode("punycode").decode("ascii") == encoded
