"""A fix for FastAPI and Starlette, with the middleware that Starlette brings.

`add_middleware` puts each newcomer outside the others, but inside the handler of unhandled errors:
the 500 that it makes has no CORS headers unless the whole application is wrapped.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from corsac.core.findings import RemedyKind
from corsac.targets.answer import MAX_AGE, Answer, listed

if TYPE_CHECKING:
    from corsac.core.findings import Remedy

LANGUAGE = "python"

_ADDED = """\
from starlette.middleware.cors import CORSMiddleware

# After every other add_middleware: the last one added is the outermost.
app.add_middleware(
    CORSMiddleware,
{options}
)"""

_WRAPPED = """\
from starlette.middleware.cors import CORSMiddleware

# The last statement of the module: around everything, so that a crash's 500 has the headers too.
app = CORSMiddleware(
    app,
{options}
)"""


def _options(answer: Answer) -> str:
    lines = [f"allow_origins={listed((answer.origin,))},"]
    if answer.preflight:
        lines.append(f"allow_methods={listed(answer.methods)},")
        lines += [f"allow_headers={listed(answer.headers)},"] if answer.headers else []
        lines.append(f"max_age={MAX_AGE},")
    lines += ["allow_credentials=True,"] if answer.credentials else []
    return "\n".join("    " + line for line in lines)


def snippet(remedy: Remedy) -> str:
    """Write what goes to the end of the module that makes the application."""
    shape = _WRAPPED if remedy.kind is RemedyKind.HEADERS_ON_ERRORS else _ADDED
    return shape.format(options=_options(Answer.of(remedy)))


def wrapped(remedy: Remedy) -> str:
    """Write the same around any ASGI application."""
    return _WRAPPED.format(options=_options(Answer.of(remedy)))
