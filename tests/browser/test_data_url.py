"""`data:` URLs."""

from __future__ import annotations

import pytest

from corsac.browser.data_url import data_response
from corsac.browser.url import parse_url


@pytest.mark.parametrize(
    ("text", "type_", "body"),
    [
        ("data:,a%20b", "text/plain;charset=US-ASCII", b"a b"),
        ("data:text/css,x", "text/css", b"x"),
        ("data:;charset=utf-8,x", "text/plain;charset=utf-8", b"x"),
        ("data:text/plain;base64,aGk=", "text/plain", b"hi"),
        ("data:nonsense,x", "text/plain;charset=US-ASCII", b"x"),
    ],
)
def test_type_and_body(text: str, type_: str, body: bytes) -> None:
    url = parse_url(text)
    assert url is not None
    response = data_response(url)
    assert response is not None
    assert (response.headers.get("content-type"), response.body) == (type_, body)


@pytest.mark.parametrize("text", ["data:text/plain", "data:;base64,a"])
def test_what_cannot_be_read_is_no_response(text: str) -> None:
    url = parse_url(text)
    assert url is not None
    assert data_response(url) is None


def test_firefox_tells_the_length() -> None:
    url = parse_url("data:,abc")
    assert url is not None
    response = data_response(url, sized=True)
    assert response is not None
    assert response.headers.get("content-length") == "3"
