"""A grant: header lines, ready to be sent."""

from __future__ import annotations

import dataclasses

import pytest

from corsac.policy.grant import CLAUSES, Grant, Refused


def test_lines_are_there_as_text_and_as_bytes() -> None:
    grant = Grant(allowed=True, lines=(("Access-Control-Max-Age", "7"),), vary=("Origin", "X"))
    assert grant.raw == ((b"access-control-max-age", b"7"),)
    assert grant.complete == ((b"access-control-max-age", b"7"), (b"vary", b"Origin, X"))
    assert Grant(allowed=True).complete == ()


def test_it_can_not_be_changed_by_another_layer() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        setattr(Grant(allowed=True), "allowed", False)  # noqa: B010 -- no type checker lets it by


def test_every_reason_has_its_clause() -> None:
    assert CLAUSES.keys() == set(Refused)
    assert Refused.METHOD.clause == "fetch#cors-preflight-fetch.7.5"
