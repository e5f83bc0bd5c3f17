"""A fix for Hono, with the middleware that it brings: it answers preflights by itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corsac.targets.answer import Answer
from corsac.targets.express.fix import options

if TYPE_CHECKING:
    from corsac.core.findings import Remedy

LANGUAGE = "js"


def snippet(remedy: Remedy) -> str:
    """Write what goes right after `const app = new Hono()`."""
    given = options(Answer.of(remedy), methods="allowMethods", headers="allowHeaders")
    return f"""\
import {{ cors }} from "hono/cors";

// Before every route and every other middleware, in place of other CORS code.
app.use(cors({{
{given}
}}));"""
