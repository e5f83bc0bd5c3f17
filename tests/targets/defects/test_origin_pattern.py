"""Expressions for origins: what is wrong with them, and what was meant."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corsac.targets.defects.origin_pattern import encrypted, judge, matches_anything


@pytest.mark.parametrize(
    ("text", "mended"),
    [
        (r"^https://app\.example$", r"^https://app\.example$"),
        (r"^https?://(yoursite\.com|localhost:3000)$",
         r"^(?:https://yoursite\.com|http://localhost:3000)$"),
        (r"^https?://localhost(:\d+)?$", r"^https?://localhost(:\d+)?$"),
        (r"https://app.example", r"^https://app\.example$"),
        (r"^https://a\.example|https://b\.example$",
         r"^(?:https://a\.example|https://b\.example)$"),
        (r"^https://.*app\.example$", r"^https://(?:[a-z0-9-]+\.)*app\.example$"),
        (r"^https://[^/]+\.app\.example$", r"^https://[a-z0-9.-]+\.app\.example$"),
        (r".app.example$", r"^https://(?:[a-z0-9-]+\.)+app\.example$"),
        (r"\.app\.example$", r"^https://(?:[a-z0-9-]+\.)+app\.example$"),
        (r"^.*\.app\.example$", r"^https://(?:[a-z0-9-]+\.)+app\.example$"),
        (r".*app\.example$", r"^https://(?:[a-z0-9-]+\.)*app\.example$"),
        (r"^(https?://)?app\.example$", r"^https://app\.example$"),
        (r"a\.example|b\.example",
         r"^(?:https://(?:[a-z0-9-]+\.)*a\.example|https://(?:[a-z0-9-]+\.)*b\.example)$"),
        (r"(localhost|a\.example)",
         r"^(https?://localhost(?::[0-9]+)?|https://(?:[a-z0-9-]+\.)*a\.example)$"),
        (r"(localhost|a\.example)(:\d+)?$",
         r"^(?:https?://(?:[a-z0-9-]+\.)*a\.example|https?://localhost)(:\d+)?$"),
        ("localhost", r"^https?://localhost(?::[0-9]+)?$"),
        ("^http://localhost", r"^http://localhost(?::[0-9]+)?$"),
        ("localhost:", r"^https?://localhost:[0-9]+$"),
        (r"^http://localhost:\d+", r"^http://localhost:\d+$"),
        (r"^https?://(localhost|.*\.a\.example)",
         r"^(?:https://[a-z0-9.-]+\.a\.example|http://localhost(?::[0-9]+)?)$"),
        (r"app\.example$", r"^https://(?:[a-z0-9-]+\.)*app\.example$"),
        (r"(https://app\.example$)", r"^https://app\.example$"),
        (r"(^https://a\.example$|^https://b\.example$)",
         r"^(?:https://a\.example$|^https://b\.example)$"),
        (r"^https:\/\/app.example$", r"^https:\/\/app\.example$"),
        (r"^https://[a-z.]+\.app\.example$", r"^https://[a-z.]+\.app\.example$"),
        (r"(https?://.*\.app\.example)", r"^(https://[a-z0-9.-]+\.app\.example)$"),
        (r"^(?:https?://a\.example|http://localhost)$",
         r"^(?:https://a\.example|http://localhost)$"),
        (r"(^https?://a\.example$|^https://b\.example$)",
         r"^(?:https://a\.example$|^https://b\.example)$"),
        (r"^https?://(a\.example|b\.example)+$", r"^https://(a\.example|b\.example)+$"),
    ],
)  # fmt: skip
def test_the_expression_that_was_meant(text: str, mended: str) -> None:
    assert judge(text).mended == mended
    assert judge(mended).mended == mended


def test_what_the_engine_does_anyway_is_no_fault() -> None:
    assert judge(r"https://app\.example", whole=True).faults == ()
    assert judge(r"^https?://app\.example$", whole=True).mended == r"^https://app\.example$"
    assert judge(r"https://app\.example$", start=True).faults == ()
    assert judge(r"^https?://app\.example$", secure=False).faults == ()
    assert judge(r"\.app\.example$", secure=False).faults == ()


@pytest.mark.parametrize(
    ("text", "better"),
    [
        ("http://app.example", "https://app.example"),
        (r"^http:\/\/app\.example$", r"^https:\/\/app\.example$"),
        (r"^http://(a|b)\.example$", r"^https://(a|b)\.example$"),
        ("http://localhost:3000", "http://localhost:3000"),
        (r"^http://(localhost|127\.0\.0\.1)$", r"^http://(localhost|127\.0\.0\.1)$"),
        ("http://127.0.0.1:8000", "http://127.0.0.1:8000"),
        ("http://[::1]:8000", "http://[::1]:8000"),
        ("http://app.localhost:3000", "http://app.localhost:3000"),
        ("https://app.example", "https://app.example"),
        ("http://", "http://"),
    ],
)
def test_what_is_not_encrypted_can_be_but_for_this_machine(text: str, better: str) -> None:
    assert encrypted(text) == better


@pytest.mark.parametrize("text", [".*", "^.*$", "^(.*)$", "^https?://.+$", "", "."])
def test_some_match_anything(text: str) -> None:
    assert matches_anything(text)
    assert not matches_anything(r"^https://app\.example$")


@given(st.text("ahtps:/.*?+$^()[]|\\:10", max_size=30))
def test_any_text_is_judged_and_mending_ends(text: str) -> None:
    once = judge(text).mended
    for _ in range(8):
        again = judge(once).mended
        if again == once:
            break
        once = again


def test_strangers_are_kept_out() -> None:
    mended = re.compile(judge(r"https?://(www\.)?app.example").mended)
    assert mended.search("https://www.app.example")
    for stranger in ("http://app.example", "https://appxexample", "https://app.example.evil.com"):
        assert not mended.search(stranger), stranger
