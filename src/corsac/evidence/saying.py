"""A console's sentences as data: a template with holes, read backwards into what filled them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from corsac.browser.outcome import Phase, Reason


class Engine(StrEnum):
    """Whose console prints a line; `ANY` for what script libraries print in every browser."""

    CHROMIUM = "chromium"
    FIREFOX = "firefox"
    WEBKIT = "webkit"
    ANY = "any"


class Family(StrEnum):
    """What a line is about."""

    #: The verdict of a CORS check.
    CORS = "cors"
    #: Local Network Access: the user's permission, no header.
    LOCAL_NETWORK = "local-network"
    #: Blocked by something else that is taken for CORS.
    LOOKALIKE = "lookalike"
    #: The request died below HTTP.
    NETWORK = "network"
    #: Stands beside the line that has the reason, and has none itself.
    COMPANION = "companion"
    #: A warning: nothing was blocked.
    WARNING = "warning"
    #: About something else than whether the request got through.
    ASIDE = "aside"
    #: What script is told: nothing.
    SCRIPT = "script"


@dataclass(frozen=True, slots=True)
class Saying:
    """One sentence of a console.

    `code` is the engine's own name for it where it has one (Chromium's `corsError`, Firefox's
    message category). `template` has named holes. `reason` is the browser half's word for it,
    `phase` the answer that was judged; None where the sentence does not tell.
    """

    code: str
    template: str
    family: Family = Family.CORS
    reason: Reason | None = None
    phase: Phase | None = None


@dataclass(frozen=True, slots=True)
class Frame:
    """What stands around an engine's sentences: `{rest}` is where one of `sayings` goes.

    An empty template's sayings are whole lines.
    """

    engine: Engine
    template: str
    sayings: tuple[Saying, ...]


_HOLE = re.compile(r"\{([a-z_]+)\}")
#: What may fill a hole; anything where none is named.
_FILLINGS = {
    "status": r"\d{3}|\(null\)",
    "method": r"[A-Za-z]+",
    "net_error": r"ERR_[A-Z0-9_.a-z]+",
    "kind": r"[A-Za-z ]+?",
    "space": r"[a-z]+",
    "socket_url": r"wss?://\S+",
}
_LAST_URL = r"[^\s'\"]+"
#: Quotation marks as engines print them, and as chats and issue trackers turn them.
_QUOTES = str.maketrans("‘’“”", "''\"\"")


def plain_quotes(text: str) -> str:
    """Give a text with typewriter quotes, whatever its own were."""
    return text.translate(_QUOTES)


@cache
def pattern_of(template: str) -> re.Pattern[str]:
    """Give what finds a template in a text of plain quotes; its groups are named as its holes."""
    text = plain_quotes(template).strip()
    parts = _HOLE.split(text)
    found: list[str] = []
    seen: set[str] = set()
    for number, part in enumerate(parts):
        if number % 2 == 0:
            found.append(_literal(part))
            continue
        last = number == len(parts) - 2 and parts[-1] in {"", "."}
        found.append(f"(?P={part})" if part in seen else f"(?P<{part}>{_filling(part, last=last)})")
        seen.add(part)
    return re.compile("".join(found))


def anchor_of(template: str) -> str:
    """Give the longest piece of a template without holes: a line that lacks it can't match."""
    pieces = _HOLE.split(plain_quotes(template))[::2]
    return max((" ".join(piece.split()) for piece in pieces), key=len)


def _literal(text: str) -> str:
    """Match a piece of a template, however its blanks were broken."""
    return r"\s+".join(re.escape(word) for word in re.split(r"\s+", text))


def _filling(name: str, *, last: bool) -> str:
    known = _FILLINGS.get(name)
    if known is not None:
        return known
    if last:
        return _LAST_URL if name == "url" else ".*"
    # No URL that a browser prints has blanks: a long paste is searched in linear time.
    return r"\S+?" if name in {"url", "first_url", "origin", "page"} else ".*?"
