"""Finding the rule that a test names."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

from corsac.rules import CATALOGUE

if TYPE_CHECKING:
    from corsac.core.findings import Rule


def find_rule(name: str) -> Rule:
    """Find a rule by its code, `CORS002`, or its name, `origin-not-listed`.

    Raises:
        ValueError: There is none; the text has the nearest.
    """
    names: dict[str, Rule] = {}
    for module in CATALOGUE:
        names[module.RULE.code] = names[module.RULE.name] = module.RULE
    if name in names:
        return names[name]
    near = get_close_matches(name, names, n=1)
    hint = f"; did you mean {near[0]}?" if near else ""
    raise ValueError(f"there is no rule {name!r}{hint}")
