"""Values of settings: as far as they are known, with the place where each stands."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, cast

from corsac.core.findings import Text

if TYPE_CHECKING:
    from corsac.core.findings import Span

#: What one text, number, switch or nothing is.
Data = str | int | float | bool | None


@dataclass(frozen=True, slots=True)
class Scalar:
    """One text, number, switch, or None."""

    data: Data
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Listing:
    """A list, tuple or set."""

    items: tuple[Value, ...] = ()
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """A dictionary, or the arguments of a call."""

    pairs: tuple[tuple[Value, Value], ...] = ()
    span: Span | None = None

    def fields(self) -> dict[str, Value]:
        """Give what stands under texts; the last of a name counts."""
        return {
            key.data: value
            for key, value in self.pairs
            if isinstance(key, Scalar) and isinstance(key.data, str)
        }


@dataclass(frozen=True, slots=True)
class Regex:
    """A compiled regular expression."""

    text: str
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Unknown:
    """What can't be known from the file: `reason` says why."""

    reason: Text
    span: Span | None = None


Value = Scalar | Listing | Table | Regex | Unknown


def value_of(data: object) -> Value:
    """Take a value of a running program: it has no place.

    Args:
        data: A text, number, switch, list, dictionary, compiled expression, duration, or a named
            tuple of such; anything else is unknown.
    """
    if data is None or isinstance(data, str | int | float):
        return Scalar(data)
    if isinstance(data, timedelta):
        return Scalar(int(data.total_seconds()))
    if isinstance(data, re.Pattern):
        pattern: object = cast("re.Pattern[str] | re.Pattern[bytes]", data).pattern
        return Regex(pattern) if isinstance(pattern, str) else _strange(pattern)
    names: object = getattr(data, "_fields", None)
    if isinstance(data, tuple) and isinstance(names, tuple):
        members = cast("tuple[object, ...]", data)
        return value_of(dict(zip(cast("tuple[str, ...]", names), members, strict=True)))
    if isinstance(data, Mapping):
        pairs = cast("Mapping[object, object]", data).items()
        return Table(tuple((value_of(key), value_of(each)) for key, each in pairs))
    if isinstance(data, Iterable) and not isinstance(data, bytes):
        items = list(cast("Iterable[object]", data))
        ordered = sorted(items, key=str) if isinstance(data, set | frozenset) else items
        return Listing(tuple(map(value_of, ordered)))
    return _strange(data)


def _strange(data: object) -> Unknown:
    kind = type(data).__name__
    return Unknown(Text.of("is a {kind}, which no setting takes", kind=kind))


def text_of(value: Value) -> str | None:
    """Give a text; None for any other value."""
    return value.data if isinstance(value, Scalar) and isinstance(value.data, str) else None


def truth_of(value: Value) -> bool | None:
    """Tell whether a value counts as true, as Python has it; None where that is unknown."""
    match value:
        case Scalar(data):
            return bool(data)
        case Listing(items):
            return bool(items)
        case Table(pairs):
            return bool(pairs)
        case Regex():
            return True
        case Unknown():
            return None


def arguments_of(given: Mapping[str, object], keys: Mapping[str, str]) -> dict[str, Value]:
    """Give the arguments of a running program, above what its configuration sets.

    Args:
        given: Arguments and keys of the configuration, by their names.
        keys: The argument that each key of the configuration stands for.
    """
    values = {name: value_of(value) for name, value in given.items()}
    config = {keys[name]: value for name, value in values.items() if name in keys}
    return config | {name: value for name, value in values.items() if name not in keys}
