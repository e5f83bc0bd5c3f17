"""What a check may do, and what the browser in it is like."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from corsac.browser.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Callable

    from corsac.browser.machine import Browser

#: How many requests are sent beyond the browser's own, unless the user says otherwise.
BUDGET = 6


def _as_it_is(_browser: Browser) -> None:
    """Leave a new browser empty."""


@dataclass(frozen=True, slots=True)
class Options:
    """The user's choices.

    `send` lets unsafe requests leave, `budget` bounds what is asked beyond the browser's own
    requests. `every_engine` has all engines decide the verdict; without it the first does, and the
    others are compared with it. `settings` are the browser's; `prepare` fills a new browser, with
    cookies for instance, and is called once for each run.
    """

    send: bool = False
    budget: int = BUDGET
    every_engine: bool = False
    settings: Settings = field(default_factory=Settings)
    prepare: Callable[[Browser], None] = _as_it_is
