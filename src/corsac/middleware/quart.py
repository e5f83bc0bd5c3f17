"""Quart: an extension that stands around everything, WebSockets too."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corsac.middleware import asgi
from corsac.middleware.refusals import Refusals
from corsac.middleware.source import source_of

if TYPE_CHECKING:
    from typing import Unpack

    from quart import Quart

    from corsac.middleware.asgi_types import App
    from corsac.middleware.source import Source
    from corsac.policy.answers import Mode
    from corsac.policy.policy import PolicyFields
    from corsac.policy.provider import PolicyProvider
    from corsac.policy.running import RunningPolicy


class CORS:
    """The ASGI layer as an extension: `app` stays the application.

        CORS(app, allow_origins=["https://app.example"])  # or CORS(...), then init_app

    Put it on after other layers around `app.asgi_app`, so that it is outermost.

    Args:
        app: The application; None to name it later, to `init_app`.
        policy: As for `corsac.middleware.asgi.CORS`; so are `mode` and `fields`.

    Raises:
        PolicyError, TypeError, ValueError: As for `corsac.middleware.asgi.CORS`.
        RuntimeError: The application has it already.

    Attributes:
        source: Where the policy comes from.
        refusals: What was refused, and how often.
    """

    def __init__(
        self,
        app: Quart | None = None,
        policy: Source | None = None,
        *,
        mode: Mode | str | None = None,
        **fields: Unpack[PolicyFields],
    ) -> None:
        self.source: RunningPolicy | PolicyProvider = source_of(policy, mode, fields)
        self.refusals = Refusals()
        if app is not None:
            self.init_app(app)

    def init_app(self, app: Quart) -> None:
        """Put it on an application; raises what the class says."""
        if "corsac" in app.extensions:
            raise RuntimeError("CORS is on this application already")
        inner: App = vars(app).get("asgi_app", app.asgi_app)
        layer = asgi.CORS(inner, self.source)
        layer.refusals = self.refusals
        vars(app)["asgi_app"] = layer
        app.extensions["corsac"] = self
