"""The suite on the contestants whose frameworks are here: our own layers hold all of it."""

from __future__ import annotations

import pytest

from corsac.diagnose.verify.report import Verdict
from tools.scoreboard.contest import result, run
from tools.scoreboard.contestants import CONTESTANTS

#: Django is configured once in a process, which other tests do.
OURS = [name for name in CONTESTANTS if name.startswith("corsac-") and name != "corsac-django"]


@pytest.mark.parametrize("name", OURS)
def test_our_layers_hold_every_check_that_has_an_object(name: str) -> None:
    contestant = CONTESTANTS[name]
    found = run(contestant)
    assert found.findings == ()
    assert found.verdict is Verdict.PASSED
    entry = result(contestant, found)
    assert entry["label"].startswith("corsac, ")
    assert set(entry["outcomes"].values()) == {"passed", "skipped"}
    assert entry["versions"]


def test_what_a_peer_does_not_hold_is_told() -> None:
    contestant = CONTESTANTS["starlette"]
    entry = result(contestant, run(contestant))
    assert entry["outcomes"]["CORS310"] == "failed"
    assert "https://app.example" in entry["messages"]["CORS310"]
