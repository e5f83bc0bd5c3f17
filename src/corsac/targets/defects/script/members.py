"""Members put into objects of JavaScript, in the way in which the file is written."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from tree_sitter import Node

    from corsac.core.findings import Edit
    from corsac.targets.defects.syntax import Syntax

_COMMENTED: Final = re.compile(r"[ \t]*,[ \t]*(?://.*|/\*[^\n]*\*/[ \t]*)$")
_STRING: Final = re.compile(r"""(["'])[^"'\n]*\1""")


def quote_of(tree: Syntax) -> str:
    """Tell which quotes a file has more of."""
    found = [match[1] for match in _STRING.finditer(tree.source.text)]
    return '"' if found.count('"') > found.count("'") else "'"


def step_of(tree: Syntax) -> str:
    """Tell how far a file indents: by its first indented line."""
    match = re.search(r"^(\t| {2,8})\S", tree.source.text, re.MULTILINE)
    return match[1] if match and len(match[1]) <= 4 else "  "  # noqa: PLR2004 - two, four or a tab


def written(tree: Syntax, text: str, indent: str) -> str:
    """Write lines of code as the file does: its quotes, its indentation, its line ends.

    Args:
        tree: The file.
        text: Lines that are indented by two blanks and have single quotes.
        indent: What stands before each line but the first.
    """
    step, quote = step_of(tree), quote_of(tree)
    lines: list[str] = []
    for line in text.split("\n"):
        blank = len(line) - len(line.lstrip())
        lines.append(step * (blank // 2) + line.lstrip().replace("'", quote))
    return f"{tree.source.newline}{indent}".join(lines)


def add(tree: Syntax, node: Node, *members: str) -> Edit:
    """Put members behind the last one of an object: on lines of their own where it has lines.

    Args:
        tree: The file.
        node: The object.
        members: Each one's text, which may have lines.
    """
    source = tree.source
    inside = [each for each in node.named_children if each.type != "comment"]
    start, end = tree.range(node)
    if not inside:
        text = ", ".join(_flat(written(tree, each, "")) for each in members)
        return source.edit(start + 1, end - 1, f" {text} ")
    first, last = tree.range(inside[-1])
    if source.place(start)[0] == source.place(first)[0] or not _alone(tree, first):
        text = "".join(f", {_flat(written(tree, each, ''))}" for each in members)
        return source.edit(last, last, text)
    indent = source.indent(first)
    line, column = source.place(last)
    rest = source.line(line)[column - 1 :]
    told = [written(tree, each, indent) for each in members]
    if _COMMENTED.fullmatch(rest):
        place = last + len(rest)
        text = "".join(f"{source.newline}{indent}{each}," for each in told)
        return source.edit(place, place, text)
    return source.edit(last, last, "".join(f",{source.newline}{indent}{each}" for each in told))


def _alone(tree: Syntax, offset: int) -> bool:
    line, column = tree.source.place(offset)
    return not tree.source.line(line)[: column - 1].strip()


def _flat(text: str) -> str:
    """Put lines into one; comments have lines of their own, and go."""
    lines = [each.strip() for each in text.splitlines()]
    return " ".join(each for each in lines if not each.startswith("//"))


def before(tree: Syntax, node: Node, member: str) -> Edit:
    """Put a member before another one of its object.

    Args:
        tree: The file.
        node: The member that is there.
        member: The text of the new one.
    """
    start, _ = tree.range(node)
    if _alone(tree, start):
        indent = tree.source.indent(start)
        text = f"{written(tree, member, indent)},{tree.source.newline}{indent}"
        return tree.source.edit(start, start, text)
    return tree.source.edit(start, start, f"{_flat(written(tree, member, ''))}, ")


def into(tree: Syntax, body: Node, statement: str) -> Edit:
    """Put a statement at the head of a block.

    Args:
        tree: The file.
        body: The block, braces included.
        statement: Its text, which may have lines.
    """
    source = tree.source
    start, end = tree.range(body)
    inside = [each for each in body.named_children if each.type != "comment"]
    if inside and _alone(tree, tree.range(inside[0])[0]):
        indent = source.indent(tree.range(inside[0])[0])
        return source.edit(
            start + 1, start + 1, f"{source.newline}{indent}{written(tree, statement, indent)}"
        )
    if inside:
        return source.edit(start + 1, start + 1, f" {_flat(written(tree, statement, ''))}")
    return source.edit(start, end, f"{{ {_flat(written(tree, statement, ''))} }}")


def at_end(tree: Syntax, *texts: str) -> Edit:
    """Put declarations behind all that a file has.

    Args:
        tree: The file.
        texts: Each declaration's text.
    """
    source = tree.source
    end = len(source.text)
    gap = source.newline if source.text.endswith("\n") else source.newline * 2
    told = [written(tree, each, "") for each in texts]
    return source.edit(end, end, gap + (source.newline * 2).join(told) + source.newline)
