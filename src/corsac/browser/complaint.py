"""What the console is told: why a request ended, and what its lines name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from corsac.browser.outcome import Block
    from corsac.browser.state import Request
    from corsac.core.messages import Answer


@dataclass(frozen=True, slots=True)
class Complaint:
    """A block, the request as it stood then, and the answer that was judged, if there was one.

    `location` is the redirect's target where the redirect itself was the fault. `warnings` are
    names of matters that an engine remarks on without blocking.
    """

    block: Block
    request: Request
    answer: Answer | None = None
    location: str = ""
    uncovered: tuple[str, ...] = ()
