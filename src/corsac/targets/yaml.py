"""YAML, as configurations are written in it: mappings and lists in blocks, scalars as in JSON.

JSON's strings, numbers and words are YAML's too (yaml1.2.2), so that no text is taken for a number.
Scripts keep their lines.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence

#: What YAML is made of here.
Tree = Mapping[str, "Tree"] | Sequence["Tree"] | str | int | bool

#: Lines that can stand as they are: the first not indented, each with something in it.
_SCRIPT = re.compile(r"(?! )(?:[ -~]*[!-~]\n)+")


def written(tree: Tree) -> str:
    """Write a tree; ends in a newline.

    Args:
        tree: Keys of its mappings need no quotes, but for a leading `@`.
    """
    return "\n".join(_lines(tree)) + "\n"


def _lines(tree: Tree) -> list[str]:
    lines: list[str] = []
    if isinstance(tree, Mapping):
        for name, value in tree.items():
            key = json.dumps(name) if name.startswith("@") else name
            if _nested(value):
                lines += [f"{key}:", *(f"  {each}" for each in _lines(value))]
            elif isinstance(value, str) and _SCRIPT.fullmatch(value):
                lines += [f"{key}: |", *(f"  {each}" for each in value.splitlines())]
            else:
                lines.append(f"{key}: {json.dumps(value)}")
        return lines
    if isinstance(tree, str | int) or not _nested(tree):
        return [json.dumps(tree)]
    for each in tree:
        first, *rest = _lines(each)
        lines += [f"- {first}", *(f"  {line}" for line in rest)]
    return lines


def _nested(tree: Tree) -> bool:
    """Whether it takes lines of its own; short lists of texts do not."""
    if isinstance(tree, str | int):
        return False
    return isinstance(tree, Mapping) or any(_nested(each) for each in tree)
