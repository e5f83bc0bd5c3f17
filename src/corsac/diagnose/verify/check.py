"""What a check is: requests that it wants sent, and what it says of the answers."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from corsac.core.findings import RemedyKind, Rule, Severity
from corsac.core.messages import WireResponse

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from corsac.core.findings import Text
    from corsac.core.messages import Answer, WireRequest
    from corsac.diagnose.verify.ground import Ground, Place


class Level(StrEnum):
    """What is at stake.

    Must: a browser would wrongly block or allow. Security: somebody reads, or a cache hands out,
    what is not for them. Should: it works, and costs or puzzles.
    """

    MUST = "must"
    SECURITY = "security"
    SHOULD = "should"


_SEVERITIES: Final = {
    Level.MUST: Severity.ERROR,
    Level.SECURITY: Severity.ERROR,
    Level.SHOULD: Severity.WARNING,
}


@dataclass(frozen=True, slots=True)
class Attempt:
    """What a page tries: `headers` are the names of the request headers that it sets."""

    origin: str
    method: str = "GET"
    headers: tuple[str, ...] = ()
    credentials: bool = False


@dataclass(frozen=True, slots=True)
class Ask:
    """A request that a check wants sent.

    `attempt` is what a page would be doing; None for what no page can send. `tolerated` is true
    of a stranger who may read without credentials, only not with them.
    """

    place: Place
    wire: WireRequest
    attempt: Attempt | None = None
    tolerated: bool = False


@dataclass(frozen=True, slots=True)
class Seen:
    """A request and what came back; `index` counts the exchanges of the verification."""

    ask: Ask
    answer: Answer
    index: int

    @property
    def response(self) -> WireResponse | None:
        """The response; None where there was no usable one."""
        return self.answer if isinstance(self.answer, WireResponse) else None


@dataclass(frozen=True, slots=True)
class Fault:
    """One way in which an answer is not what it should be, at the header that shows it."""

    seen: Seen
    message: Text
    header: str = ""
    value: str | None = None


@dataclass(frozen=True, slots=True)
class Check:
    """One numbered check. Numbers and names stay stable.

    Attributes:
        number: Its place in the suite.
        name: In words.
        level: What is at stake.
        clause: The standard's own anchor and step.
        title: What holds, as a sentence.
        why: What goes wrong where it does not hold.
        mend: What the server has to do.
        plan: Gives the requests that are wanted; none where the check has no object there.
        judge: Gives the faults of what was seen. Only answers are given to it, no failures.
        remedy: Which advice a system's fix is made of; None where none helps.
        hostile: Whether its requests are such that a server may hang up on them.
        shut: Whether to hang up is to refuse, which is what it wants.
        silence: Whether it is a fault, too, to hang up on some of its requests, more than one.
        exported: Whether what `corsac export` prints mends it.
        follow: Gives one more request that the answers so far call for; None when there is none.
    """

    number: int
    name: str
    level: Level
    clause: str
    title: str
    why: str
    mend: str
    plan: Callable[[Ground], Iterator[Ask]]
    judge: Callable[[Sequence[Seen]], Iterable[Fault]]
    remedy: RemedyKind | None = RemedyKind.SEND_HEADERS
    hostile: bool = False
    shut: bool = False
    silence: bool = False
    exported: bool = True
    follow: Callable[[Sequence[Seen]], Ask | None] | None = None

    @property
    def code(self) -> str:
        """The number as findings carry it, `CORS301`."""
        return f"CORS{self.number}"

    @property
    def rule(self) -> Rule:
        """The check as findings carry it."""
        severity = _SEVERITIES[self.level]
        return Rule(self.code, self.name, self.name, self.title, self.page, severity)

    @property
    def page(self) -> str:
        """The check's whole documentation, MyST Markdown."""
        return (
            f"{self.title}.\n\nLevel: {self.level.value}. Clause: `{self.clause}`.\n\n"
            f"## Why\n\n{self.why}\n\n## What mends it\n\n{self.mend}\n"
        )


def each(
    judge: Callable[[Seen, WireResponse], Iterator[Fault]],
) -> Callable[[Sequence[Seen]], Iterator[Fault]]:
    """Make a judge of many answers out of one that judges each by itself."""

    def judge_all(found: Sequence[Seen]) -> Iterator[Fault]:
        """Judge each answer that came."""
        for seen in found:
            if seen.response is not None:
                yield from judge(seen, seen.response)

    return judge_all
