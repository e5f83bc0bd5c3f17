"""The default URL parser: the WHATWG's rules, by ada, which Node.js uses too."""

from __future__ import annotations

import re
from functools import lru_cache

from corsac.core.url import Url

# A *serialised* URL comes apart in one way only: what could be mistaken is percent-encoded.
_HREF = re.compile(
    r"([a-z][a-z0-9+.\-]*):"
    r"(?://(?:([^:@/?#]*)(?::([^@/?#]*))?@)?(\[[^\]]*\]|[^:/?#]*)(?::([0-9]+))?)?"
    r"([^?#]*)(?:\?([^#]*))?(?:#(.*))?",
    re.ASCII | re.DOTALL,
)


def parse_url(text: str, base: Url | None = None) -> Url | None:
    """Parse `text`, relative to `base` if given (url#concept-url-parser).

    The latest few thousand results are kept: a session asks for the same few again and again.

    Returns:
        None for failure.
    """
    return _parse(text, None if base is None else base.href)


@lru_cache(maxsize=4096)
def _parse(text: str, base: str | None) -> Url | None:
    href = _serialized(text, base)
    match = _HREF.fullmatch(href)
    if match is None:
        return None
    scheme, username, password, host, port, path, query, fragment = match.groups()
    if host is None and path.startswith("/.//"):
        path = path.removeprefix("/.")  # url#concept-url-serializer.3: not part of the path
    return Url(
        scheme=scheme,
        username=username or "",
        password=password or "",
        host=host,
        port=None if port is None else int(port),
        path=path,
        query=query,
        fragment=fragment,
        href=href,
    )


def _serialized(text: str, base: str | None) -> str:
    """Parse and serialise; empty for failure, which no URL is."""
    from ada_url import join_url, normalize_url  # noqa: PLC0415 -- most runs parse no URL

    if not text.isascii():
        # Script's lone surrogates arrive as U+FFFD (webidl#es-USVString).
        text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    try:
        return normalize_url(text) if base is None else join_url(base, text)
    except ValueError:
        return ""
