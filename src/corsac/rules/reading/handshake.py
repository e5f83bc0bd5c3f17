"""WebSocket handshakes that were tried from other origins (rfc6455#section-10.2)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from corsac.core.messages import WireResponse
from corsac.rules.case import ProbeKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corsac.rules.case import Case

_SWITCHING: Final = 101
_TRIED: Final = frozenset({ProbeKind.NEAR_ORIGIN, ProbeKind.OTHER_ORIGIN})


def opened_for(case: Case) -> Iterator[str]:
    """Give the origins beside the page's from which a handshake was let in."""
    for probe in case.probes:
        origin = probe.exchange.request.headers.get("Origin")
        answer = probe.exchange.answer
        if probe.kind not in _TRIED or origin is None or not isinstance(answer, WireResponse):
            continue
        if answer.status == _SWITCHING:
            yield origin
