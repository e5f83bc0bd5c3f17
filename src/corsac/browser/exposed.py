"""Reading Access-Control-Expose-Headers (fetch#concept-response-cors-exposed-header-name-list)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corsac.core.fields import TAB_OR_SPACE, is_token, token_list

if TYPE_CHECKING:
    from collections.abc import Sequence


def standard_exposed(lines: Sequence[str]) -> frozenset[str]:
    """Give the names, lower-case, `*` among them; none at all where one element is malformed."""
    return frozenset(name.lower() for name in token_list(lines) or ())


def firefox_exposed(lines: Sequence[str]) -> frozenset[str]:
    """Likewise; but a `*` before the malformed element still stands for all."""
    names: set[str] = set()
    for element in ", ".join(lines).split(","):
        name = element.strip(TAB_OR_SPACE)
        if name and not is_token(name):
            return frozenset(names & {"*"})
        if name:
            names.add(name.lower())
    return frozenset(names)
