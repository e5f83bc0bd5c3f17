"""Reads what an Apache configuration allows, each outermost section by itself."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from corsac.policy.pattern import ANY
from corsac.targets.defects.apache.cors import ALLOW_ORIGIN, patterns, sent
from corsac.targets.defects.apache.tree import read as read_tree
from corsac.targets.settings.draft import Draft, Library
from corsac.targets.settings.lines import take, worked_out
from corsac.targets.settings.translation import Matching

if TYPE_CHECKING:
    from corsac.targets.defects.apache.tree import Config, Header, Word
    from corsac.targets.defects.source import Source
    from corsac.targets.settings.reading import Reading

LIBRARY: Final = Library("apache", "Apache", Matching.ANYWHERE)
_CORS: Final = (
    "access-control-allow-credentials",
    "access-control-allow-methods",
    "access-control-allow-headers",
    "access-control-expose-headers",
    "access-control-max-age",
)
_VARIABLE: Final = re.compile(r"%\{(\w+)\}e")


def read(source: Source) -> tuple[Reading, ...]:
    """Give a reading for each section that sends Allow-Origin.

    Raises:
        SourceError: A section is not closed, or another one is.
    """
    tree = read_tree(source)
    scopes: dict[int, list[Header]] = {}
    for each in sent(tree, ALLOW_ORIGIN):
        scope = each.line.scope
        scopes.setdefault(scope.start if scope else -1, []).append(each)
    return tuple(_reading(tree, lines) for lines in scopes.values())


def _reading(tree: Config, lines: list[Header]) -> Reading:
    source, first = tree.source, lines[0]
    draft = Draft(LIBRARY, span=source.span(first.line.start, first.line.end))
    for each in lines:
        if each.value is not None:
            _origin(tree, draft, each.value)
    for each in (x for x in tree.beside(first, *_CORS) if x in sent(tree, *_CORS)):
        if each.value is not None:
            text = None if "%{" in each.value.text else each.value.text
            span = source.span(each.value.start, each.value.end)
            take(draft, each.name, text, span, each.value.text)
    return draft.reading(draft.policy())


def _origin(tree: Config, draft: Draft, word: Word) -> None:
    span = tree.source.span(word.start, word.end)
    match = _VARIABLE.fullmatch(word.text)
    if match is None:
        draft.origin(word.text, span)
        return
    given = [x for how, x in patterns(tree) if _sets(how.words[3:], match[1])]
    for each in given:
        draft.expression(each.text, tree.source.span(each.start, each.end))
    if not given and match[1].upper() == "HTTP_ORIGIN":
        draft.add("allow_origins", ANY, span)
    elif not given:
        draft.unknown(worked_out(word.text, span), "the origins")
        draft.undecided = True


def _sets(words: tuple[Word, ...], name: str) -> bool:
    """Whether a SetEnvIf sets a variable."""
    return any(each.text.partition("=")[0] == name for each in words)
