"""Which major versions of packages a project asks for, by its package.json."""

from __future__ import annotations

import json
import re
from typing import Final, cast

_LISTS: Final = ("dependencies", "devDependencies")
#: A version, or a range within one major: `3.11.2`, `^3.11`, `~3.11.0`, `3.x`.
_RANGE: Final = re.compile(r"[\^~=v\s]*(\d+)(?:\.[\dx*]+){0,2}(?:-[\w.]+)?")


def majors(text: str) -> dict[str, int]:
    """Read the major versions that a package.json pins its packages to.

    Args:
        text: The file. One that is no JSON, or none of a project, names nothing.

    Returns:
        The highest major that each range allows; without what takes any, as `latest` and `>=3` do.
    """
    try:
        read = cast("object", json.loads(text))
    except (ValueError, RecursionError):
        return {}
    found: dict[str, int] = {}
    for name in _LISTS:
        asked = cast("dict[str, object]", read).get(name) if isinstance(read, dict) else None
        for package, wanted in _members(asked):
            ranges = [_RANGE.fullmatch(each.strip()) for each in wanted.split("||")]
            versions = [int(each[1]) for each in ranges if each is not None]
            if len(versions) == len(ranges):
                found.setdefault(package, max(versions))
    return found


def _members(asked: object) -> list[tuple[str, str]]:
    if not isinstance(asked, dict):
        return []
    members = cast("dict[str, object]", asked)
    return [(name, wanted) for name, wanted in members.items() if isinstance(wanted, str)]
