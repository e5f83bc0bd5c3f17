"""A fix for aiohttp, by hand: a signal sees every answer, errors and unknown routes among them.

The preflight is answered by the outermost middleware, before any that authenticates.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from corsac.targets.answer import Answer
from corsac.targets.flask.fix import granted, origins

if TYPE_CHECKING:
    from corsac.core.findings import Remedy

LANGUAGE = "python"

_PREFLIGHT = """\
@web.middleware
async def answer_preflight(request, handler):
    if request.method == "OPTIONS" and "Access-Control-Request-Method" in request.headers:
        return web.Response(status=204)
    return await handler(request)


"""


def snippet(remedy: Remedy) -> str:
    """Write what goes right after `app = web.Application()`."""
    answer = Answer.of(remedy)
    signal = ["async def allow_origin(request, response):"]
    signal += granted(answer, "    ", 'response.headers.add("Vary", "Origin")')
    added = ["", "", "app.on_response_prepare.append(allow_origin)"]
    if answer.preflight:
        added.append("app.middlewares.insert(0, answer_preflight)  # before authentication")
    return (
        "# Right after app = web.Application(), in place of other CORS code.\n"
        "from aiohttp import web\n\n"
        f"{origins(answer)}{_PREFLIGHT if answer.preflight else ''}" + "\n".join([*signal, *added])
    )
