"""Where a profile leaves the standard: its fields that differ, and the profile without one."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Any, Final, TypeVar, cast

from corsac.browser import find_profile

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from corsac.browser import Profile

#: Fields that say nothing about the network: names, and wording, which has tests of its own.
UNCOMPARED: Final = frozenset({"name", "label", "version", "notes", "error", "console"})

_T = TypeVar("_T")


def _fields(value: Any, prefix: str = "") -> Iterator[tuple[str, Any]]:  # noqa: ANN401 -- a dataclass
    """Give all fields with their values; a field that is a table itself gives its own, dotted."""
    for each in dataclasses.fields(value):
        inner = getattr(value, each.name)
        if dataclasses.is_dataclass(inner):
            yield from _fields(inner, f"{prefix}{each.name}.")
        else:
            yield prefix + each.name, inner


def deviations(profile: Profile) -> Mapping[str, Any]:
    """Give the fields in which an engine leaves the standard, with their values, dotted."""
    standard = dict(_fields(find_profile("standard")))
    return {
        name: value
        for name, value in _fields(profile)
        if name not in UNCOMPARED and value != standard[name]
    }


def replaced(table: _T, path: str, value: Any) -> _T:  # noqa: ANN401 -- whatever the field holds
    """Give a frozen table with one field, dotted, set to another value."""
    name, _, rest = path.partition(".")
    if rest:
        value = replaced(getattr(table, name), rest, value)
    return cast("_T", dataclasses.replace(cast("Any", table), **{name: value}))


def without(profile: Profile, path: str) -> Profile:
    """Give a profile in which one field, dotted, is the standard's."""
    value: Any = find_profile("standard")
    for name in path.split("."):
        value = getattr(value, name)
    return replaced(profile, path, value)
