"""Origins without encryption in the lists and expressions of JavaScript and Go."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from corsac.targets.defects.code.readers import literal
from corsac.targets.defects.plain_http import at
from corsac.targets.defects.syntax import ancestors

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tree_sitter import Node

    from corsac.core.findings import Finding
    from corsac.targets.defects.syntax import Syntax

_CREDENTIALS: Final = re.compile(
    r"""\b(?:AllowC|c)redentials["']?:\s*true|Allow-Credentials["'`],\s*["'`]?true|"""
    r"AllowCredentials\s*=\s*true",
    re.IGNORECASE,
)
_LITERALS: Final = (
    "string",
    "template_string",
    "interpreted_string_literal",
    "raw_string_literal",
    "regex",
)
_ORIGIN: Final = re.compile(r"\^?http:(?:\\?/){2}[^/\s]+")
#: What holds allowed origins, by its name.
_HOLDS: Final = re.compile(r"origin|allow|white_?list|trusted|cors", re.IGNORECASE)
_NAMES: Final = {
    "variable_declarator": "name",
    "pair": "key",
    "var_spec": "name",
    "const_spec": "name",
    "short_var_declaration": "left",
    "assignment_expression": "left",
}


def find(tree: Syntax) -> Iterator[Finding]:
    """Find them, where the file allows credentials."""
    if not allows_credentials(tree):
        return
    for node in tree.nodes(*_LITERALS):
        pattern = node.child_by_field_name("pattern") if node.type == "regex" else None
        text = tree.text(pattern) if pattern else literal(tree, node)
        if text is None or not _ORIGIN.fullmatch(text.replace("\\/", "/")):
            continue
        if _HOLDS.search(_holder(tree, node)):
            yield from at(tree.source, *tree.range(node))


def allows_credentials(tree: Syntax) -> bool:
    """Whether a file says anywhere that the user's cookies may be sent along."""
    return _CREDENTIALS.search(tree.source.text) is not None


def _holder(tree: Syntax, node: Node) -> str:
    """Give the name of what a text is a part of; empty where it is part of nothing named."""
    for each in ancestors(node):
        if each.type == "keyed_element":
            key = each.named_children[0]
            if key.start_byte != node.start_byte:
                return tree.text(key)
        elif each.type in _NAMES:
            name = each.child_by_field_name(_NAMES[each.type])
            return tree.text(name) if name else ""
    return ""
