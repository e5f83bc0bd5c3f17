"""Places with CORS headers before somebody else's host on the internet."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from corsac.targets.defects.nginx.cors import ALLOW_ORIGIN

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corsac.core.findings import Span
    from corsac.targets.defects.nginx.tree import Config, Directive, Level

_HOST: Final = re.compile(r"https://([a-z0-9-]+(?:\.[a-z0-9-]+)+)(?::\d+)?(?:/.*)?", re.IGNORECASE)
_TAKEN_OFF: Final = re.compile(r"\^(/[\w/-]+/)\(\.\*\)\$?")


@dataclass(frozen=True, slots=True)
class ThirdParty:
    """A `proxy_pass` to a host of somebody else, and the level that it stands in."""

    level: Level
    passed: Directive
    host: str

    @property
    def span(self) -> Span:
        """The place of the line."""
        return self.passed.source.span(self.passed.start, self.passed.end)


def third_parties(tree: Config) -> Iterator[ThirdParty]:
    """Give the TLS upstreams on the internet of places with CORS headers."""
    for level, each in tree.directives("proxy_pass"):
        host = _host_behind(tree, each)
        if host and level.headers(ALLOW_ORIGIN):
            yield ThirdParty(level, each, host)


def _host_behind(tree: Config, each: Directive) -> str:
    """Give the host; empty for addresses and named groups."""
    match = _HOST.fullmatch(each.arguments[0]) if each.arguments else None
    if match is None or match[1].replace(".", "").isdigit():
        return ""
    groups = {each.arguments[0] for _, each in tree.directives("upstream") if each.arguments}
    return "" if match[1] in groups else match[1]


def name_taken_off(level: Level) -> str:
    """Give what a place's `rewrite … break` takes off a path; empty where it is otherwise."""
    rewritten = [x for x in level.own("rewrite") if "break" in x.arguments]
    match = _TAKEN_OFF.fullmatch(rewritten[0].arguments[0]) if rewritten else None
    return match[1] if match is not None else ""
