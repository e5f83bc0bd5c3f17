"""Cross-Origin-Resource-Policy keeps no-cors responses from pages."""

from __future__ import annotations

import pytest

from tests.browser.stories import APP, Story, answer


def allowed(url: str, policy: str | None, kind: str = "top", engine: str = "standard") -> bool:
    told = answer() if policy is None else answer(cross_origin_resource_policy=policy)
    return Story(engine, kind=kind).fetch(url, told, mode="no-cors").response is not None


@pytest.mark.parametrize(
    ("policy", "sibling", "stranger"),
    [
        ("same-origin", False, False),
        ("same-site", True, False),
        ("cross-origin", True, True),
        ("Same-Origin", True, True),
        (None, True, True),
    ],
)
def test_each_policy(policy: str | None, *, sibling: bool, stranger: bool) -> None:
    assert allowed("https://api.app.test/", policy) is sibling
    assert allowed("https://api.example/", policy) is stranger
    assert allowed(f"{APP}/", policy)


def test_require_corp_wants_a_policy() -> None:
    assert not allowed("https://api.example/", None, "coep")
    assert not allowed("https://api.example/", "nonsense", "coep")
    assert allowed("https://api.example/", "nonsense", "coep", "firefox")


def test_an_http_page_is_not_of_an_https_servers_site() -> None:
    story = Story(origin="http://app.test")
    told = answer(cross_origin_resource_policy="same-site")
    assert story.fetch("https://api.app.test/", told, mode="no-cors").response is None
