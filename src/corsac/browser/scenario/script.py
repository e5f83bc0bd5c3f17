"""The script of a scenario's servers: which answer the n-th arrival at a label gets."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from corsac.browser.scenario.fields import Fields, ScenarioError

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Scripted:
    """One answer: written out (`raw`), refused (`close`), or a status, headers and a body."""

    status: int = 200
    reason: str | None = None
    headers: tuple[tuple[str, str], ...] = ()
    body: str = ""
    close: bool = False
    raw: str | None = None


@dataclass(frozen=True, slots=True)
class Label:
    """What is answered at one label: preflights, and everything else; the last one repeats."""

    preflight: tuple[Scripted | None, ...] = (None,)
    actual: tuple[Scripted | None, ...] = (None,)


@dataclass(frozen=True, slots=True)
class Script:
    """All labels."""

    labels: Mapping[str, Label] = field(default_factory=dict[str, Label])


def read_script(scenario: Fields) -> Script:
    """Read the key `server`, which may be absent.

    Raises:
        ScenarioError: It isn't what the format says.
    """
    if scenario.values.get("server") is None:
        return Script()
    server = scenario.object("server")
    labels: dict[str, Label] = {}
    for label, value in server.values.items():
        if value is not None:
            entry = Fields.of(value, server.at(label))
            labels[label] = Label(_answers(entry, "pre"), _answers(entry, "act"))
    return Script(labels)


def _answers(entry: Fields, key: str) -> tuple[Scripted | None, ...]:
    value = entry.values.get(key)
    if isinstance(value, list):
        found = tuple(_answer(item, entry.at(key)) for item in entry.items(key))
        return found or (None,)
    return (_answer(value, entry.at(key)),)


def _answer(value: object, place: str) -> Scripted | None:
    if value is None:
        return None
    fields = Fields.of(value, place)
    raw = fields.optional("raw")
    if raw is not None or fields.flag("close"):
        return Scripted(close=raw is None, raw=raw)
    status = fields.values.get("st")
    if not isinstance(status, int):
        raise ScenarioError(f"{fields.at('st')}: expected a status")
    return Scripted(status, fields.optional("rs"), fields.pairs("h"), fields.optional("b") or "")
