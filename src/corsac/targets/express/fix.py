"""A fix for Express, with its `cors` package, which answers preflights by itself.

`app.options('*')` is not needed, and stops Express 5 from starting.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from corsac.targets.answer import MAX_AGE, Answer, listed

if TYPE_CHECKING:
    from corsac.core.findings import Remedy

LANGUAGE = "js"


def options(answer: Answer, indent: str = "  ") -> str:
    """Write the options of the `cors` package, which Vite takes too, one a line."""
    origin = listed((answer.origin,)) if answer.varies else '"*"'
    lines = [f"origin: {origin},"]
    if answer.preflight:
        lines.append(f"methods: {listed(answer.methods)},")
        lines += [f"allowedHeaders: {listed(answer.headers)},"] if answer.headers else []
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
