"""A fix for Koa, with `@koa/cors`, which keeps the headers on errors too.

Its `origin` takes no list: a function gives back the origin that is allowed, or nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from corsac.targets.answer import Answer, listed
from corsac.targets.express.fix import options

if TYPE_CHECKING:
    from corsac.core.findings import Remedy

LANGUAGE = "js"

_ASKED = '(ctx) => (ORIGINS.includes(ctx.get("Origin")) ? ctx.get("Origin") : "")'


def snippet(remedy: Remedy) -> str:
    """Write what goes right after `const app = new Koa()`."""
    answer = Answer.of(remedy)
    origins = f"const ORIGINS = {listed((answer.origin,))};\n" if answer.varies else ""
    given = options(answer, origin=_ASKED, methods="allowMethods", headers="allowHeaders")
    return f"""\
// Once: npm install @koa/cors. In an ES module: import cors from "@koa/cors";
const cors = require("@koa/cors");

// Before every other middleware, in place of other CORS code.
{origins}app.use(cors({{
{given}
}}));"""
