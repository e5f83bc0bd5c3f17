"""What a reader gives: the policy that equals the settings, and what these really did."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from corsac.core.findings import Severity
from corsac.targets.settings.remarks import Effect

if TYPE_CHECKING:
    from corsac.core.findings import Span
    from corsac.policy.policy import Policy
    from corsac.targets.settings.remarks import Remark


@dataclass(frozen=True, slots=True)
class Reading:
    """One application's settings, understood as far as they can be.

    `system` is the library's name for programs. `policy` allows what was meant and is safe: to
    the origins that were meant it gives the same answers. It is None where what decides, the
    origins, could not be read; `rest` has the other fields then. `span` is where the settings
    begin. The remarks are in the order of the file. `places` says where the members of lists
    stand: the policy's field, the member, its place.
    """

    system: str
    policy: Policy | None
    remarks: tuple[Remark, ...] = ()
    span: Span | None = None
    rest: tuple[tuple[str, Any], ...] = ()
    places: tuple[tuple[str, str, Span], ...] = ()

    @property
    def unread(self) -> tuple[Remark, ...]:
        """What was not understood."""
        return tuple(each for each in self.remarks if each.effect is Effect.NOT_READ)

    @property
    def worst(self) -> Severity | None:
        """How bad the worst of it is; None where there is nothing to remark."""
        ranks = list(Severity)
        return min((each.severity for each in self.remarks), key=ranks.index, default=None)
