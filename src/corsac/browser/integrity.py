"""Subresource integrity: do the bytes match what the page wrote down? (sri#does-response-match)."""

from __future__ import annotations

import base64
import hashlib
import re

#: Algorithms from weakest to strongest (sri#terms, "priority").
ALGORITHMS = ("sha256", "sha384", "sha512")
_ITEM = re.compile(r"(sha256|sha384|sha512)-([A-Za-z0-9+/\-_]+={0,2})(?:\?[\x21-\x7e]*)?")


def is_usable(metadata: str) -> bool:
    """Tell whether integrity metadata has a hash that can be compared."""
    return any(_ITEM.fullmatch(text) for text in metadata.split())


def matches(metadata: str, body: bytes) -> bool:
    """Tell whether a body matches integrity metadata (sri#does-response-match-metadatalist).

    Args:
        metadata: The attribute's text: hashes separated by blanks. Unknown ones are passed over.
        body: The whole body.

    Returns:
        True too where no usable hash stands in the metadata.
    """
    items = [match.groups() for text in metadata.split() if (match := _ITEM.fullmatch(text))]
    if not items:
        return True
    strongest = max((algorithm for algorithm, _ in items), key=ALGORITHMS.index)
    digest = hashlib.new(strongest, body, usedforsecurity=False).digest()
    wanted = base64.b64encode(digest).decode().rstrip("=")
    return any(
        algorithm == strongest and value.rstrip("=").replace("-", "+").replace("_", "/") == wanted
        for algorithm, value in items
    )
