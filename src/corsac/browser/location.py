"""Reading a redirect's Location: each engine's way with doubles, blanks and stray bytes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corsac.browser.console.text import soup

if TYPE_CHECKING:
    from collections.abc import Sequence


class AmbiguousLocationError(ValueError):
    """A Location that leads nowhere, or to several places."""


def standard_location(lines: Sequence[str]) -> str | None:
    """Read by the letter: several lines are one value, bytes are code points.

    (fetch#concept-response-location-url, infra#isomorphic-decode)
    """
    return ", ".join(lines) if lines else None


def chromium_location(lines: Sequence[str]) -> str | None:
    """Read one place, however often it is named; stray bytes are percent-encoded.

    An empty value is none at all.

    Raises:
        AmbiguousLocationError: The lines differ.
    """
    return firefox_location(lines) or None


def firefox_location(lines: Sequence[str]) -> str | None:
    """Read one place, however often it is named; stray bytes are percent-encoded.

    Raises:
        AmbiguousLocationError: The lines differ.
    """
    if not lines:
        return None
    if len(set(lines)) > 1:
        raise AmbiguousLocationError
    return "".join(char if char.isascii() else f"%{ord(char):02X}" for char in lines[0])


def webkit_location(lines: Sequence[str]) -> str | None:
    """Read what libsoup has repaired, byte by byte; an empty value leads nowhere.

    Raises:
        AmbiguousLocationError: The value is empty.
    """
    text = soup(", ".join(lines)) if lines else None
    if text == "":
        raise AmbiguousLocationError
    return text
