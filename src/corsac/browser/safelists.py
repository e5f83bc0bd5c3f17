"""What each engine takes for a safelisted request header, where that differs from the standard."""

from __future__ import annotations

from types import MappingProxyType

from corsac.core.request_headers import STANDARD, Safelist

# Ranges are read into signed 64-bit numbers.
_INT64 = 2**63 - 1
_DECIMAL = r"[0-9]+(?:\.[0-9]+)?"
_INTEGER = "[0-9]+"
_ANY = r"(?s:.*)"

CHROMIUM = Safelist(
    combines=True,
    range_limit=_INT64 - 1,  # the greatest number stands for "no number"
    # Client hints, and what Chromium's own layers set by the same way as script.
    extra=MappingProxyType(
        {
            "device-memory": _DECIMAL,
            "downlink": _DECIMAL,
            "dpr": _DECIMAL,
            "ect": _ANY,
            "intervention": _ANY,
            "rtt": _INTEGER,
            "save-data": "(?i:on)",
            "user-agent": _ANY,
            "viewport-width": _INTEGER,
            "width": _INTEGER,
        }
    ),
)
FIREFOX = Safelist(
    total_limit=None,
    high_bytes_safe=False,
    repeats=True,
    range_limit=_INT64,
    empty_parameters_safe=False,
)
WEBKIT = Safelist(combines=True, range_any_case=True, range_limit=_INT64)

__all__ = ["CHROMIUM", "FIREFOX", "STANDARD", "WEBKIT"]
