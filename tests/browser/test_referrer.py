"""Referer, by policy and by where a request goes."""

from __future__ import annotations

import pytest

from corsac.browser.referrer import DEFAULT_POLICY, POLICIES
from tests.browser.stories import API, APP, Story, answer

PAGE = f"{APP}/page?q#f"
FULL, BARE = f"{APP}/page?q", f"{APP}/"


def referer(url: str, policy: str, kind: str = "top") -> str | None:
    story = Story(kind=kind, url=PAGE)
    story.fetch(url, answer(), referrer_policy=policy, mode="no-cors")
    return story.sent[0].headers.get("referer")


@pytest.mark.parametrize(
    ("policy", "own", "foreign", "downgraded"),
    [
        ("no-referrer", None, None, None),
        ("no-referrer-when-downgrade", FULL, FULL, FULL),
        ("origin", BARE, BARE, BARE),
        ("origin-when-cross-origin", FULL, BARE, BARE),
        ("same-origin", FULL, None, None),
        ("strict-origin", BARE, BARE, BARE),
        ("", FULL, BARE, BARE),
        ("unsafe-url", FULL, FULL, FULL),
    ],
)
def test_each_policy(
    policy: str, own: str | None, foreign: str | None, downgraded: str | None
) -> None:
    assert referer(f"{APP}/a", policy) == own
    assert referer(API, policy) == foreign
    # Loopback is trustworthy: no downgrade, although it is http.
    assert referer("http://127.0.0.1/", policy) == downgraded


def test_a_page_without_an_address_has_none() -> None:
    assert referer(API, "unsafe-url", "data") is None


def test_the_default_is_a_policy() -> None:
    assert DEFAULT_POLICY in POLICIES
