"""Litestar's `CORSConfig`, as files have it."""

from __future__ import annotations

from corsac.policy import Policy
from corsac.targets.litestar.settings import read_values
from corsac.targets.settings.remarks import Effect
from tests.targets.settings.read import effects, reading

HEAD = "from litestar.config.cors import CORSConfig\n"


def test_without_arguments_everyone_is_allowed() -> None:
    every = Policy(allow_origins="*", allow_methods="*", allow_headers="*", max_age=600)
    assert reading(HEAD + "CORSConfig()").policy == every
    assert reading(HEAD + "CORSConfig(['*'])").policy == every


def test_a_star_in_an_origin_is_any_text() -> None:
    origins = ["https://*.a.example", "http://localhost:*", "https://app-*.a.example", "*"]
    found = read_values({"allow_origins": origins[:3]})
    assert found.policy is not None
    assert found.policy.allow_origins == (*origins[:2], "https://app-{slug}.a.example")
    assert effects(found).count(Effect.WIDER) == 2


def test_what_can_not_be_read_or_is_not_taken_is_told() -> None:
    assert reading(HEAD + "CORSConfig(**X)").policy is None
    assert reading(HEAD + "CORSConfig(allow_origins=[X])").policy is None
    assert reading(HEAD + "CORSConfig([], allow_origin_regex=X)").policy is None
    found = read_values(
        {"allow_origin_regex": None, "origins": [], "allow_origins": "https://a.example"}
    )
    assert {Effect.FAILS, Effect.LETTERS} <= set(effects(found))


def test_some_headers_are_always_allowed() -> None:
    found = read_values({"allow_origins": ["https://a.example"], "allow_headers": ["accept"]})
    assert found.policy is not None
    assert len(found.policy.allow_headers) == 4
    assert effects(found) == [Effect.VARY_MISSING]
