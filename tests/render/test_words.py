"""Every label has its words."""

from __future__ import annotations

import string
from typing import TYPE_CHECKING

import pytest

from corsac.browser.outcome import Verdict
from corsac.core.findings import Confidence, Party, Severity
from corsac.core.messages import FailureKind
from corsac.diagnose.report import ReportVerdict
from corsac.render import words

if TYPE_CHECKING:
    from collections.abc import Iterable


@pytest.mark.parametrize(
    ("table", "members"),
    [
        (words.PARTY, Party),
        (words.CONFIDENCE, Confidence),
        (words.SEVERITY, Severity),
        (words.FAILURE, FailureKind),
        (words.VERDICT, ReportVerdict),
        (words.OUTCOME, Verdict),
    ],
)
def test_a_table_names_every_member(table: dict[object, str], members: Iterable[object]) -> None:
    assert set(table) == set(members)


def test_templates_have_named_holes_only() -> None:
    templates = [value for value in vars(words).values() if isinstance(value, str)]
    for template in templates:
        holes = [name for _, name, _, _ in string.Formatter().parse(template) if name is not None]
        assert all(name.isidentifier() for name in holes), template
