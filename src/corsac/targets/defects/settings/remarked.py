"""What settings did, from the readers of settings: each remark on them as a finding."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corsac.core.findings import Confidence, Finding
from corsac.targets.defects.code.python import Python
from corsac.targets.defects.settings.mends import Asked, fixes
from corsac.targets.defects.settings.nodes import Nodes

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from corsac.core.findings import Rule, Span
    from corsac.targets.defects.source import Source
    from corsac.targets.settings.reading import Reading
    from corsac.targets.settings.remarks import Effect


class Settings:
    """A file and what its settings were read as: what each file of this folder looks through."""

    def __init__(
        self, source: Source, readings: Iterable[Reading], parsed: Python | None = None
    ) -> None:
        """Note a file, its readings and its syntax tree, which is made where it isn't given."""
        self.source = source
        self.readings = tuple(readings)
        self.nodes = Nodes(parsed or Python(source))

    def findings(self, rule: Rule, *effects: Effect) -> Iterator[Finding]:
        """Give a finding for each remark of some kinds.

        Args:
            rule: The defect that these remarks are.
            effects: The kinds.
        """
        seen: set[Span] = set()
        for reading in self.readings:
            for each in reading.remarks:
                if each.effect in effects and each.span is not None and each.span not in seen:
                    seen.add(each.span)
                    asked = Asked(self.nodes, self.source, each, reading.system)
                    yield Finding(
                        rule,
                        each.party,
                        Confidence.HIGH,
                        each.message,
                        span=each.span,
                        fixes=fixes(asked),
                    )
