"""What is to be said of each field in which an engine leaves the standard."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from tools.truth.corpus import ENGINES
from tools.truth.made import scenario

if TYPE_CHECKING:
    from collections.abc import Mapping

DIFFERENCES: Final = Path(__file__).with_name("differences.toml")


@dataclass(frozen=True, slots=True)
class Difference:
    """One field, in words.

    Attributes:
        field: Its dotted name in the profile.
        section: Where it stands on the page.
        title: What it is about.
        clause: The standard's clause id.
        standard: What the standard has.
        engines: What each engine that leaves it does, by short name.
        unshown: Why no recording shows it, by engine.
    """

    field: str
    section: str
    title: str
    clause: str
    standard: str
    engines: Mapping[str, str]
    unshown: Mapping[str, str]


def read(path: Path = DIFFERENCES) -> tuple[Difference, ...]:
    """Read the table.

    Raises:
        KeyError: An entry lacks a word.
        tomllib.TOMLDecodeError: It is no TOML.
    """
    tables: dict[str, Any] = tomllib.loads(path.read_text("utf-8"))
    return tuple(_difference(field, table) for field, table in tables.items())


def _difference(field: str, table: Mapping[str, Any]) -> Difference:
    return Difference(
        field=field,
        section=table["section"],
        title=table["title"],
        clause=table["clause"],
        standard=table["standard"],
        engines={name: table[name] for name in ENGINES if name in table},
        unshown=table.get("unshown", {}),
    )


def scenarios(path: Path = DIFFERENCES) -> list[dict[str, Any]]:
    """Give the scenarios that were made by hand because chance had drawn none.

    Raises:
        KeyError: One has no id.
        tomllib.TOMLDecodeError: It is no TOML.
    """
    tables: dict[str, Any] = tomllib.loads(path.read_text("utf-8"))
    return [
        scenario(made, "differences") for table in tables.values() for made in table.get("made", ())
    ]
