"""A fix for Express, with its `cors` package, which answers preflights by itself.

`app.options('*')` is not needed, and stops Express 5 from starting.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from corsac.targets.answer import MAX_AGE, Answer, listed

if TYPE_CHECKING:
    from corsac.core.findings import Remedy

LANGUAGE = "js"


def options(
    answer: Answer,
    indent: str = "  ",
    *,
    origin: str = "",
    methods: str = "methods",
    headers: str = "allowedHeaders",
) -> str:
    """Write the options of the `cors` package, one a line, which many others take too.

    Args:
        answer: What is to be answered.
        indent: Before each line.
        origin: What stands for the allowed origins, where a list of them does not.
        methods: The option that lists methods.
        headers: The option that lists headers.
    """
    allowed = (origin or listed((answer.origin,))) if answer.varies else '"*"'
    lines = [f"origin: {allowed},"]
    if answer.preflight:
        lines.append(f"{methods}: {listed(answer.methods)},")
        lines += [f"{headers}: {listed(answer.headers)},"] if answer.headers else []
        lines.append(f"maxAge: {MAX_AGE},")
    lines += ["credentials: true,"] if answer.credentials else []
    return "\n".join(indent + line for line in lines)


def snippet(remedy: Remedy) -> str:
    """Write what goes before the first route."""
    return f"""\
// Once: npm install cors
const cors = require("cors");

// Before every route and before authentication; no app.options() is needed.
app.use(cors({{
{options(Answer.of(remedy))}
}}));"""
