"""Each kind of remark has its sentence, and every hole of it is filled."""

from __future__ import annotations

import pytest

from corsac.core.findings import Severity
from corsac.targets.settings.remarks import Effect, Remark

HOLES = {
    name: name
    for name in (
        "library", "name", "near", "origin", "pattern", "hole", "app", "mend", "reason", "kept",
        "where", "path", "route", "meaning",
    )
}  # fmt: skip


@pytest.mark.parametrize("effect", Effect)
def test_every_kind_is_worded(effect: Effect) -> None:
    remark = Remark.of(effect, None, "https://user:secret@app.example", **HOLES)
    assert str(remark.message)
    assert str(remark.mend)
    assert "{" not in f"{remark.message}{remark.mend}"
    assert "secret" not in remark.value
    assert remark.severity in Severity
    assert Remark.of(effect, None, **HOLES).value == ""
