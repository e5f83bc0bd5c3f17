"""Turns what a settings reader remarks into findings, with the fixes that can be edits."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from corsac.core.findings import Confidence, Edit, Finding, Fix
from corsac.targets.defects.origin_pattern import encrypted
from corsac.targets.settings.remarks import Effect

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from corsac.core.findings import Rule, Span
    from corsac.targets.defects.source import Source
    from corsac.targets.settings.reading import Reading
    from corsac.targets.settings.remarks import Remark


class Settings:
    """A file and what its settings were read as: what each file of this folder looks through."""

    def __init__(self, source: Source, readings: Iterable[Reading]) -> None:
        """Note a file and its readings."""
        self.source = source
        self.readings = tuple(readings)

    def findings(self, rule: Rule, *effects: Effect, listed: bool = False) -> Iterator[Finding]:
        """Give a finding for each remark of some kinds.

        Args:
            rule: The defect that these remarks are.
            effects: The kinds.
            listed: Whether the origins that the user named can be put in the place of the value.
        """
        seen: set[Span] = set()
        for reading in self.readings:
            for each in reading.remarks:
                if each.effect in effects and each.span is not None and each.span not in seen:
                    seen.add(each.span)
                    fixes = tuple(self._fixes(each, each.span, listed=listed))
                    yield Finding(
                        rule, each.party, Confidence.HIGH, each.message, span=each.span, fixes=fixes
                    )

    def _fixes(self, remark: Remark, span: Span, *, listed: bool) -> Iterator[Fix]:
        source = self.source
        start = source.offset(span.line, span.column)
        text = source.text[start : source.offset(span.end_line, span.end_column)]
        if listed and source.exact_origins and text.startswith(("[", "(", '"', "'")):
            written = json.dumps(list(source.exact_origins))
            inside = source.text[:start].rstrip()[-1:] in {"[", "(", ",", "{"}
            if inside and text[0] in {'"', "'"}:
                written = written[1:-1]
            yield Fix(remark.mend, safe=True, edits=(Edit(span, written),))
        elif remark.effect is Effect.INSECURE_ORIGIN and encrypted(text) != text:
            yield Fix(remark.mend, edits=(Edit(span, encrypted(text)),))
        elif text[:1] in {'"', "'"} and text[-2:-1] == "/" and "://" in text:
            yield Fix(remark.mend, safe=True, edits=(Edit(span, text[:-2].rstrip("/") + text[-1]),))
        else:
            yield Fix(remark.mend)
