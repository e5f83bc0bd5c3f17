"""How an engine merges header lines of one name, before script sees them."""

from __future__ import annotations

from corsac.core.headers import Headers


def kept_lines(headers: Headers) -> Headers:
    """Keep all, as the standard does (fetch#concept-header-list-get)."""
    return headers


def firefox_lines(headers: Headers) -> Headers:
    """Merge as Firefox does.

    A line without a value is dropped beside another of its name; Content-Length said twice alike
    is said once; Content-Type's values are joined without a blank.
    """
    lines: list[tuple[str, str]] = []
    valued = {name.lower() for name, value in headers if value}
    types = ",".join(headers.all("content-type"))
    seen: set[tuple[str, str]] = set()
    for name, value in headers:
        lower = name.lower()
        if lower == "content-type":
            if types:
                lines.append((name, types))
            types = ""
        elif (lower == "content-length" and (lower, value) in seen) or (
            not value and lower in valued
        ):
            continue
        else:
            lines.append((name, value))
        seen.add((lower, value))
    return Headers(tuple(lines))
