"""Policies and requests drawn from a seed: the application that has them, for uvicorn to serve."""

from __future__ import annotations

import os
import random
from typing import TYPE_CHECKING, Any

from corsac.middleware.asgi import CORS
from corsac.policy import Policy, PolicyError

if TYPE_CHECKING:
    from corsac.middleware.asgi_types import Receive, Scope, Send

COUNT = 60
REQUESTS = 4
_METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE", "patch")
_HEADERS = ("content-type", "x-token", "authorization")
_EXPOSED = ("X-Total", "ETag")


def policies(page: str) -> list[Policy]:
    """Draw policies, more than half of which allow the page."""
    draw, found = random.Random(5), list[Policy]()  # noqa: S311 -- the same each time
    while len(found) < COUNT:
        listed = [page, "https://other.example", "http://127.0.0.1:*", "http://*.localhost:*"]
        origins: Any = draw.choice(["*", draw.sample(listed, draw.randint(1, 3)), [page]])
        fields: dict[str, Any] = {
            "allow_origins": origins,
            "allow_methods": draw.choice(["*", draw.sample(_METHODS, draw.randint(0, 4))]),
            "allow_headers": draw.choice(["*", draw.sample(_HEADERS, draw.randint(0, 3))]),
            "expose_headers": draw.choice([[], ["X-Total"], "*"]),
            "allow_credentials": draw.random() < 0.5,
            "max_age": draw.choice([None, 0, 600]),
        }
        try:
            found.append(Policy(**fields))
        except PolicyError:
            continue
    return found


def requests() -> list[dict[str, Any]]:
    """Draw what the page asks for: fetch()'s arguments, and the path that chooses the policy."""
    draw, found = random.Random(7), list[dict[str, Any]]()  # noqa: S311 -- the same each time
    for number in range(COUNT * REQUESTS):
        names = draw.sample(_HEADERS, draw.randint(0, 2))
        values = {name: "application/json" if name == "content-type" else "x" for name in names}
        found.append(
            {
                "path": f"/{number % COUNT}/{number}",
                "method": draw.choice(_METHODS),
                "headers": values,
                "credentials": draw.choice(["omit", "same-origin", "include"]),
            }
        )
    return found


async def answer(_scope: Scope, _receive: Receive, send: Send) -> None:
    """Answer anything, with headers that script may or may not read."""
    headers = [(b"x-total", b"7"), (b"etag", b'"a"'), (b"content-length", b"0")]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": b""})


class Drawn:
    """The application: `/3/...` has the third policy."""

    def __init__(self, page: str) -> None:
        self._layers = [CORS(answer, policy) for policy in policies(page)]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            await self._layers[int(scope["path"].split("/")[1])](scope, receive, send)


def make() -> Drawn:
    """Make the application for the page that the environment names: a factory for uvicorn."""
    return Drawn(os.environ["CORSAC_PAGE"])
