"""What a level of an nginx configuration is for: one file, errors, a handler, all of `http`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from corsac.targets.defects.nginx.tree import Config, Level

#: A location for files of a few kinds: fonts and pictures.
FILES: Final = re.compile(r"\\\.\(?.*(?:woff|ttf|otf|eot|svg|png|jpe?|gif|ico|webp|css|js|mp[34])")

_HANDLERS: Final = re.compile(
    r"content(?:_by_lua.*)?$|_display$|_status$|_api$|^(?:perl|echo|dav_methods|memcached_pass)$"
)
#: What stands in `http` alone.
_HTTP: Final = frozenset({"map", "server", "upstream", "geo", "split_clients", "log_format"})


def serves_a_file(level: Level) -> bool:
    """Whether a location is for one file, as an error's page, or for fonts, pictures and the like.

    Nobody asks for leave before reading one.
    """
    if level.directive is None or level.own("internal"):
        return level.directive is not None
    match level.directive.arguments:
        case ["=", path]:
            return "." in path.rpartition("/")[2]
        case [_, pattern]:
            return FILES.search(pattern) is not None
        case _:
            return False


def is_handled(level: Level) -> bool:
    """Whether what answers is neither a file nor an upstream: nobody knows what it makes of it."""
    return any(_HANDLERS.search(each.name) for each in level.body)


def takes_errors(tree: Config, level: Level) -> bool:
    """Whether a named location is for errors alone: preflights were answered before."""
    name = level.directive.words[-1].text if level.directive else ""
    errors, rest = (
        any(x.arguments[-1:] == (name,) for _, x in tree.directives(each))
        for each in ("error_page", "try_files")
    )
    return name.startswith("@") and errors and not rest


def in_http(level: Level) -> bool:
    """Whether a level is one of `http`, where neither `set` nor `if` may stand."""
    return level.name == "http" or (not level.name and any(x.name in _HTTP for x in level.body))
