"""A fix for Envoy: one filter for every answer, and one route for preflights.

Its filter `cors` sends no `Vary`, and leaves what the server behind says of CORS in place. A value
that comes out empty is not sent.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from corsac.core.cors_headers import ORIGIN, REQUEST_METHOD
from corsac.targets.answer import Answer
from corsac.targets.envoy.filters import every_answer, headers, set_header
from corsac.targets.envoy.routes import OPTIONS, ended, has
from corsac.targets.expressions import escaped
from corsac.targets.yaml import written

if TYPE_CHECKING:
    from corsac.core.findings import Remedy
    from corsac.targets.yaml import Tree

LANGUAGE = "yaml"

_PLACE: Final = """\
# In the http_connection_manager, in place of its filter cors: this filter before the router, and
# the route of preflights before others.
"""


def snippet(remedy: Remedy) -> str:
    """Write what goes into the `http_connection_manager`."""
    answer = Answer.of(remedy)
    own = [(name, value) for name, value in answer.lines() if name != "Vary"]
    changes = [set_header(name, _given(answer, value)) for name, value in own]
    parts: dict[str, Tree] = {"http_filters": [every_answer(answer, (), changes)]}
    if answer.preflight:
        origin = [has(ORIGIN, escaped(answer.origin) if answer.varies else ".+")]
        asked = [OPTIONS, *origin, has(REQUEST_METHOD)]
        parts["routes"] = [ended(answer.preflight_status, asked, headers(answer.preflight_lines()))]
    return (_PLACE + written(parts)).rstrip("\n")


def _given(answer: Answer, value: str) -> str:
    """Give a header's value to the origin that is allowed, and to nobody else."""
    if not answer.varies:
        return value
    asks = f"request.headers['origin'] == '{answer.origin}'"
    return f"%CEL('origin' in request.headers && {asks} ? '{value}' : '')%"
