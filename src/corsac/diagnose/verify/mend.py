"""From faults to findings: where, whose, and what mends it in the system that answered."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from corsac.core.cors_headers import ORIGIN
from corsac.core.findings import Confidence, Finding, Fix, Party, Remedy, Text, Where
from corsac.policy.pattern import ANY
from corsac.targets.catalogue import fix
from corsac.targets.exports import EXPORTS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from corsac.diagnose.verify.check import Check, Fault
    from corsac.diagnose.verify.ground import Place

#: So many further places of one fault are named.
_MOST_PLACES: Final = 4
_EXPORTED: Final = frozenset(target.name for target in EXPORTS)


def finding_of(check: Check, faults: Sequence[Fault], system: str) -> Finding:
    """Make one finding of a check's faults: the first is told, the others are named.

    Args:
        check: The check.
        faults: At least one.
        system: What answered, as `corsac export` calls it; empty where it is not known.
    """
    first, *more = faults
    place = first.seen.ask.place
    remedy = _remedy(check, place)
    return Finding(
        rule=check.rule,
        party=Party.BACKEND,
        confidence=Confidence.HIGH,
        message=first.message,
        where=Where(first.seen.index, first.header, first.value),
        notes=(*_others(more), Text(check.mend)),
        fixes=_fixes(remedy, place, system) if check.exported else (),
        remedy=remedy,
    )


def _others(more: Sequence[Fault]) -> tuple[Text, ...]:
    notes: list[Text] = []
    for fault in more[:_MOST_PLACES]:
        wire = fault.seen.ask.wire
        origin = wire.headers.get(ORIGIN) or ""
        template = "also {method} {url} as {origin}" if origin else "also {method} {url}"
        message = Text.of(template, method=wire.method, url=wire.url, origin=origin)
        if message not in notes:
            notes.append(message)
    if len(more) > _MOST_PLACES:
        count = len(more) - _MOST_PLACES
        notes.append(Text.of("and in {count} further answers", count=count))
    return tuple(notes)


def _remedy(check: Check, place: Place) -> Remedy | None:
    """Say what the server must answer; nothing where no origin is known to be allowed."""
    origin = ANY if place.any_origin else place.origin
    if check.remedy is None or origin is None or origin == "null":
        return None
    if not place.known and not place.any_origin and len(place.near) == len(("*", "null")):
        # Everybody is let in with cookies: that is the fault, and nothing to repeat in a fix.
        return None
    return Remedy(
        check.remedy,
        origin,
        credentials=place.credentials,
        methods=place.methods,
        headers=place.headers,
    )


def _fixes(remedy: Remedy | None, place: Place, system: str) -> tuple[Fix, ...]:
    fixes: list[Fix] = []
    if place.known:
        target = system if system in _EXPORTED else ""
        command = f"corsac export {target or 'TARGET'}"
        title = (
            Text.of("print the whole policy for {system}", system=target)
            if target
            else Text("print the whole policy for your system")
        )
        fixes.append(Fix(title, target, command, "console"))
    if remedy is not None:
        fixes.append(fix(remedy, system))
    return tuple(fixes)
