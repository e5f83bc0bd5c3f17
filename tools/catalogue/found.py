"""Everything that is said, from all places: sentences, rules' pages, help, click's own words."""

from __future__ import annotations

import ast
import inspect
from importlib import import_module, resources
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from corsac.cli.program import EPILOG, SECTIONS, program
from corsac.render.paragraphs import split, split_help
from corsac.rules import CATALOGUE
from corsac.targets.defects import RULES as DEFECTS
from tools.catalogue.flow import Flow
from tools.catalogue.parts import PARTS, ROOT, SOURCE, Message, part_of, part_of_page
from tools.catalogue.source import read

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corsac.core.findings import Rule
    from tools.catalogue.flow import Trouble

#: What click calls to have a text translated.
_GETTEXT: Final = frozenset({"_", "ngettext"})

#: Those of click's modules whose texts corsac's users can see.
_CLICKS: Final = frozenset(
    "core.py decorators.py exceptions.py formatting.py parser.py termui.py types.py".split()
)


def find() -> tuple[dict[str, dict[str, list[Message]]], list[Trouble]]:
    """Find what is said: for each part its texts, and the places that say each.

    A text that stands in two parts belongs to the first.

    Returns:
        The texts by part, and what can't be followed.
    """
    flow = Flow(read(SOURCE)).run()
    said: list[tuple[str, Message]] = [(part_of(each), each) for each in flow.messages]
    said += [("help", each) for each in (*help_texts(), *click_texts())]
    said += [(part_of_page(each), each) for each in page_texts()]
    parts: dict[str, dict[str, list[Message]]] = {part.name: {} for part in PARTS}
    order = [part.name for part in PARTS]
    homes: dict[str, str] = {}
    for part, message in sorted(said, key=lambda each: order.index(each[0])):
        home = homes.setdefault(message.text, part)
        parts[home].setdefault(message.text, []).append(message)
    for name, texts in parts.items():
        parts[name] = dict(sorted(texts.items(), key=lambda item: _place(item[1][0])))
    return parts, list(flow.troubles)


def page_texts() -> Iterator[Message]:
    """Give the paragraphs of every rule's page."""
    for rule in CATALOGUE:
        yield from _page(rule.RULE, _file(rule))
    for defect in DEFECTS:
        yield from _page(defect, f"src/corsac/targets/defects: {defect.name}")


def _page(rule: Rule, file: str) -> Iterator[Message]:
    for number, each in enumerate(split(rule.page)):
        if each.words:
            yield Message(each.words, file, holes=False, line=number)


def help_texts() -> Iterator[Message]:
    """Give what the help of every command says."""
    context = click.Context(program)
    commands = [program, *(program.get_command(context, name) for name in _names(context))]
    for command in filter(None, commands):
        file = _file(import_module(getattr(command.callback, "__module__", "corsac.cli.program")))
        texts = [
            command.short_help or "",
            command.help or "",
            command.epilog or "",
            *_headings(command),
        ]
        for text in texts:
            for each in split_help(inspect.cleandoc(text)):
                if each.words:
                    yield Message(each.words, file, holes=False)
        for parameter in command.params:
            if isinstance(parameter, click.Option) and parameter.help and not parameter.hidden:
                yield Message(parameter.help, file, holes=False)


def click_texts() -> Iterator[Message]:
    """Give the texts that click itself would have translated."""
    for path in sorted(resources.files("click").iterdir(), key=lambda each: each.name):
        if path.name not in _CLICKS:
            continue
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in _GETTEXT:
                for each in node.args[:2]:
                    if isinstance(each, ast.Constant) and isinstance(each.value, str):
                        yield Message(each.value, f"click/{path.name}", line=node.lineno)


def _place(message: Message) -> tuple[str, int]:
    return message.file, message.line


def _headings(command: click.Command) -> list[str]:
    """Give the headings of a command's help."""
    if command is program:
        return [*SECTIONS, EPILOG]
    sections = [getattr(each, "section", "") for each in command.params]
    return list(dict.fromkeys(filter(None, sections)))


def _names(context: click.Context) -> list[str]:
    return program.list_commands(context)


def _file(module: object) -> str:
    """Give a module's file from the root; of corsac as installed, that in the checkout."""
    path = Path(getattr(module, "__file__", "") or "")
    parts = path.parts[len(path.parts) - path.parts[::-1].index("corsac") - 1 :]
    return (SOURCE.parent / Path(*parts)).relative_to(ROOT).as_posix()
