"""Which lines of an Apache configuration a request meets: its virtual host, its locations."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from corsac.core.cors_headers import RESPONSE
from corsac.targets.defects.apache.cors import sent
from corsac.targets.defects.apache.tree import read as read_tree
from corsac.targets.said.saying import Said, Saying

if TYPE_CHECKING:
    from collections.abc import Callable

    from corsac.targets.defects.apache.tree import Config, Directive, Header
    from corsac.targets.defects.source import Source
    from corsac.targets.said.saying import Ask


def said(source: Source, ask: Ask) -> Said:
    """Find the lines that send CORS headers to a request.

    Raises:
        SourceError: A section is not closed, or another one is.
    """
    config = read_tree(source)
    meets = _meeting(config, ask)
    lines = [each for each in sent(config, *(x.name.lower() for x in RESPONSE)) if meets(each.line)]
    elsewhere = (source.span(x.start, x.end) for x in config.directives if not meets(x))
    return Said(tuple(_saying(source, each) for each in lines), elsewhere=tuple(elsewhere))


def _saying(source: Source, header: Header) -> Saying:
    text = header.value.text if header.value else ""
    span = source.span(header.line.start, header.line.end)
    return Saying(header.name, None if "%{" in text else text, span)


def _meeting(config: Config, ask: Ask) -> Callable[[Directive], bool]:
    """Make what tells whether a request meets a directive."""
    hosts = [each for each in config.directives if each.opens and each.name == "virtualhost"]
    named = [each for each in hosts if _is_named(config, each, ask.host)]

    def within(section: Directive) -> bool:
        """Tell whether a section is for the request."""
        if section.name == "virtualhost":
            return not named or section in named
        if len(section.words) < 2:  # noqa: PLR2004 - its name and its path
            return True
        if section.name == "location" and section.words[1].text != "~":
            path = section.words[1].text.rstrip("/")
            return ask.path == path or ask.path.startswith(f"{path}/")
        if section.name in {"location", "locationmatch"}:
            return _searched(section.words[-1].text, ask.path)
        return True

    def meets(line: Directive) -> bool:
        """Tell whether all around a directive is for the request."""
        return all(within(each) for each in (*line.sections, *([line] if line.opens else [])))

    return meets


def _is_named(config: Config, section: Directive, host: str) -> bool:
    names = [
        word.text.lower().partition(":")[0]
        for line in config.named("servername", "serveralias")
        if section in line.sections
        for word in line.words[1:]
    ]
    host = host.lower()
    return any(
        host == each or (each.startswith("*.") and host.endswith(each[1:])) for each in names
    )


def _searched(expression: str, path: str) -> bool:
    try:
        return re.search(expression, path) is not None
    except re.error:
        return True  # PCRE's own: better to look at a line too many
