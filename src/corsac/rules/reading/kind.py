"""What kind of content an answer says it has."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from corsac.core.messages import WireResponse


def media_type(response: WireResponse) -> str:
    """Give the media type without parameters, in lower case; empty where none is named."""
    return (response.headers.get("Content-Type") or "").partition(";")[0].strip().lower()
