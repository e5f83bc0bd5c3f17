"""A policy for FastAPI, Starlette and any other ASGI application: corsac's own middleware.

It stands outside the application: Starlette's own layer, added by `add_middleware`, stands inside
the one that turns exceptions into a 500, which then has no headers.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from corsac.targets.answer import Answer
from corsac.targets.export import Export, File
from corsac.targets.python import constructor, module
from corsac.targets.text import about

if TYPE_CHECKING:
    from corsac.policy.policy import Policy
    from corsac.targets.export import Options


def own(policy: Policy, options: Options) -> Export:
    """Write corsac's own middleware around the application that servers load."""
    title = f"# {about('FastAPI', Answer.of_policy(policy))}"
    lines = [
        "from corsac.middleware.asgi import CORS",
        f"from corsac.policy import Policy{', Route' if policy.routes else ''}",
        "",
        *constructor(policy),
    ]
    if options.full:
        loaded = f"from {module(options, 'main')} import app as application"
        text = "\n".join([title, loaded, *lines, "app = CORS(application, policy)", ""])
        address = options.listen
        start = (f"uvicorn --host {address.host} --port {address.port} asgi:app",)
        file = File("asgi.py", text, "python")
        return Export((file,), install=("pip install corsac fastapi uvicorn",), start=start)
    place = (
        "# After the last route, in place of CORSMiddleware: outermost, so that a 500 has it too."
    )
    text = "\n".join([title, place, *lines, "app = CORS(app, policy)", ""])
    return Export((File("cors.py", text, "python"),), install=("pip install corsac",))
