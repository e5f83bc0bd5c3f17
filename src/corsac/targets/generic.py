"""A fix for a system that did not show itself, or that no snippet is known for: the bare lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corsac.targets.answer import Answer

if TYPE_CHECKING:
    from corsac.core.findings import Remedy

LANGUAGE = "http"


def _written(lines: tuple[tuple[str, str], ...]) -> list[str]:
    return [f"{name}: {value}" for name, value in lines]


def snippet(remedy: Remedy) -> str:
    """Write the header lines that must be sent, and when."""
    answer = Answer.of(remedy)
    lines: list[str] = []
    if answer.preflight:
        lines += [
            "# To OPTIONS with Origin and Access-Control-Request-Method, before authentication,",
            "# redirects and routing:",
            "HTTP/1.1 204 No Content",
            *_written(answer.lines()),
            *_written(answer.preflight_lines()),
            "",
        ]
    when = "# In every other response, errors too:" if lines else "# In every response, errors too:"
    return "\n".join([*lines, when, *_written(answer.lines())])
