"""A reading says what was not understood, and how bad the worst of it is."""

from __future__ import annotations

from corsac.core.findings import Severity
from corsac.targets.settings.reading import Reading
from corsac.targets.settings.remarks import Effect, Remark


def test_the_worst_is_told() -> None:
    wider = Remark.of(Effect.WIDER, None, reason="a", mend="b")
    unread = Remark.of(Effect.NOT_READ, None, reason="a", mend="b")
    everyone = Remark.of(Effect.REFLECTS_EVERYONE, None)
    assert Reading("x", None).worst is None
    assert Reading("x", None, (wider, unread)).worst is Severity.WARNING
    assert Reading("x", None, (wider, everyone)).worst is Severity.ERROR
    assert Reading("x", None, (wider, unread)).unread == (unread,)
