"""How long a preflight is remembered: each engine's reading of Access-Control-Max-Age.

A reader gets the header's values, one for each line, and gives seconds; 0 is "not at all".
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from corsac.core.fields import delta_seconds

if TYPE_CHECKING:
    from collections.abc import Sequence

#: What holds where the server says nothing (fetch#cors-preflight-fetch.7, step "max-age").
DEFAULT = 5.0

_SIGNED = re.compile(r"[+-]?[0-9]+", re.ASCII)
_INT64 = 2**63 - 1
_UINT64 = 2**64 - 1


def standard_max_age(lines: Sequence[str]) -> float:
    """Read by the letter: what isn't delta-seconds, or stands twice, is as good as absent."""
    seconds = delta_seconds(lines[0]) if len(lines) == 1 else None
    return DEFAULT if seconds is None else float(seconds)


def chromium_max_age(lines: Sequence[str]) -> float:
    """Read a signed 64-bit number: below zero is zero, what doesn't fit is the default."""
    text = ", ".join(lines)
    if not _SIGNED.fullmatch(text):
        return DEFAULT
    seconds = int(text)
    return float(max(seconds, 0)) if -_INT64 - 1 <= seconds <= _INT64 else DEFAULT


def firefox_max_age(lines: Sequence[str]) -> float:
    """Read digits, however many; empty is the default, anything else forbids caching."""
    text = ", ".join(line for line in lines if line)
    if not text:
        return DEFAULT
    seconds = delta_seconds(text)
    return 0.0 if seconds is None else float(seconds)


def webkit_max_age(lines: Sequence[str]) -> float:
    """Read an unsigned 64-bit number, with or without `+`; below zero forbids caching.

    What fits in neither that nor a signed one is the default.
    """
    text = ", ".join(lines)
    if not _SIGNED.fullmatch(text):
        return DEFAULT
    seconds = int(text)
    if not -_INT64 - 1 <= seconds <= _UINT64:
        return DEFAULT
    return float(max(seconds, 0))
