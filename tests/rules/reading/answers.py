"""Answers as servers give them, made by hand."""

from __future__ import annotations

from corsac.core.headers import Headers
from corsac.core.messages import WireResponse

NGINX = ("Server", "nginx")
EXPRESS = ("X-Powered-By", "Express")
#: How nginx ends the pages that it writes itself.
PAGE = "<hr><center>nginx</center>"


def answer(status: int, *lines: tuple[str, str], body: str = "") -> WireResponse:
    """Make an answer of its status, its header lines and its body."""
    return WireResponse(status, headers=Headers.of(lines), body=body.encode())
