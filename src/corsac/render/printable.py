"""Text from strangers, made safe to print: nothing in it can move a cursor or turn a line round.

Python's own notion of printable decides (`str.isprintable`): controls, of which ANSI sequences are
made, line separators, bidirectional and invisible formatting characters, lone surrogates and
blanks other than the space are not.
"""

from __future__ import annotations

_BYTE = 0xFF
_BASIC_PLANE = 0xFFFF


def line(text: str) -> str:
    """Text that stays on one line: every character that isn't printable as an escape."""
    if text.isprintable():
        return text
    return "".join(char if char.isprintable() else _escape(char) for char in text)


def block(text: str) -> str:
    """As `line`, for text of several lines: line feeds and tabs stay."""
    return "\n".join("\t".join(map(line, part.split("\t"))) for part in text.split("\n"))


def wire(text: str) -> str:
    """Bytes from the wire, isomorphic-decoded: whatever isn't printable ASCII as an escape."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(
        char if char.isascii() and char.isprintable() else _escape(char) for char in text
    )


def _escape(char: str) -> str:
    """Write a character as Python's source would: two, four or eight hexadecimal digits."""
    code = ord(char)
    if code <= _BYTE:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code <= _BASIC_PLANE else f"\\U{code:08x}"
