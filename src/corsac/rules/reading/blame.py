"""Whose a fault is, and how sure that is. What can't be told is said to be so."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from corsac.core.findings import Confidence, Party, Text
from corsac.rules.reading.maker import Made, mark_on

if TYPE_CHECKING:
    from corsac.core.messages import WireResponse


#: Proxies that are as often the server itself: whose they are is not to be told from outside.
_SERVERS = frozenset({"nginx", "Apache"})


@dataclass(frozen=True, slots=True)
class Blame:
    """A party, how sure, and what the reader should know about that."""

    party: Party
    confidence: Confidence
    notes: tuple[Text, ...] = ()

    def at_most(self, confidence: Confidence) -> Blame:
        """Be no surer than this, where the cause itself is less sure than whose it is."""
        order = (Confidence.HIGH, Confidence.MEDIUM, Confidence.LOW)
        weaker = max(self.confidence, confidence, key=order.index)
        return Blame(self.party, weaker, self.notes)


def blame_for_headers(response: WireResponse) -> Blame:
    """Say whose the headers of an answer are.

    Headers may be set by whatever an answer came through: behind a proxy that names itself, only
    an answer that the proxy made itself is surely the proxy's.
    """
    mark = mark_on(response, Made.BY_CHALLENGE, Made.BY_PROXY, Made.BEHIND)
    if mark is None:
        return Blame(Party.BACKEND, Confidence.HIGH)
    if mark.made is Made.BEHIND:
        note = Text.of(
            "{name} answers here: the headers are set in its configuration, or by an application "
            "behind it",
            name=mark.name,
        )
        return Blame(Party.BACKEND, Confidence.MEDIUM, (note,))
    return Blame(Party.PROXY, Confidence.MEDIUM, (_made_by(mark.name),))


def blame_for_answer(response: WireResponse) -> Blame:
    """Say whose an answer as a whole is: a refusal, an error, a redirect.

    An answer in a proxy's own words is the proxy's. One that only came through a proxy may be
    either's.
    """
    mark = mark_on(response)
    if mark is None or mark.made is Made.BY_APPLICATION:
        return Blame(Party.BACKEND, Confidence.HIGH)
    if mark.made is Made.BEHIND:
        note = Text.of(
            "this came through {name}: it may be its own answer, or the application's behind it",
            name=mark.name,
        )
        return Blame(Party.BACKEND, Confidence.MEDIUM, (note,))
    sure = Confidence.MEDIUM if mark.name in _SERVERS else Confidence.HIGH
    return Blame(Party.PROXY, sure, (_made_by(mark.name),))


def _made_by(name: str) -> Text:
    return Text.of("{name} made this answer itself", name=name)
