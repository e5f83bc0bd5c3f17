"""Putting a grant's header lines among an application's, so that each stands there once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from corsac.policy.answers import RESOURCE, TIMING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from corsac.policy.grant import Grant

_FAMILY: Final = "access-control-"
_VARY: Final = "vary"
# Where an application has none of these, nor others of the family, the grant's lines only follow.
_TOUCHED: Final = frozenset({_VARY, TIMING.lower(), RESOURCE.lower()})
# Passed without a second look: what nearly every answer has.
_USUAL: Final = (
    "Allow Cache-Control Content-Encoding Content-Language Content-Length Content-Type"
    " Cross-Origin-Opener-Policy Date ETag Last-Modified Location Referrer-Policy Server Set-Cookie"
    " Transfer-Encoding X-Content-Type-Options X-Frame-Options"
).split()
UNTOUCHED: Final = frozenset(name.lower().encode() for name in _USUAL)
UNTOUCHED_TEXT: Final = frozenset(_USUAL)


def merge_raw(headers: Sequence[tuple[bytes, bytes]], grant: Grant) -> list[tuple[bytes, bytes]]:
    """Give ASGI's header lines with the grant's among them.

    The application's own `Access-Control-` lines go, whatever the grant says: two answers to one
    question are an answer that no browser takes. Vary keeps its members and gets the grant's.

    Args:
        headers: The application's pairs of name and value.
        grant: What CORS decides.
    """
    if not any(_is_touched(name.decode("latin-1")) for name, _ in headers):
        return [*headers, *grant.complete]
    text = [(name.decode("latin-1"), value.decode("latin-1")) for name, value in headers]
    return [
        (name.lower().encode("latin-1"), value.encode("latin-1"))
        for name, value in _merged(text, grant)
    ]


def merge_text(lines: Sequence[tuple[str, str]], grant: Grant) -> list[tuple[str, str]]:
    """Give WSGI's header lines with the grant's among them: see `merge_raw`."""
    if any(_is_touched(name) for name, _ in lines):
        return _merged(lines, grant)
    return [*lines, *grant.text]


def _is_touched(name: str) -> bool:
    lower = name.lower()
    return lower in _TOUCHED or lower.startswith(_FAMILY)


def _merged(lines: Iterable[tuple[str, str]], grant: Grant) -> list[tuple[str, str]]:
    ours = {name.lower() for name, _ in grant.lines}
    kept: list[tuple[str, str]] = []
    vary: list[str] = []
    for line in lines:
        name = line[0].lower()
        if name == _VARY:
            vary.append(line[1])
        elif name not in ours and not name.startswith(_FAMILY):
            kept.append(line)
    return [*kept, *grant.lines, *_vary(vary, grant)]


def _vary(values: Sequence[str], grant: Grant) -> list[tuple[str, str]]:
    """Join Vary's lines and add what is missing; beside `*` nothing is (rfc9110#section-12.5.5)."""
    members: dict[str, str] = {}
    for member in [*",".join(values).split(","), *grant.vary]:
        text = member.strip(" \t")
        if text:
            members.setdefault(text.lower(), text)
    if not members:
        return []
    return [("Vary", "*" if "*" in members else ", ".join(members.values()))]
