"""Which tab a line of Firefox's console belongs to."""

from __future__ import annotations

import re
from collections import deque
from typing import TYPE_CHECKING, Any, Final, Protocol, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Mapping

_Json: TypeAlias = dict[str, Any]

_ID: Final = re.compile(r"://[^/\s]*/([a-z]\d{6,})/")  # a scenario's, in a URL
_NOISE: Final = (
    "Synchronous XMLHttpRequest on the main thread is deprecated"  # once in a page's life
)
_CHROME: Final = frozenset({"chrome javascript", "content javascript", "component javascript"})
_KEPT: Final = 64  # lines and claims that wait for each other


class Hearing(Protocol):
    """A tab, as far as the console is concerned."""

    identity: str
    urls: frozenset[str]

    def hear(self, item: _Json) -> None:
        """Keep a line."""


class Console:
    """Gives lines to tabs: by window, by the scenario in a URL, or by a content process's claim."""

    def __init__(self, tabs: Mapping[int, Hearing]) -> None:
        self._tabs = tabs
        self._orphans: deque[_Json] = deque(maxlen=_KEPT)
        self._claims: deque[tuple[str, Hearing]] = deque(maxlen=_KEPT)

    def line(self, number: int, item: _Json) -> None:
        """A line that the main process heard; `number` is its tab, 0 if that isn't known."""
        text = item["t"]
        if text.startswith(_NOISE) or item["cat"] in _CHROME:
            return
        named = self._named(text)
        if named is None and _ID.search(text):
            return  # of a scenario that is over
        tab = named or self._tabs.get(number) or self._claimed(text)
        if tab is None:
            self._orphans.append(item)
        else:
            tab.hear(item)

    def claim(self, number: int, text: str) -> None:
        """A content process logged this text for this tab."""
        tab = self._tabs.get(number)
        if tab is None or self._named(text) is not None:
            return
        for item in self._orphans:
            if item["t"] == text:
                self._orphans.remove(item)
                tab.hear(item)
                return
        self._claims.append((text, tab))

    def _named(self, text: str) -> Hearing | None:
        found = set(_ID.findall(text))
        tabs = self._tabs.values()
        if found:
            return next((tab for tab in tabs if tab.identity in found), None)
        return next((tab for tab in tabs if any(url in text for url in tab.urls)), None)

    def _claimed(self, text: str) -> Hearing | None:
        for claim in self._claims:
            if claim[0] == text:
                self._claims.remove(claim)
                return claim[1]
        return None
