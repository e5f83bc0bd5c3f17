"""What an extension of Flask's kind is: named with its application or before, once on each."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING, Any, Generic, Protocol, TypeVar

from corsac.middleware.refusals import Refusals
from corsac.middleware.source import source_of
from corsac.middleware.views import cors, narrow

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Unpack

    from corsac.middleware.source import Source
    from corsac.policy.answers import Mode
    from corsac.policy.policy import Policy, PolicyFields
    from corsac.policy.provider import PolicyProvider
    from corsac.policy.running import RunningPolicy


class Extensible(Protocol):
    """An application that knows its extensions."""

    extensions: dict[str, Any]


_App = TypeVar("_App", bound=Extensible)
_View = TypeVar("_View")


class Extension(ABC, Generic[_App]):
    """A layer as an extension: `app` stays the application.

    Args:
        app: The application; None to name it later, to `init_app`.
        policy: As for the layer; so are `mode` and `fields`.

    Raises:
        PolicyError, TypeError, ValueError: As for the layer.
        RuntimeError: The application has it already.

    Attributes:
        source: Where the policy comes from.
        refusals: What was refused, and how often.
        has_views: Whether a view has a policy of its own.
    """

    def __init__(
        self,
        app: _App | None = None,
        policy: Source | None = None,
        *,
        mode: Mode | str | None = None,
        **fields: Unpack[PolicyFields],
    ) -> None:
        self.source: RunningPolicy | PolicyProvider = source_of(policy, mode, fields)
        self.refusals = Refusals()
        self.has_views = False
        if app is not None:
            self.init_app(app)

    def init_app(self, app: _App) -> None:
        """Put it on an application; raises what the class says."""
        if "corsac" in app.extensions:
            raise RuntimeError("CORS is on this application already")
        self.put_around(app)
        app.extensions["corsac"] = self

    def view(
        self,
        policy: Policy | None = None,
        *,
        mode: Mode | str | None = None,
        **fields: Unpack[PolicyFields],
    ) -> Callable[[_View], _View]:
        """Give a view a policy of its own, in place of the application's; raises likewise."""
        self.has_views = True
        narrow(self.source)
        return cors(policy, mode=mode, **fields)

    @abstractmethod
    def put_around(self, app: _App) -> None:
        """Put the layer around an application."""
