"""Request bodies: their bytes and the Content-Type that each kind implies (fetch#bodyinit)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from corsac.browser.request import BodyKind

if TYPE_CHECKING:
    from corsac.browser.request import Body

_BLOB_TYPE = re.compile(r"[\x20-\x7e]*", re.ASCII)
#: What browsers choose anew each time, and nobody may rely on.
BOUNDARY = "----corsacFormBoundary"

_TYPES = {
    BodyKind.TEXT: "text/plain;charset=UTF-8",
    BodyKind.USP: "application/x-www-form-urlencoded;charset=UTF-8",
    BodyKind.FORM: f"multipart/form-data; boundary={BOUNDARY}",
}


def implied_type(body: Body) -> str | None:
    """Give the Content-Type that a body brings along (fetch#concept-bodyinit-extract).

    Returns:
        None for bytes and streams, and for a Blob without a type.
    """
    if body.kind is BodyKind.BLOB:
        return _blob_type(body.type or "") or None
    return _TYPES.get(body.kind)


def _blob_type(text: str) -> str:
    """Normalise a Blob's type (file-api#dom-blob-blob)."""
    return text.lower() if _BLOB_TYPE.fullmatch(text) else ""
