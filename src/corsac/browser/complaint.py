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

    `location` is the redirect's target, where a redirect was judged; `uncovered` all header names
    that a preflight didn't allow; `target` where that redirect led, credentials and fragment
    included. `quiet`: the engine blocks beyond the standard, without a word.
    """

    block: Block
    request: Request
    answer: Answer | None = None
    location: str = ""
    target: str = ""
    uncovered: tuple[str, ...] = ()
    quiet: bool = False
