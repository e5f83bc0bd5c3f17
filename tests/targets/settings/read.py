"""Reads a text of settings: for tests."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corsac.targets.defects.source import Kind, Source
from corsac.targets.settings.readers import read

if TYPE_CHECKING:
    from corsac.targets.settings.reading import Reading
    from corsac.targets.settings.remarks import Effect


def readings(text: str) -> tuple[Reading, ...]:
    """Give every reading of a Python text."""
    return read(Source("app.py", text, Kind.PYTHON))


def reading(text: str) -> Reading:
    """Give the one reading of a Python text."""
    (found,) = readings(text)
    return found


def effects(found: Reading) -> list[Effect]:
    """Give the kinds of a reading's remarks."""
    return [remark.effect for remark in found.remarks]
