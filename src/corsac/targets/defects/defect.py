"""What each file of the catalogue holds, and how it says what it found."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, TypeVar

from corsac.core.findings import Confidence, Edit, Finding, Fix, Party, Rule, Severity, Span, Text

if TYPE_CHECKING:
    from collections.abc import Iterator

Tree_contra = TypeVar("Tree_contra", contravariant=True)


class Defect(Protocol[Tree_contra]):
    """A file of the catalogue: its rule, whose page its docstring is, and what finds it."""

    RULE: Rule

    def find(self, tree: Tree_contra, /) -> Iterator[Finding]:
        """Find this defect in a file that was read: one finding for each place."""
        ...


def rule(code: str, name: str, title: str, page: str | None, severity: Severity) -> Rule:
    """Make a defect's rule; its cause has the defect's own name."""
    return Rule(code, name, name, title, page or "", severity)


def found(
    rule_: Rule,
    span: Span,
    message: Text,
    *,
    fixes: tuple[Fix, ...] = (),
    notes: tuple[Text, ...] = (),
    party: Party = Party.BACKEND,
    confidence: Confidence = Confidence.HIGH,
) -> Finding:
    """Make a finding at a place in a file."""
    return Finding(rule_, party, confidence, message, span=span, notes=notes, fixes=fixes)


def safe(title: Text, *edits: Edit) -> tuple[Fix, ...]:
    """Make the fix that can't change what is meant to work."""
    return (Fix(title, safe=True, edits=edits),)


def unsafe(title: Text, *edits: Edit) -> tuple[Fix, ...]:
    """Make the fix that needs somebody to look at it."""
    return (Fix(title, edits=edits),)


def advice(title: Text, snippet: str = "", language: str = "") -> tuple[Fix, ...]:
    """Say what mends it where no edit can be made without knowing more."""
    return (Fix(title, snippet=snippet, language=language),)
