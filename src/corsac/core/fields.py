"""The grammars of header values: tokens, lists, quoted strings, numbers.

Values are isomorphic-decoded, as everywhere in `core`: code points 0 to 255 stand for bytes.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

#: The bytes that surround a value without belonging to it (fetch#http-whitespace).
HTTP_WHITESPACE = "\t\n\r "
#: The blanks that may stand within a line (fetch#http-tab-or-space).
TAB_OR_SPACE = "\t "

_TOKEN = re.compile(r"[!#$%&'*+\-.^_`|~0-9A-Za-z]+", re.ASCII)
_BAD_IN_VALUE = re.compile(r"[\0\r\n]")
_DIGITS = re.compile(r"[0-9]+", re.ASCII)
# An element and the comma before it. A quoted string swallows commas, and need not be closed.
_ELEMENT = re.compile(r'(?:\A|,)((?:[^",]+|"(?:[^"\\]|\\.)*(?:"|\\?\Z))*)', re.DOTALL)
# Beyond this many digits a number is past every integer type that a browser uses.
_MAX_DIGITS = 20


def is_token(text: str) -> bool:
    """Tell whether `text` can be a method or a header name (rfc9110#section-5.6.2)."""
    return _TOKEN.fullmatch(text) is not None


def normalize_value(value: str) -> str:
    """Strip HTTP whitespace from both ends (fetch#concept-header-value-normalize)."""
    return value.strip(HTTP_WHITESPACE)


def is_value(value: str) -> bool:
    """Tell whether `value` can be a header's (fetch#header-value).

    No blank at either end, no NUL, CR or LF; any other byte may stand in it.
    """
    if value.strip(TAB_OR_SPACE) != value or _BAD_IN_VALUE.search(value):
        return False
    return not value or max(value) <= "\xff"


def token_list(lines: Iterable[str]) -> tuple[str, ...] | None:
    """Extract the values of a `#token` header (fetch#extract-header-list-values).

    Args:
        lines: The header's values, one for each line. Empty elements are allowed, blanks inside
            an element are not.

    Returns:
        The tokens of all lines in order; None, for failure, if any line is malformed.
    """
    tokens: list[str] = []
    for line in lines:
        for element in line.split(","):
            token = element.strip(TAB_OR_SPACE)
            if _TOKEN.fullmatch(token):
                tokens.append(token)
            elif token:
                return None
    return tuple(tokens)


def decode_and_split(value: str) -> tuple[str, ...]:
    """Split a combined value on the commas outside quoted strings.

    Elements lose blanks at both ends; empty ones and quotation marks are kept
    (fetch#header-value-get-decode-and-split).
    """
    return tuple(element.strip(TAB_OR_SPACE) for element in _ELEMENT.findall(value))


def delta_seconds(value: str) -> int | None:
    """Read a number of seconds (rfc9111#section-1.2.2).

    Returns:
        None for anything but digits; 10**20 for any number above it.
    """
    if _DIGITS.fullmatch(value) is None:
        return None
    digits = value.lstrip("0")
    return int(digits or "0") if len(digits) <= _MAX_DIGITS else 10**_MAX_DIGITS
