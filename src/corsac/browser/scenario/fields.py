"""Typed reading of JSON objects: a wrong value is named by the place where it stands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


class ScenarioError(ValueError):
    """A line that is no scenario: what is wrong, and under which key."""


@dataclass(frozen=True, slots=True)
class Fields:
    """A JSON object and where it stands, `steps[0]`."""

    values: Mapping[str, object]
    place: str = ""

    @classmethod
    def of(cls, value: object, place: str) -> Fields:
        """Take a value that must be an object.

        Raises:
            ScenarioError: It is none.
        """
        if not isinstance(value, dict):
            raise ScenarioError(f"{place}: expected an object")
        return cls(cast("dict[str, object]", value), place)

    def at(self, key: str) -> str:
        """Name the place of a key."""
        return f"{self.place}.{key}" if self.place else key

    def text(self, key: str) -> str:
        """Give a string that must be there."""
        value = self.optional(key)
        if value is None:
            raise ScenarioError(f"{self.at(key)}: missing")
        return value

    def optional(self, key: str) -> str | None:
        """Give a string, None where the key is absent or null."""
        value = self.values.get(key)
        if value is None or isinstance(value, str):
            return value
        raise ScenarioError(f"{self.at(key)}: expected a string")

    def flag(self, key: str) -> bool:
        """Give whether the key holds something that counts as true."""
        return bool(self.values.get(key))

    def number(self, key: str) -> float:
        """Give a number, 0 where the key is absent."""
        value = self.values.get(key) or 0
        if isinstance(value, int | float):
            return float(value)
        raise ScenarioError(f"{self.at(key)}: expected a number")

    def items(self, key: str) -> list[object]:
        """Give a list, empty where the key is absent."""
        value = self.values.get(key)
        if value is None:
            return []
        if isinstance(value, list):
            return cast("list[object]", value)
        raise ScenarioError(f"{self.at(key)}: expected a list")

    def texts(self, key: str) -> tuple[str, ...]:
        """Give a list of strings."""
        found = self.items(key)
        if not all(isinstance(item, str) for item in found):
            raise ScenarioError(f"{self.at(key)}: expected strings")
        return tuple(cast("list[str]", found))

    def pairs(self, key: str) -> tuple[tuple[str, str], ...]:
        """Give a list of [name, value] pairs of strings."""
        return tuple(_pair(item, self.at(key)) for item in self.items(key))

    def object(self, key: str) -> Fields:
        """Give an object that must be there."""
        return Fields.of(self.values.get(key), self.at(key))

    def objects(self, key: str) -> Iterator[Fields]:
        """Give a list of objects."""
        for index, item in enumerate(self.items(key)):
            yield Fields.of(item, f"{self.at(key)}[{index}]")


def _pair(item: object, place: str) -> tuple[str, str]:
    match item:
        case [str(name), str(value)]:
            return name, value
        case _:
            raise ScenarioError(f"{place}: expected [name, value] pairs of strings")
