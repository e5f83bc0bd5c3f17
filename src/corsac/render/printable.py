"""Text from strangers, made safe to print: nothing in it can move a cursor or turn a line round."""

from __future__ import annotations

import re

# C0 and C1 controls (ANSI sequences begin with one), line and paragraph separators, bidirectional
# and invisible formatting characters, the byte-order mark, tag characters, lone surrogates.
_UNSAFE = re.compile(
    "[\x00-\x1f\x7f-\x9f\xad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\ud800-\udfff\U000e0000-\U000e007f]"
)
_UNSAFE_IN_BLOCK = re.compile(_UNSAFE.pattern.replace("\x00-\x1f", "\x00-\x08\x0b-\x1f"))
_BEYOND_ASCII = re.compile("[\x00-\x1f\x7f-\U0010ffff]")
_BYTE = 0xFF
_BASIC_PLANE = 0xFFFF


def _escape(match: re.Match[str]) -> str:
    """Write a character as Python's source would: two, four or eight hexadecimal digits."""
    code = ord(match.group())
    if code <= _BYTE:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code <= _BASIC_PLANE else f"\\U{code:08x}"


def line(text: str) -> str:
    """Text that stays on one line: every control and invisible character as an escape."""
    return _UNSAFE.sub(_escape, text)


def block(text: str) -> str:
    """As `line`, for text of several lines: line feeds and tabs stay."""
    return _UNSAFE_IN_BLOCK.sub(_escape, text)


def wire(text: str) -> str:
    """Bytes from the wire, isomorphic-decoded: whatever isn't printable ASCII as an escape."""
    return _BEYOND_ASCII.sub(_escape, text)
