"""A page's own policy about where it connects."""

from __future__ import annotations

import pytest

from corsac.browser.csp import PagePolicy
from corsac.browser.url import parse_url
from corsac.core.origin import origin_of_url


@pytest.mark.parametrize(
    ("source", "url", "passes"),
    [
        ("'self'", "http://app.test/x", True),
        ("'self'", "https://app.test/x", True),
        ("'self'", "http://b.test/", False),
        ("https:", "https://b.test/", True),
        ("http:", "https://b.test/", True),
        ("https:", "http://b.test/", False),
        ("*", "http://b.test/", True),
        ("*", "data:,x", False),
        ("https://b.test", "https://b.test/x", True),
    ],
)
def test_sources(source: str, url: str, *, passes: bool) -> None:
    parsed, page = parse_url(url), parse_url("http://app.test/")
    assert parsed is not None
    assert page is not None
    policy = PagePolicy(connect=(source,))
    assert policy.allows(parsed, origin_of_url(parsed), origin_of_url(page)) is passes
    assert PagePolicy().allows(parsed, origin_of_url(parsed), origin_of_url(page))
    assert policy.directive == f"connect-src {source}"
