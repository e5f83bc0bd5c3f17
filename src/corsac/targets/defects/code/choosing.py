"""How code is made to look whether an origin is one of those meant, in each language."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

from corsac.targets.defects.code.facts import ALLOW_CREDENTIALS
from corsac.targets.defects.source import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corsac.core.findings import Edit
    from corsac.targets.defects.code.facts import Facts, Setting

#: How an if begins and ends.
_BLOCKS: Final = {
    Kind.PYTHON: ("if {asked}:", ""),
    Kind.GO: ("if {asked} {{", "}"),
}
_SCRIPT: Final = ("if ({asked}) {{", "}")


def chosen_by(tree: Facts, asking: str) -> tuple[str, str]:
    """Give the list that the file has, or the user named, and the question whether it is in it.

    Args:
        tree: The file.
        asking: The expression that is the origin.
    """
    if tree.lists:
        first = tree.lists[0]
        return first.name, first.asks.format(origin=asking)
    exact = tree.source.exact_origins
    if not exact:
        return "", ""
    listed = json.dumps(list(exact))
    if tree.source.kind is Kind.GO:
        return listed, " || ".join(f"{asking} == {json.dumps(each)}" for each in exact)
    if tree.source.kind is Kind.PYTHON:
        return listed, f"{asking} in {listed}"
    return listed, f"{listed}.includes({asking})"


def guarded(tree: Facts, setting: Setting, asking: str, asked: str) -> Iterator[Edit]:
    """Send a header only where the answer to a question is yes.

    Args:
        tree: The file.
        setting: The header.
        asking: What it is to be.
        asked: The question.
    """
    source, at = tree.source, setting.own
    head = source.text[at.start : setting.expression_at.start]
    tail = source.text[setting.expression_at.end : at.end]
    if setting.member:
        # What means something only beside it goes where it goes.
        held = [
            x for x in tree.beside(setting, ALLOW_CREDENTIALS) if x.member and x.ifs == setting.ifs
        ]
        inside = ", ".join([f"{head}{asking}{tail}", *(tree.text(x.own) for x in held[:1])])
        text = (
            f"**({{}} if {asked.replace(' in ', ' not in ', 1)} else {{{inside}}})"
            if source.kind is Kind.PYTHON
            else f"...({asked} && {{ {inside} }})"
        )
        yield source.edit(at.start, at.end, text)
        yield from (tree.without(x) for x in held[:1])
        return
    opening, closing = _BLOCKS.get(source.kind, _SCRIPT)
    indent = source.indent(at.start)
    lines = [opening.format(asked=asked), f"{indent}{step(source.text)}{head}{asking}{tail}"]
    if closing:
        lines.append(f"{indent}{closing}")
    yield source.edit(at.start, at.end, source.newline.join(lines))


def step(text: str) -> str:
    """Tell how far the file indents: by what its first indented line has."""
    for line in text.split("\n"):
        blank = line[: len(line) - len(line.lstrip())]
        if blank and line.strip():
            return blank if len(blank) <= 4 else "  "  # noqa: PLR2004 - two, four or a tab
    return "  "
