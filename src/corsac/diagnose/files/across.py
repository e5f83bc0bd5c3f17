"""One request answered by several layers: which of them put a header there, or took it away."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from corsac.browser.url import parse_url
from corsac.core.cors_headers import ALLOW_ORIGIN, RESPONSE
from corsac.core.findings import Text
from corsac.core.messages import WireResponse

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from corsac.core.findings import Finding
    from corsac.core.messages import Answer

_ADDS: Final = "{layer} adds {header}: {value}"
_SENDS: Final = "{layer} sends {header}: {value}"
_TAKES: Final = "{layer} takes {header} away: {inner} sends {value}"
_NOBODY: Final = "{inner}, asked itself, sends no {header} either"
_ITSELF: Final = "{layer} answers this by itself: {status}; {inner}, asked itself, says {inside}"
_SILENT: Final = "{layer} can't be asked itself: {detail}"


_SHOWN: Final = frozenset(each.name.lower() for each in RESPONSE) | {"vary"}


@dataclass(frozen=True, slots=True)
class Heard:
    """What one layer answers to a request; the first is what the browser gets."""

    layer: str
    answer: Answer


@dataclass(frozen=True, slots=True)
class Compared:
    """What came of it: what to tell, which layers send the header, which can't be any of them."""

    notes: tuple[Text, ...] = ()
    senders: frozenset[str] = frozenset()
    cleared: frozenset[str] = frozenset()


def inner_url(url: str, address: str) -> str:
    """Give the URL under which a layer is asked itself: its address, and the path that was asked.

    A path in the address takes the place of the one that was asked.
    """
    asked, own = parse_url(url), parse_url(address)
    if asked is None or own is None:
        return address
    target = asked.target if own.path in {"", "/"} and own.query is None else own.target
    return f"{own.scheme}://{own.authority}{target}"


def compare(finding: Finding, heard: Sequence[Heard]) -> Compared:
    """Compare the answers to one request, from the browser inwards.

    Args:
        finding: What is wrong with the first of them.
        heard: The answers; a layer that did not answer is told, and left out.
    """
    header = finding.where.header if finding.where else ""
    # Other headers have values that are nobody else's business: a cookie, a login's address.
    header = header if header.lower() in _SHOWN else ALLOW_ORIGIN
    answered = [(x.layer, x.answer) for x in heard if isinstance(x.answer, WireResponse)]
    silent = [
        Text.of(_SILENT, layer=each.layer, detail=each.answer.detail)
        for each in heard
        if not isinstance(each.answer, WireResponse)
    ]
    if len(answered) < 2:  # noqa: PLR2004 - a comparison needs two
        return Compared(tuple(silent))
    notes: list[Text] = []
    senders: set[str] = set()
    for at, (layer, answer) in enumerate(answered):
        inner = answered[at + 1] if at + 1 < len(answered) else None
        told, sends = _told(header, (layer, answer), inner)
        notes += told
        senders |= {layer} if sends else set()
    if not any(x.headers.all(header) for _, x in answered):
        notes.append(Text.of(_NOBODY, inner=answered[-1][0], header=header))
    cleared = frozenset(layer for layer, _ in answered) - senders
    return Compared((*notes, *silent), frozenset(senders), cleared)


def _told(
    header: str, outer: tuple[str, WireResponse], inner: tuple[str, WireResponse] | None
) -> tuple[list[Text], bool]:
    """Say what a layer does with what comes from behind it, and whether it sends the header."""
    layer, answer = outer
    mine = Counter(answer.headers.all(header))
    if inner is None:
        values = [Text.of(_SENDS, layer=layer, header=header, value=x) for x in mine.elements()]
        return values, bool(mine)
    behind = Counter(inner[1].headers.all(header))
    return list(_between(header, outer, inner)), bool(mine - behind)


def _between(
    header: str, outer: tuple[str, WireResponse], inner: tuple[str, WireResponse]
) -> Iterator[Text]:
    (layer, answer), (name, inside) = outer, inner
    mine, behind = Counter(answer.headers.all(header)), Counter(inside.headers.all(header))
    if answer.status != inside.status:
        yield Text.of(_ITSELF, layer=layer, status=answer.status, inner=name, inside=inside.status)
    for value in (mine - behind).elements():
        yield Text.of(_ADDS, layer=layer, header=header, value=value)
    if not mine:
        for value in behind.elements():
            yield Text.of(_TAKES, layer=layer, header=header, inner=name, value=value)
