"""Text that exports have in common: the line at a file's head, indentation."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from corsac.targets.answer import Answer

_SHOWN = 3


def about(title: str, answer: Answer) -> str:
    """Say in a line what a file is for: `nginx: CORS for https://app.example, with cookies`."""
    texts = [each.text for each in answer.origins]
    shown = ", ".join("every origin" if text == "*" else text for text in texts[:_SHOWN])
    more = f" and {len(texts) - _SHOWN} more" if len(texts) > _SHOWN else ""
    cookies = ", with credentials" if answer.credentials else ""
    return f"{title}: CORS for {shown}{more}{cookies}. Written by corsac export."


def indented(line: str, mark: str = "    ") -> str:
    """Move a line one level in; an empty one stays empty."""
    return mark + line if line else line
