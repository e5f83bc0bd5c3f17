"""What was asked and what came back; what may be asked at all, and what was answered before."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from corsac.core.findings import Text
from corsac.diagnose.report import Role
from corsac.rules.case import Probe, ProbeKind

if TYPE_CHECKING:
    from collections.abc import Generator

    from corsac.core.messages import Exchange, WireRequest

#: Methods that change nothing (rfc9110#section-9.2.1). Others leave only with the user's word.
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})

#: What engines fill in each in its own way, and servers don't decide CORS by. Requests that differ
#: in nothing else are the same request, and are sent once.
AMBIENT = frozenset(
    {
        "accept",
        "accept-encoding",
        "accept-language",
        "cache-control",
        "dnt",
        "pragma",
        "priority",
        "referer",
        "user-agent",
    }
)
_AMBIENT_PREFIXES = ("sec-ch-", "sec-fetch-")

# A GET has no body, and no headers about one.
_BODY_HEADERS = ("Content-Type", "Content-Length", "Content-Encoding", "Content-Language")

_WITHHELD = "not sent: {method} may change something; --send sends it"
_STOPPED = Text("never sent: the browser stops before it")
_IN_PLACE = "GET in place of {method}, with the same Origin"
_AHEAD = Text("the browser would not get here: asked to see what comes next")
_FOR_ENGINE = "{engine} asks this in a way of its own"

#: What is handed in for a request: the exchange and the time, in seconds.
Arrival = tuple["Exchange", float]

if TYPE_CHECKING:
    Asking = Generator[WireRequest, Arrival, Exchange]

_Key = tuple[str, str, tuple[tuple[str, str], ...]]


class UnaskedError(Exception):
    """A question that may not be asked, or that the budget has no room for."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A request that a browser wanted to send, and what was done about it.

    `exchange` holds the request that was really sent, which is another one where a GET stood in;
    None where nothing was sent.
    """

    role: Role
    wanted: WireRequest
    exchange: Exchange | None = None
    why: Text | None = None


def key_of(wire: WireRequest) -> _Key:
    """Give what makes two wire requests one question to a server."""
    lines = [(name.lower(), value) for name, value in wire.headers]
    deciding = [
        line
        for line in lines
        if line[0] not in AMBIENT and not line[0].startswith(_AMBIENT_PREFIXES)
    ]
    return wire.method, wire.url, tuple(sorted(deciding))


def stand_in(wire: WireRequest) -> WireRequest:
    """Make the GET that stands in for a request that must not be sent."""
    return replace(wire, method="GET", headers=wire.headers.without(*_BODY_HEADERS), body=None)


class Cursor:
    """How often a browser has asked each question in one run: the n-th time, the n-th answer."""

    __slots__ = ("_asked",)

    def __init__(self) -> None:
        self._asked: Counter[_Key] = Counter()

    def pick(self, key: _Key, entries: list[Entry]) -> Exchange | None:
        """Give the recorded exchange for this time; the last one where it asks more often."""
        answered = [entry.exchange for entry in entries if entry.exchange is not None]
        place = self._asked[key]
        self._asked[key] += 1
        return answered[min(place, len(answered) - 1)] if answered else None


class Ledger:
    """Everything that left and everything that was held back, in order.

    Args:
        send: The user's word that unsafe requests may leave.
        budget: How many requests may be sent beyond the browser's own.
    """

    def __init__(self, *, send: bool, budget: int) -> None:
        self.send = send
        self.budget = budget
        self.spent = 0
        self.now = 0.0
        self.entries: list[Entry] = []

    @property
    def left(self) -> int:
        """How many more requests the budget has room for."""
        return max(self.budget - self.spent, 0)

    def is_held(self, wire: WireRequest) -> bool:
        """Tell whether a request must not leave."""
        return wire.method not in SAFE and not self.send

    def own(self, wire: WireRequest, why: Text | None = None) -> Asking:
        """Send a browser's own request, or a GET in its place."""
        if self.is_held(wire):
            return (yield from self._in_place(wire, Text.of(_WITHHELD, method=wire.method)))
        role = Role.PREFLIGHT if wire.preflight else Role.ACTUAL
        return (yield from self._sent(role, wire, wire, why))

    def again(self, wire: WireRequest, cursor: Cursor, engine: str) -> Asking:
        """Answer another engine's request from what was recorded; ask only what is new.

        An unsafe request is never sent a second time: it would be carried out twice.
        """
        known = cursor.pick(key_of(wire), self._like(wire))
        if known is not None:
            return known
        if wire.method in SAFE:
            return (yield from self.own(wire, Text.of(_FOR_ENGINE, engine=engine)))
        return (yield from self._in_place(wire, Text.of(_WITHHELD, method=wire.method)))

    def ahead(self, wire: WireRequest, cursor: Cursor, hop: int) -> Asking:
        """Ask what a browser would ask if it had not been blocked.

        Not more than that: no preflight it never came to, no redirect it never followed, nothing
        unsafe in any case, and nothing beyond the budget.

        Raises:
            UnaskedError: It is more than that.
        """
        known = cursor.pick(key_of(wire), self._like(wire))
        if known is not None:
            return known
        if wire.preflight or wire.hop > hop:
            raise UnaskedError
        if not self.left:
            self.entries.append(Entry(Role.ACTUAL, wire, None, _STOPPED))
            raise UnaskedError
        self.spent += 1
        if wire.method not in SAFE:
            return (yield from self._in_place(wire, _STOPPED))
        self.entries.append(Entry(Role.ACTUAL, wire, None, _STOPPED))
        return (yield from self._sent(Role.STAND_IN, wire, wire, _AHEAD))

    def probe(self, wire: WireRequest, why: Text) -> Asking:
        """Ask a question of the diagnosis's own.

        Raises:
            UnaskedError: The budget is spent.
        """
        for entry in self.entries:
            if entry.exchange is not None and key_of(entry.exchange.request) == key_of(wire):
                return entry.exchange
        if not self.left:
            raise UnaskedError
        self.spent += 1
        return (yield from self._sent(Role.PROBE, wire, wire, why))

    def _like(self, wire: WireRequest) -> list[Entry]:
        key = key_of(wire)
        same = [entry for entry in self.entries if key_of(entry.wanted) == key]
        if same or wire.method in SAFE:
            return same
        origin = wire.headers.get("Origin")
        return [
            entry
            for entry in self.entries
            if (entry.wanted.method, entry.wanted.url) == (wire.method, wire.url)
            and entry.wanted.headers.get("Origin") == origin
        ]

    def _in_place(self, wire: WireRequest, why: Text) -> Asking:
        self.entries.append(Entry(Role.ACTUAL, wire, None, why))
        note = Text.of(_IN_PLACE, method=wire.method)
        return (yield from self._sent(Role.STAND_IN, wire, stand_in(wire), note))

    def _sent(self, role: Role, wanted: WireRequest, wire: WireRequest, why: Text | None) -> Asking:
        exchange, self.now = yield wire
        self.entries.append(Entry(role, wanted, exchange, why))
        return exchange

    def stand_ins(self) -> tuple[Probe, ...]:
        """Give what was asked in place of, or ahead of, what the browser sent."""
        return tuple(
            Probe(ProbeKind.STAND_IN, entry.exchange)
            for entry in self.entries
            if entry.role is Role.STAND_IN and entry.exchange is not None
        )

    def replaced(self) -> tuple[Exchange, ...]:
        """Give the exchanges in which a GET stood in for another method."""
        return tuple(
            entry.exchange
            for entry in self.entries
            if entry.exchange is not None and entry.exchange.request.method != entry.wanted.method
        )
