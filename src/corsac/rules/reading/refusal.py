"""Preflights that a CORS layer refuses for their method or a header, without saying which.

Some layers answer a refused preflight with nothing at all: 403, or 204, without one header of CORS.
That the layer was there shows in `Vary`, which names what only preflights have, or in its words.
That the origin is not to blame shows where a request without a preflight is let in.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from corsac.core.methods import is_safelisted
from corsac.rules.case import ProbeKind
from corsac.rules.reading.absence import refuses_in_words
from corsac.rules.reading.caching import varies_by_preflight
from corsac.rules.reading.lists import requested_headers, requested_method
from corsac.rules.reading.scene import Scene, probes_of

if TYPE_CHECKING:
    from corsac.rules.case import Case
    from corsac.rules.reading.scene import Answer

_STATUSES: Final = frozenset({400, 403, 422}) | frozenset(range(200, 300))


class Refused(StrEnum):
    """What of a preflight is refused, as far as it can be told."""

    METHOD = "method"
    HEADERS = "headers"
    EITHER = "either"


@dataclass(frozen=True, slots=True)
class Refusal:
    """A preflight that a CORS layer refused, and for what."""

    preflight: Answer
    refused: Refused


def is_of_cors_layer(preflight: Answer) -> bool:
    """Tell whether a preflight without Allow-Origin was refused by a CORS layer."""
    if not preflight.lacks_allow_origin or preflight.status not in _STATUSES:
        return False
    return varies_by_preflight(preflight.response) or refuses_in_words(preflight)


def refusal(case: Case) -> Refusal | None:
    """Find a preflight that was refused for its method or headers, its origin being let in."""
    scene = Scene.of(case)
    let_in = any(a.origin_passes for a in scene.first_hop)
    preflight = next((a for a in scene.preflights if is_of_cors_layer(a)), None)
    if preflight is None or not let_in:
        return None
    return Refusal(preflight, _what(case, preflight))


def _what(case: Case, preflight: Answer) -> Refused:
    if not requested_headers(preflight):
        return Refused.METHOD
    if is_safelisted(requested_method(preflight)):
        return Refused.HEADERS
    alone = next(iter(probes_of(case, ProbeKind.METHOD_ALONE)), None)
    if alone is None:
        return Refused.EITHER
    return Refused.HEADERS if alone.origin_passes else Refused.METHOD
