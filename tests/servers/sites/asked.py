"""What every site serves: the corpus, each case below a path of its own, and some edges.

`/case/3/items` is case 3's `/items`, under case 3's policy; everything else is under `POLICY`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from corsac.policy import Policy, PolicyProvider
from tests.exchanges.loader import App, load
from tests.middleware.corpus import asgi_app, policy_of

if TYPE_CHECKING:
    from corsac.middleware.asgi_types import Receive, Scope, Send
    from corsac.policy.decide import Request

CASES = load()
POLICY = Policy(
    allow_origins=["https://app.example"],
    allow_methods=["PUT"],
    allow_headers=["content-type"],
    allow_credentials=True,
    expose_headers=["X-Total"],
)
METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]
TOTAL = ("X-Total", "7")


class BrokenError(LookupError):
    """What /broken raises: not a case's answer."""


def _key(request: Request) -> str:
    parts = request.path.split("/")
    return parts[2] if parts[1] == "case" else "site"


def _policy(key: str) -> Policy | None:
    return POLICY if key == "site" else policy_of(CASES[int(key)])


def provider() -> PolicyProvider:
    """Make what gives each path its policy."""
    return PolicyProvider(_key, _policy)


def app_of(path: str) -> App:
    """Give what the application answers at `/case/3/...`."""
    return CASES[int(path.split("/")[2])].app


async def serve_case(scope: Scope, receive: Receive, send: Send) -> None:
    """Answer as the case says: an ASGI application, to be mounted for methods of any name."""
    await asgi_app(app_of(f"/case/{scope['path'].removeprefix('/case').lstrip('/')}"))(
        scope, receive, send
    )
