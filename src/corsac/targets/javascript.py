"""The parts of an export that Node.js programs have in common."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corsac.targets.answer import listed
from corsac.targets.expressions import expression

if TYPE_CHECKING:
    from corsac.targets.answer import Answer


def origins(answer: Answer) -> list[str]:
    """Write `isAllowed(origin)`: exact origins by look-up, patterns by anchored expressions."""
    if not answer.varies:
        return ["const isAllowed = (origin) => origin !== undefined;"]
    exact = tuple(each.text for each in answer.origins if each.exact)
    written = [regex(expression(each)) for each in answer.origins if not each.exact]
    lines = [f"const ORIGINS = new Set({listed(exact)});"]
    if not written:
        return [*lines, "const isAllowed = (origin) => ORIGINS.has(origin);"]
    lines += ["const PATTERNS = [", *(f"  {each}," for each in written), "];"]
    return [
        *lines,
        "const isAllowed = (origin) =>",
        "  ORIGINS.has(origin) || PATTERNS.some((pattern) => pattern.test(origin));",
    ]


def regex(text: str) -> str:
    """Write an anchored expression as a literal."""
    return f"/^{text.replace('/', chr(92) + '/')}$/"


PREFLIGHT = """\
const isPreflight = (req) =>
  req.method === "OPTIONS" &&
  req.headers.origin !== undefined &&
  req.headers["access-control-request-method"] !== undefined;"""
