"""Origins without encryption in nginx: in ifs, in maps, written out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corsac.core.findings import Party
from corsac.targets.defects.nginx.cors import (
    ALLOW_ORIGIN,
    allows_credentials,
    condition,
    value,
    with_credentials,
)
from corsac.targets.defects.nginx.tree import bare
from corsac.targets.defects.origin_pattern import encrypted
from corsac.targets.defects.plain_http import at

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corsac.core.findings import Edit, Finding
    from corsac.targets.defects.nginx.tree import Config, Directive, Word
    from corsac.targets.defects.source import Source

_NOT: frozenset[str] = frozenset({"!=", "!~", "!~*"})


def find(tree: Config) -> Iterator[Finding]:
    """Find them, where the file allows credentials."""
    if not allows_credentials(tree):
        return
    for source, word, twin in _words(tree):
        yield from at(source, word.start, word.end, party=Party.PROXY, twin=twin)


def _words(tree: Config) -> Iterator[tuple[Source, Word, Edit | None]]:
    for _, each in tree.directives("if"):
        asked = condition(each)
        if asked.variable == "$http_origin" and asked.value and asked.operator not in _NOT:
            yield each.source, asked.value, None
    for each in tree.maps:
        if bare(each.arguments[0]) == "$http_origin":
            yield from _entries(each)
    for level in tree.levels:
        for each in level.lines:
            if each.is_about(ALLOW_ORIGIN) and with_credentials(level):
                yield each.source, value(each), None


def _entries(block: Directive) -> Iterator[tuple[Source, Word, Edit | None]]:
    """Give the keys of a map that allow: nginx refuses a key that is there twice."""
    keys = {each.name for each in block.block or ()}
    for each in block.block or ():
        if each.arguments and each.arguments[0] not in {"", "0"}:
            double = encrypted(each.name) in keys - {each.name}
            twin = each.source.without(each.start, each.end) if double else None
            yield each.source, each.words[0], twin
