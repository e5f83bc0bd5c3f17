"""What Python's operators and methods make of values that are known; None where one is not."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Final, cast

from corsac.targets.settings.values import (
    Listing,
    Scalar,
    Table,
    Unknown,
    Value,
    text_of,
    truth_of,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from corsac.core.findings import Span

#: Characters of a text that is put together, and members of a list.
LARGEST: Final = 100_000
_METHODS: Final[dict[str, Callable[..., object]]] = {
    "split": str.split,
    "strip": str.strip,
    "rstrip": str.rstrip,
    "lower": str.lower,
    "upper": str.upper,
}
#: The types that convert a value, by their name.
CONVERSIONS: Final[dict[str, Callable[[object], str | int | bool]]] = {
    "str": str,
    "int": lambda data: int(str(data)),
    "bool": bool,
}
_SECONDS: Final = {
    "weeks": 604_800,
    "days": 86_400,
    "hours": 3_600,
    "minutes": 60,
    "seconds": 1,
    "milliseconds": 0.001,
}
#: What `timedelta` calls its arguments, in their order.
_DURATIONS: Final = (
    "days",
    "seconds",
    "microseconds",
    "milliseconds",
    "minutes",
    "hours",
    "weeks",
)


def is_method(name: str) -> bool:
    """Tell whether a method of a text is one that can be worked out."""
    return name in _METHODS


def method(name: str, text: str, arguments: Sequence[Value], span: Span) -> Value | None:
    """Call a method of a text, with one argument at most.

    Raises:
        TypeError: Python would raise it too.
        ValueError: Likewise.
    """
    given = [text_of(each) for each in arguments]
    if None in given or len(given) > 1:
        return None
    made = _METHODS[name](text, *given)
    if isinstance(made, list):
        parts = cast("list[str]", made)
        return Listing(tuple(Scalar(each, span) for each in parts), span)
    return Scalar(str(made), span)


def converted(kind: str, value: Scalar, span: Span) -> Value:
    """Convert a value by one of the `CONVERSIONS`.

    Raises:
        ValueError: Python would raise it too.
    """
    return Scalar(CONVERSIONS[kind](value.data), span)


def duration(positional: Sequence[Value], named: Mapping[str, Value], span: Span) -> Value | None:
    """Give the whole seconds of a `timedelta` with these arguments."""
    given = {**dict(zip(_DURATIONS, positional, strict=False)), **named}
    seconds = 0.0
    for unit, value in given.items():
        if not (isinstance(value, Scalar) and isinstance(value.data, int | float)):
            return None
        seconds += value.data * _SECONDS.get(unit, 0)
    return Scalar(int(seconds), span)


def joined(parts: Sequence[Value], span: Span) -> Value | None:
    """Put the parts of an f-string together."""
    known = [each.data for each in parts if isinstance(each, Scalar)]
    if len(known) < len(parts):
        return None
    return Scalar("".join(map(str, known))[:LARGEST], span)


def total(left: Value, right: Value, span: Span) -> Value | None:
    """Add two values, or unite two tables; a list keeps its known members beside an unknown one."""
    match left, right:
        case Listing(one), Listing(other):
            return Listing((*one, *other)[:LARGEST], left.span)
        case Table(one), Table(other):
            return Table((*one, *other), left.span)
        case Scalar(str() as one), Scalar(str() as other):
            return Scalar((one + other)[:LARGEST], span)
        case Listing(one, place), Unknown() as unknown:
            return Listing((*one, unknown), place)
        case Unknown() as unknown, Listing(other, place):
            return Listing((unknown, *other), place)
        case _:
            return None


def signed(operator: ast.unaryop, value: Value, span: Span) -> Value | None:
    """Apply `not` or a minus."""
    truth = truth_of(value)
    if isinstance(operator, ast.Not) and truth is not None:
        return Scalar(not truth, span)
    if isinstance(operator, ast.USub) and isinstance(value, Scalar):
        number = value.data
        if isinstance(number, int | float):
            return Scalar(-number, span)
    return None


def compared(sign: ast.cmpop, left: Value, right: Value, span: Span) -> Value | None:
    """Compare two values by `==` or `!=`."""
    if isinstance(left, Scalar) and isinstance(right, Scalar):
        return Scalar((left.data == right.data) == isinstance(sign, ast.Eq), span)
    return None


def stripped(value: Value) -> Value:
    """Take the blanks off a text; give anything else as it is."""
    text = text_of(value)
    return value if text is None else Scalar(text.strip(), value.span)
