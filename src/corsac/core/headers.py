"""Header lines as they stood on the wire.

Names and values are *isomorphic-decoded*: code points 0 to 255 stand for bytes
(infra#isomorphic-decode), so that no byte a server sends is lost or refused.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


@dataclass(frozen=True, slots=True)
class Headers:
    """An immutable header list (fetch#concept-header-list): order, duplicates and case are kept.

    Look-ups are byte-case-insensitive, as header names are.
    """

    lines: tuple[tuple[str, str], ...] = ()

    @classmethod
    def of(cls, pairs: Iterable[tuple[str, str]]) -> Headers:
        """Make a header list of any iterable of (name, value) pairs."""
        return cls(tuple(pairs))

    def __iter__(self) -> Iterator[tuple[str, str]]:
        return iter(self.lines)

    def __len__(self) -> int:
        return len(self.lines)

    def __contains__(self, name: str) -> bool:
        return any(key.lower() == name.lower() for key, _ in self.lines)

    def all(self, name: str) -> tuple[str, ...]:
        """Every value that stands under `name`, one item per line."""
        wanted = name.lower()
        return tuple(value for key, value in self.lines if key.lower() == wanted)

    def get(self, name: str) -> str | None:
        """The values of `name` joined by `", "`, or None (fetch#concept-header-list-get)."""
        values = self.all(name)
        return ", ".join(values) if values else None

    def with_line(self, name: str, value: str) -> Headers:
        """A list with one more line at its end (fetch#concept-header-list-append)."""
        return Headers((*self.lines, (name, value)))

    def without(self, *names: str) -> Headers:
        """A list without any line of these names (fetch#concept-header-list-delete)."""
        gone = {name.lower() for name in names}
        return Headers(tuple(line for line in self.lines if line[0].lower() not in gone))
