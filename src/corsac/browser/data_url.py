"""`data:` URLs: a response without a server (fetch#data-url-processor)."""

from __future__ import annotations

import binascii
import re
from typing import TYPE_CHECKING
from urllib.parse import unquote_to_bytes

from corsac.core.headers import Headers
from corsac.core.messages import WireResponse
from corsac.core.mime import parse_mime_type

if TYPE_CHECKING:
    from corsac.core.url import Url

_BASE64 = re.compile(" *; *base64$", re.IGNORECASE)
_DEFAULT_TYPE = "text/plain;charset=US-ASCII"


def data_response(url: Url, *, sized: bool = False) -> WireResponse | None:
    """Decode a `data:` URL (fetch#data-url-processor).

    Args:
        url: The URL.
        sized: Whether the response tells its length.

    Returns:
        None where there is no comma or the base64 is broken.
    """
    text = url.without_fragment.removeprefix("data:")
    mime, comma, payload = text.partition(",")
    if not comma:
        return None
    body = unquote_to_bytes(payload)
    mime = mime.strip("\t\n\x0c\r ")
    found = _BASE64.search(mime)
    if found:
        mime = mime[: found.start()]
        try:
            body = binascii.a2b_base64(body, strict_mode=False)
        except binascii.Error:
            return None
    if mime.startswith(";"):
        mime = "text/plain" + mime
    parsed = parse_mime_type(mime)
    shown = _DEFAULT_TYPE if parsed is None else str(parsed)
    lines = [("Content-Type", shown)]
    if sized:
        lines.append(("Content-Length", str(len(body))))
    return WireResponse(200, "OK", Headers(tuple(lines)), body)
