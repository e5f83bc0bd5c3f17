"""Reads what an nginx configuration allows, each server or location with CORS headers by itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from corsac.policy.pattern import ANY
from corsac.targets.defects.nginx.cors import ALLOW_ORIGIN, CORS, condition, is_variable, value
from corsac.targets.defects.nginx.tree import bare
from corsac.targets.defects.nginx.tree import read as read_tree
from corsac.targets.settings.draft import Draft, Library
from corsac.targets.settings.lines import take, worked_out
from corsac.targets.settings.translation import Matching

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corsac.core.findings import Span
    from corsac.targets.defects.nginx.tree import Config, Directive, Level, Word
    from corsac.targets.defects.source import Source
    from corsac.targets.settings.reading import Reading

LIBRARY: Final = Library("nginx", "nginx", Matching.ANYWHERE)
_ORIGIN: Final = "$http_origin"
#: What a map asks that gives a value once for each answer, by its default.
_STATUS: Final = "$status:$upstream_status"
_DEEP: Final = 4
_INNER: Final = frozenset({"if", "limit_except"})


def read(source: Source) -> tuple[Reading, ...]:
    """Give a reading for each block that sends Allow-Origin.

    Raises:
        SourceError: A brace, a semicolon or a quote is missing.
        MissingParserError: The lexer is not installed.
    """
    tree = read_tree(source)
    found: dict[int, list[tuple[Level, Directive]]] = {}
    for level in tree.levels:
        outer = next((x for x in level.chain if x.name not in _INNER), level)
        start = outer.directive.start if outer.directive else 0
        for each in level.lines:
            if each.is_about(*CORS):
                found.setdefault(start, []).append((level, each))
    return tuple(
        _reading(tree, lines)
        for lines in found.values()
        if any(each.is_about(ALLOW_ORIGIN) for _, each in lines)
    )


def _reading(tree: Config, lines: list[tuple[Level, Directive]]) -> Reading:
    draft = Draft(LIBRARY, span=_span(lines[0][1], lines[0][1].words[0]))
    for level, each in lines:
        word = value(each)
        if each.is_about(ALLOW_ORIGIN):
            known = list(_origin(tree, draft, level, (word.text, _span(each, word))))
            if not known:
                draft.unknown(worked_out(word.text, _span(each, word)), "the origins")
                draft.undecided = True
        else:
            text = None if is_variable(word.text) else word.text
            take(draft, each.words[1].text.lower(), text, _span(each, word), word.text)
    return draft.reading(draft.policy())


def _span(each: Directive, word: Word) -> Span:
    return each.source.span(word.start, word.end)


def _origin(
    tree: Config, draft: Draft, level: Level, said: tuple[str, Span], depth: int = 0
) -> Iterator[bool]:
    """Take what an Allow-Origin may be at a level; yields once for each thing understood."""
    text, span = said
    name = bare(text)
    if not is_variable(name):
        if text:
            draft.origin(text, span)
        yield True
    elif name == _ORIGIN:
        asked = list(_chosen(tree, draft, level, depth))
        if not asked:
            draft.add("allow_origins", ANY, span)
        yield True
    elif depth < _DEEP:
        for where, each in tree.sets(name):
            if each.arguments[1]:
                told = (each.arguments[1], _span(each, each.words[2]))
                yield from _origin(tree, draft, where, told, depth + 1)
        for block in tree.maps:
            if bare(block.arguments[1]) == name:
                yield from _mapped(tree, draft, level, block, depth)


def _mapped(
    tree: Config, draft: Draft, level: Level, block: Directive, depth: int
) -> Iterator[bool]:
    """Take what a map may give: of the origin, or, where it gives a value once, its default."""
    source = bare(block.arguments[0])
    if source == _ORIGIN:
        yield from _map(draft, block)
    elif source == _STATUS:
        for entry in block.block or ():
            if entry.words[0].text == "default" and entry.arguments:
                told = (entry.arguments[0], _span(entry, entry.words[1]))
                yield from _origin(tree, draft, level, told, depth + 1)


def _chosen(tree: Config, draft: Draft, level: Level, depth: int) -> Iterator[bool]:
    """Take the origins that the ifs around a level let through."""
    for each in level.chain:
        if each.directive is None or each.name != "if":
            continue
        asked = condition(each.directive)
        if asked.variable == _ORIGIN and asked.value is not None:
            span = _span(each.directive, asked.value)
            if asked.operator == "=":
                draft.origin(asked.value.text, span)
                yield True
            elif asked.operator in {"~", "~*"}:
                draft.expression(asked.value.text, span)
                yield True
        elif depth < _DEEP and is_variable(asked.variable):
            for where, _ in tree.sets(asked.variable):
                if where is not level:
                    yield from _chosen(tree, draft, where, depth + 1)


def _map(draft: Draft, block: Directive) -> Iterator[bool]:
    for entry in block.block or ():
        given = entry.arguments[0] if entry.arguments else ""
        key = entry.words[0]
        span = _span(entry, key)
        if given in {"", "0"} or key.text in {"hostnames", "volatile", "include"}:
            continue
        if not is_variable(given):
            draft.origin(given, span)
        elif key.text == "default":
            draft.add("allow_origins", ANY, span)
        elif key.text.startswith("~"):
            draft.expression(key.text.removeprefix("~").removeprefix("*"), span)
        else:
            draft.origin(key.text, span)
        yield True
