"""gin-contrib/cors is told `*` for methods or headers, beside credentials: it sends it as it is.

rs/cors and chi's give back what is asked for instead, and are right.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from corsac.core.findings import Text
from corsac.targets.defects.defect import found, unsafe
from corsac.targets.defects.go.options_open import fields
from corsac.targets.defects.settings.without_effect import RULE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corsac.core.findings import Finding
    from corsac.targets.defects.syntax import Syntax

_STAR: Final = re.compile(r'\[\]string\s*\{\s*"\*"\s*,?\s*\}')
#: What it is mostly meant for.
_MEANT: Final = {
    "AllowMethods": '[]string{"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"}',
    "AllowHeaders": '[]string{"Authorization", "Content-Type"}',
}


def find(tree: Syntax) -> Iterator[Finding]:
    """Find such lists in gin's options."""
    if "gin-contrib/cors" not in tree.source.text:
        return
    for node in tree.nodes("composite_literal"):
        kind = node.child_by_field_name("type")
        if kind is None or tree.text(kind) != "cors.Config":
            continue
        told = dict(fields(tree, node))
        held = told.get("AllowCredentials")
        if held is None or tree.text(held) != "true":
            continue
        for name, meant in _MEANT.items():
            value = told.get(name)
            if value is not None and _STAR.fullmatch(tree.text(value)):
                yield found(
                    RULE,
                    tree.span(value),
                    Text.of("with credentials, * is a name like any other"),
                    fixes=unsafe(
                        Text.of("name those that are meant"),
                        tree.source.edit(*tree.range(value), meant),
                    ),
                )
