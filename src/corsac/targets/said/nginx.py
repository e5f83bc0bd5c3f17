"""Which lines of an nginx configuration a request meets: its server, its location, its ifs."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from corsac.targets.defects.nginx.cors import CORS, is_preflight, value
from corsac.targets.defects.nginx.tree import read as read_tree
from corsac.targets.said.saying import Said, Saying

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corsac.core.findings import Span
    from corsac.targets.defects.nginx.tree import Config, Directive, Level
    from corsac.targets.defects.source import Source
    from corsac.targets.said.saying import Ask

_INNER: Final = frozenset({"if", "limit_except"})
_MODIFIERS: Final = frozenset({"=", "^~", "~", "~*"})


def said(source: Source, ask: Ask) -> Said:
    """Find the lines that send CORS headers to a request.

    Raises:
        SourceError: A brace, a semicolon or a quote is missing.
        MissingParserError: The lexer is not installed.
    """
    config = read_tree(source)
    met = _met(config, ask)
    answering = [each for each in met if each.name in _INNER and is_preflight(each)]
    ends = (
        answering or [each for each in met if each.name in {"location", "server", *_INNER}] or met
    )
    lines = {
        (each.source.name, each.start): _saying(each)
        for level in _innermost(ends)
        for each in level.headers(*CORS)
    }
    elsewhere = tuple(_elsewhere(config, met))
    return Said(tuple(lines.values()), elsewhere=elsewhere, answers=bool(answering))


def _saying(line: Directive) -> Saying:
    text = value(line).text
    span = line.source.span(line.start, line.end)
    return Saying(line.words[1].text.lower(), None if "$" in text else text, span)


def _innermost(levels: list[Level]) -> list[Level]:
    """Leave out what only stands around others, ifs apart: a request may meet them or not."""
    around = {id(parent) for each in levels if each.name not in _INNER for parent in each.parents}
    return [each for each in levels if id(each) not in around]


def _inside(config: Config, level: Level) -> list[Level]:
    return [each for each in config.levels if each.parents and each.parents[-1] is level]


def _met(config: Config, ask: Ask) -> list[Level]:
    """Give the levels that a request meets, from without inwards."""
    chosen = {id(each) for each in _servers(config, ask)}
    met: list[Level] = []
    for level in config.levels:
        if level.name == "server" and id(level) not in chosen:
            continue
        if level.parents and not any(level.parents[-1] is each for each in met):
            continue
        if level.name == "location" and not _is_chosen(config, level, ask.path):
            continue
        if level.name in _INNER and is_preflight(level) and not ask.preflight:
            continue
        met.append(level)
    return met


def _servers(config: Config, ask: Ask) -> list[Level]:
    """Give the servers that answer for a host, or all where none says so; then by the port."""
    servers = [each for each in config.levels if each.name == "server"]
    named = [each for each in servers if any(_is_name(x, ask.host) for x in _names(each))]
    found = named or servers
    port = re.compile(rf"(?:.*:)?{ask.port}")
    listening = [
        each
        for each in found
        if any(port.fullmatch(line.arguments[0]) for line in each.own("listen") if line.arguments)
    ]
    return listening or found


def _names(server: Level) -> Iterator[str]:
    for line in server.own("server_name"):
        yield from line.arguments


def _is_name(name: str, host: str) -> bool:
    """Whether a server_name stands for a host."""
    name, host = name.lower(), host.lower()
    if name.startswith("~"):
        return _searched(name[1:], host)
    if name.startswith("."):
        return host == name[1:] or host.endswith(name)
    if name.startswith("*."):
        return host.endswith(name[1:])
    return host.startswith(name[:-1]) if name.endswith(".*") else host == name


def _searched(expression: str, text: str, flags: int = 0) -> bool:
    try:
        return re.search(expression, text, flags) is not None
    except re.error:
        return True  # PCRE's own: better to look at a line too many


def _is_chosen(config: Config, location: Level, path: str) -> bool:
    """Whether a location is the one that nginx takes for a path, among those beside it."""
    if _path_of(location).startswith("@"):
        return True
    beside = [each for each in _inside(config, location.parents[-1]) if each.name == "location"]
    exact = [each for each in beside if _modifier(each) == "=" and _path_of(each) == path]
    if exact:
        return location is exact[0]
    prefixes = [each for each in beside if _is_prefix(each) and path.startswith(_path_of(each))]
    longest = max(prefixes, key=lambda each: len(_path_of(each)), default=None)
    if longest is None or _modifier(longest) != "^~":
        for each in beside:
            if _modifier(each) in {"~", "~*"}:
                flags = re.IGNORECASE if _modifier(each) == "~*" else 0
                if _searched(_path_of(each), path, flags):
                    return location is each
    return location is longest


def _is_prefix(location: Level) -> bool:
    return _modifier(location) in {"", "^~"} and not _path_of(location).startswith("@")


def _words(location: Level) -> tuple[str, ...]:
    return location.directive.arguments if location.directive else ()


def _modifier(location: Level) -> str:
    words = _words(location)
    return words[0] if len(words) > 1 and words[0] in _MODIFIERS else ""


def _path_of(location: Level) -> str:
    return (_words(location) or ("",))[-1]


def _elsewhere(config: Config, met: list[Level]) -> Iterator[Span]:
    """Give the places of what a request does not meet; a file that is included twice counts."""
    known = {id(each) for each in met}
    held = {(line.source.name, line.start) for each in met for line in each.body}
    for level in config.levels:
        if id(level) in known or level.directive is None:
            continue
        for line in (level.directive, *level.body):
            own = line is level.directive or line.source.name != level.directive.source.name
            if own and (line is level.directive or (line.source.name, line.start) not in held):
                yield line.source.span(line.start, line.end)
