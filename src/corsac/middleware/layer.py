"""What the layers of every interface are made of: an application, a policy, a count."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Generic, TypeVar

from corsac.middleware.refusals import Refusals
from corsac.middleware.source import parted, source_of

if TYPE_CHECKING:
    from typing import Unpack

    from corsac.middleware.source import Source
    from corsac.policy.answers import Mode
    from corsac.policy.policy import PolicyFields

_App = TypeVar("_App")


class Layer(Generic[_App]):
    """An application with a policy around it.

    Args:
        app: The application.
        policy: A `Policy`; a `RunningPolicy`, which can be replaced while it is in force; or a
            `PolicyProvider`, which has one for each tenant.
        mode: How a `Policy` is applied: enforce (the default), debug or report-only.
        fields: The policy's fields, in place of `policy`.

    Raises:
        PolicyError: The fields make no policy.
        TypeError: The arguments don't go together, or the provider is async and the interface
            is not.
        ValueError: There is no such mode.

    Attributes:
        app: The application.
        source: Where the policy comes from.
        refusals: What was refused, and how often.
    """

    __slots__ = ("_provider", "_running", "app", "refusals", "source")
    #: Whether the interface can wait for an async provider.
    awaits: ClassVar[bool] = True

    def __init__(
        self,
        app: _App,
        policy: Source | None = None,
        *,
        mode: Mode | str | None = None,
        **fields: Unpack[PolicyFields],
    ) -> None:
        self.app = app
        self.source = source_of(policy, mode, fields)
        self.refusals = Refusals()
        self._running, self._provider = parted(self.source)
        if self._provider is not None and self._provider.is_async and not self.awaits:
            raise TypeError("nothing can be awaited here: the provider's load must not be async")
