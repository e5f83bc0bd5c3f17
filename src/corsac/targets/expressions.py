"""Origin patterns as regular expressions that every system here reads the same way.

What is written is common to PCRE, RE2, JavaScript and Python: groups, classes, bounded repeats, no
look-around. None can be made slow: no repeat stands inside another over the same characters.

Two things no expression says, and no browser sends: an `xn--` label that is no punycode, and a
host longer than names can be. Both end in a name that the pattern's owner has below it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from corsac.core.origin import DEFAULT_PORTS
from corsac.policy.pattern import LONGEST_LABEL, Placeholder

if TYPE_CHECKING:
    from corsac.policy.pattern import OriginPattern

_SPECIAL = re.compile(r"[.\[\]+]")
_LABEL = f"[a-z0-9_-]{{1,{LONGEST_LABEL}}}"
#: Numbers without leading zeros up to 65535, the ones of four digits and fewer apart.
_FIVE_DIGITS = (
    "[1-5][0-9]{4}",
    "6[0-4][0-9]{3}",
    "65[0-4][0-9]{2}",
    "655[0-2][0-9]",
    "6553[0-5]",
)


def expression(pattern: OriginPattern) -> str:
    """Write a pattern as a regular expression without anchors.

    Args:
        pattern: Any pattern but `*`.

    Raises:
        ValueError: The pattern is `*`, which takes no expression to match.
    """
    if pattern.any:
        raise ValueError("every origin is no expression")
    if pattern.exact:
        return escaped(pattern.text)
    return f"{escaped(pattern.scheme)}://{_host(pattern)}{_port(pattern)}"


def escaped(text: str) -> str:
    """Write a text so that an expression means just it: what an origin or a path can hold."""
    return _SPECIAL.sub(r"\\\g<0>", text)


def _host(pattern: OriginPattern) -> str:
    host = escaped(pattern.host)
    if pattern.subdomains:
        return rf"(?:{_LABEL}\.)+{host}"
    if pattern.placeholder is None:
        return host
    left, right = escaped(pattern.left + pattern.prefix), escaped(pattern.suffix)
    room = LONGEST_LABEL - len(pattern.prefix) - len(pattern.suffix)
    return f"{left}{_label(pattern.placeholder, room)}{right}{host}"


def _label(kind: Placeholder, room: int) -> str:
    """Write a placeholder that may be `room` characters long: the label around it has its bound."""
    if kind is Placeholder.DIGITS:
        return f"[0-9]{{1,{room}}}"
    if kind is Placeholder.HEX:
        return f"[0-9a-f]{{1,{room}}}"
    inner = f"(?:[a-z0-9-]{{0,{room - 2}}}[a-z0-9])?" if room > 1 else ""
    return f"[a-z0-9]{inner}"


def _port(pattern: OriginPattern) -> str:
    if not pattern.any_port:
        return "" if pattern.port is None else f":{pattern.port}"
    default = DEFAULT_PORTS.get(pattern.scheme)
    small = ["[0-9]", "[1-9][0-9]{1,3}"] if default is None else _without(str(default))
    return f"(?::(?:{'|'.join([*small, *_FIVE_DIGITS])}))?"


def _without(number: str) -> list[str]:
    """Give all numbers of one to four digits but one: an origin has no default port in it."""
    parts: list[str] = []
    for length in range(1, 5):
        if length != len(number):
            parts.append("[0-9]" if length == 1 else f"[1-9][0-9]{_times(length - 1)}")
            continue
        for place, digit in enumerate(number):
            first = "1" if place == 0 else "0"
            rest = length - place - 1
            parts.append(f"{number[:place]}{_other(first, digit)}{_digits(rest)}")
    return parts


def _other(first: str, digit: str) -> str:
    """Write a class of the digits from `first` on, `digit` left out."""
    return "[" + "".join(each for each in "0123456789" if each >= first and each != digit) + "]"


def _digits(count: int) -> str:
    return f"[0-9]{_times(count)}" if count else ""


def _times(count: int) -> str:
    return "" if count == 1 else f"{{{count}}}"
