"""A paste that can't be read carries its place and its mend."""

from __future__ import annotations

from corsac.evidence.pasted import EvidenceError


def test_an_error_has_message_place_and_mend() -> None:
    error = EvidenceError("wrong", "here", "do that")
    assert (str(error), error.message, error.place, error.mend) == (
        "wrong",
        "wrong",
        "here",
        "do that",
    )
