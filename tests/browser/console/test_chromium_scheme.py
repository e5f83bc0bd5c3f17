"""Chromium on URLs that are no http(s)."""

from __future__ import annotations

import pytest

from corsac.browser.console.chromium_scheme import shown
from corsac.browser.request import Api
from corsac.browser.url import parse_url
from tests.browser.stories import Story


@pytest.mark.parametrize(
    ("api", "url", "line"),
    [
        (Api.FETCH, "file:///x", "Not allowed to load local resource: file:///x"),
        (Api.FETCH, "foo:x", 'Fetch API cannot load foo:x. URL scheme "foo" is not supported.'),
        (Api.XHR, "ftp://a/", "FTP is not supported."),
        (Api.XHR, "chrome://x", "Not allowed to load local resource: chrome://x/"),
    ],
)
def test_each_initiator_has_its_words(api: Api, url: str, line: str) -> None:
    assert Story("chromium").fetch(url, api=api).console == (line,)


def test_its_own_scheme_has_a_path() -> None:
    for text, seen in (("chrome://x", "chrome://x/"), ("foo://x", "foo://x")):
        url = parse_url(text)
        assert url is not None
        assert shown(url) == seen
