"""A fix for PHP without a framework: before anything is written, since headers go first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corsac.targets.answer import Answer

if TYPE_CHECKING:
    from corsac.core.findings import Remedy

LANGUAGE = "php"

_IS_PREFLIGHT = (
    "$_SERVER['REQUEST_METHOD'] === 'OPTIONS'"
    " && isset($_SERVER['HTTP_ACCESS_CONTROL_REQUEST_METHOD'])"
)


def _headers(lines: tuple[tuple[str, str], ...]) -> list[str]:
    return [f"header('{name}: {value}');" for name, value in lines if name != "Vary"]


def _body(answer: Answer) -> list[str]:
    lines = _headers(answer.lines())
    if answer.preflight:
        inner = [*_headers(answer.preflight_lines()), "http_response_code(204);", "exit;"]
        lines += [f"if ({_IS_PREFLIGHT}) {{", *("    " + line for line in inner), "}"]
    return lines


def snippet(remedy: Remedy) -> str:
    """Write what goes to the top of the script that every request goes through."""
    answer = Answer.of(remedy)
    lines = ["// At the top of the script that every request goes through, before any output."]
    if not answer.varies:
        return "\n".join([*lines, *_body(answer)])
    asks = f"if (($_SERVER['HTTP_ORIGIN'] ?? '') === '{answer.origin}') {{"
    inner = ["    " + line for line in _body(answer)]
    return "\n".join([*lines, "header('Vary: Origin', false);", asks, *inner, "}"])
