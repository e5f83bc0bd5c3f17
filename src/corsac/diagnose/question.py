"""One question to a server: a request that differs in one thing, and what it is to tell."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from corsac.core.cors_headers import ORIGIN
from corsac.core.headers import Headers
from corsac.core.messages import WireRequest

if TYPE_CHECKING:
    from corsac.core.findings import Text
    from corsac.rules.case import ProbeKind

#: An origin that no server lists: `.invalid` can't be registered (rfc2606#section-2).
STRANGER = "https://stranger.invalid"


@dataclass(frozen=True, slots=True)
class Question:
    """A differential probe to be made, and what it is to tell."""

    kind: ProbeKind
    request: WireRequest
    why: Text


def get(url: str, origin: str | None) -> WireRequest:
    """Make a GET without anything of the page's; `origin` None leaves Origin out."""
    lines = [("Accept", "*/*")] + ([] if origin is None else [(ORIGIN, origin)])
    return WireRequest("GET", url, Headers.of(lines))


def handshake(wire: WireRequest, origin: str) -> WireRequest:
    """Make a WebSocket's handshake from another origin, without the page's cookies."""
    bare = wire.headers.without(ORIGIN, "Cookie", "Authorization")
    return replace(wire, headers=bare.with_line(ORIGIN, origin))
