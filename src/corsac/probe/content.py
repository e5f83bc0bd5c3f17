"""Content codings undone (rfc9110#section-8.4), as far as the standard library goes."""

from __future__ import annotations

import zlib
from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from corsac.core.messages import WireResponse

_GZIP = 16 + zlib.MAX_WBITS
_RAW = -zlib.MAX_WBITS
# `deflate` means zlib's format, but some servers send it raw, and browsers take both.
_FORMATS = {
    "gzip": (_GZIP,),
    "x-gzip": (_GZIP,),
    "deflate": (zlib.MAX_WBITS, _RAW),
}
_MOST_CODINGS = 3


def decoded(response: WireResponse, limit: int) -> WireResponse:
    """Undo gzip and deflate, so that the body is what script would see.

    Args:
        response: as received. Its headers stay as they are, as in a browser.
        limit: the most bytes of a decoded body, whatever a few of them unpack to.

    Returns:
        The response with as much of its body as could be decoded. A body in another coding
        (br, zstd) or one that is not what it says stays as it came.
    """
    listed = ",".join(response.headers.all("content-encoding")).lower().split(",")
    codings = [coding for each in reversed(listed) if (coding := each.strip(" \t"))]
    if not codings or len(codings) > _MOST_CODINGS or not set(codings) <= _FORMATS.keys():
        return response
    body, complete = response.body, response.complete
    for coding in codings:
        unpacked = _unpack(body, coding, limit)
        if unpacked is None:
            return response
        body, whole = unpacked
        complete = complete and whole
    return replace(response, body=body, complete=complete)


def _unpack(data: bytes, coding: str, limit: int) -> tuple[bytes, bool] | None:
    """Unpack up to `limit` bytes and say whether that was all; None for what is not packed."""
    for window in _FORMATS[coding] if data else ():
        unpacker = zlib.decompressobj(window)
        try:
            body = unpacker.decompress(data, limit)
        except zlib.error:
            continue
        return body, unpacker.eof
    return None if data else (b"", True)
