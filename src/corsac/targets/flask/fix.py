"""A fix for Flask, by hand: twenty lines, and each request is covered.

Hooks run for unknown routes and for errors too. `before_request` hooks run in the order of their
registration: this one must precede any that authenticates. Flask-CORS compares origins without
regard to case, and gives refused origins no `Vary`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from corsac.targets.answer import Answer, quoted

if TYPE_CHECKING:
    from corsac.core.findings import Remedy

LANGUAGE = "python"

_PREFLIGHT = """\
@app.before_request  # register it before any hook that authenticates
def answer_preflight():
    if request.method == "OPTIONS" and "Access-Control-Request-Method" in request.headers:
        return "", 204
    return None


"""


def _set(indent: str, name: str, value: str) -> str:
    return f"{indent}response.headers[{quoted(name)}] = {value}"


def _hook(answer: Answer) -> list[str]:
    lines, indent = ["@app.after_request", "def allow_origin(response):"], "    "
    if answer.varies:
        lines += ['    response.vary.add("Origin")', '    origin = request.headers.get("Origin")']
        lines.append("    if origin in ORIGINS:")
        indent = "        "
    values = {"Access-Control-Allow-Origin": "origin"} if answer.varies else {}
    for name, value in answer.lines():
        if name != "Vary":
            lines.append(_set(indent, name, values.get(name, quoted(value))))
    if answer.preflight:
        lines.append(f'{indent}if request.method == "OPTIONS":')
        lines += [_set(indent + "    ", *(n, quoted(v))) for n, v in answer.preflight_lines()]
    return [*lines, "    return response"]


def snippet(remedy: Remedy) -> str:
    """Write what goes right after `app = Flask(__name__)`."""
    answer = Answer.of(remedy)
    origins = f"ORIGINS = {{{quoted(answer.origin)}}}\n\n\n" if answer.varies else "\n"
    return (
        "# Right after app = Flask(__name__), in place of other CORS code.\n"
        "from flask import request\n\n"
        f"{origins}{_PREFLIGHT if answer.preflight else ''}" + "\n".join(_hook(answer))
    )
