"""A fix for Flask and Quart, by hand: twenty lines, and each request is covered.

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


def assigned(indent: str, name: str, value: str) -> str:
    """Write that a header is set in Python.

    Args:
        indent: Before the line.
        name: The header's.
        value: An expression.
    """
    return f"{indent}response.headers[{quoted(name)}] = {value}"


def granted(answer: Answer, indent: str, vary: str) -> list[str]:
    """Write the body of a function that sets the headers of `response`, which answers `request`.

    Args:
        answer: What is to be answered.
        indent: Before each line.
        vary: The statement that adds Origin to Vary.
    """
    lines: list[str] = []
    if answer.varies:
        lines += [indent + vary, f'{indent}origin = request.headers.get("Origin")']
        lines.append(f"{indent}if origin in ORIGINS:")
        indent += "    "
    values = {"Access-Control-Allow-Origin": "origin"} if answer.varies else {}
    for name, value in answer.lines():
        if name != "Vary":
            lines.append(assigned(indent, name, values.get(name, quoted(value))))
    if answer.preflight:
        lines.append(f'{indent}if request.method == "OPTIONS":')
        lines += [assigned(indent + "    ", *(n, quoted(v))) for n, v in answer.preflight_lines()]
    return lines


def origins(answer: Answer) -> str:
    """Write the set of allowed origins, and the empty lines behind it."""
    return f"ORIGINS = {{{quoted(answer.origin)}}}\n\n\n" if answer.varies else "\n"


def snippet(remedy: Remedy) -> str:
    """Write what goes right after `app = Flask(__name__)`."""
    return written(remedy, "flask", "Flask")


def written(remedy: Remedy, module: str, name: str) -> str:
    """Write the same for a framework that is as Flask is, by its module and its class."""
    answer = Answer.of(remedy)
    hook = ["@app.after_request", "def allow_origin(response):"]
    hook += granted(answer, "    ", 'response.vary.add("Origin")')
    return (
        f"# Right after app = {name}(__name__), in place of other CORS code.\n"
        f"from {module} import request\n\n"
        f"{origins(answer)}{_PREFLIGHT if answer.preflight else ''}"
        + "\n".join([*hook, "    return response"])
    )
