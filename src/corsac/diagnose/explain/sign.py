"""What a console line is worth: what it proves, what it can't, and what is likely behind it."""

from __future__ import annotations

from dataclasses import dataclass

from corsac.core.findings import Confidence, Text


@dataclass(frozen=True, slots=True)
class Cause:
    """A likely cause: a rule's name, how sure the line makes us, and what makes it likelier."""

    rule: str
    confidence: Confidence = Confidence.LOW
    why: Text | None = None


@dataclass(frozen=True, slots=True)
class Sign:
    """What one kind of line tells. `causes` stand in the order of their likelihood."""

    proves: tuple[Text, ...]
    unknown: tuple[Text, ...] = ()
    causes: tuple[Cause, ...] = ()


def high(rule: str, why: Text | None = None) -> Cause:
    """Make a cause that the line all but proves."""
    return Cause(rule, Confidence.HIGH, why)


def medium(rule: str, why: Text | None = None) -> Cause:
    """Make a cause that is more likely than not, or one of two."""
    return Cause(rule, Confidence.MEDIUM, why)


def low(rule: str, why: Text | None = None) -> Cause:
    """Make a cause that the line leaves open."""
    return Cause(rule, Confidence.LOW, why)
