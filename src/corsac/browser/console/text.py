"""How engines turn a header value's bytes into text."""

from __future__ import annotations


def utf8(value: str) -> str:
    """Decode as UTF-8; what isn't becomes U+FFFD."""
    return value.encode("latin-1", "replace").decode("utf-8", "replace")


def escaped(value: str) -> str:
    """Write control characters and bytes from 0x80 as a backslash, `u` and four digits."""
    if value.isascii() and value.isprintable():
        return value
    return "".join(char if " " <= char <= "~" else f"\\u{ord(char):04X}" for char in value)


def soup(value: str) -> str:
    """Repair what isn't UTF-8, as libsoup does, and then read byte by byte."""
    if value.isascii():
        return value
    return utf8(value).encode("utf-8").decode("latin-1")
