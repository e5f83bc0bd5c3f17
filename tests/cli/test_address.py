"""URLs and pages: read as browsers read them, refused with the place and the mend."""

from __future__ import annotations

import pytest

from corsac.browser.request import Page
from corsac.cli.address import page_at, page_from, target_url
from corsac.cli.mistake import Mistake

PAGE = Page("https://app.example", url="https://app.example/shop/cart")


@pytest.mark.parametrize(
    "url",
    [
        "https://api.example/items",
        "http://localhost:8000",
        "wss://api.example/socket",
        "HTTPS://API.example/",
        "http://[::1]:3000/x?y#z",
        "https://bücher.example/",
    ],
)
def test_a_url_is_taken_as_it_is(url: str) -> None:
    assert target_url(f" {url} ", PAGE) == url


def test_a_path_is_relative_to_the_page() -> None:
    assert target_url("/api/items", PAGE) == "https://app.example/api/items"
    assert target_url("/api", Page("https://app.example")) == "https://app.example/api"


@pytest.mark.parametrize(
    ("url", "place", "mend"),
    [
        ("api.example/items", "api.example/items", "did you mean https://api.example/items?"),
        ("localhost:8000/x", "localhost:8000/x", "did you mean http://localhost:8000/x?"),
        ("//api.example/x", "//api.example/x", "did you mean https://api.example/x?"),
        ("ftp://api.example/", "ftp", "CORS is spoken over http, https, ws and wss"),
        ("https://api.example:99999/", "api.example:99999", "malformed"),
        ("https://", "", "malformed"),
        ("https://a b.example/", " ", "write https://a%20b.example/"),
        ("", "", "https"),
    ],
)
def test_what_is_no_url_is_refused(url: str, place: str, mend: str) -> None:
    with pytest.raises(Mistake) as raised:
        target_url(url, PAGE)
    start, end = raised.value.span
    assert raised.value.given[start:end] == place
    assert mend in raised.value.mend


def test_a_path_needs_a_page() -> None:
    with pytest.raises(Mistake, match="a path alone"):
        target_url("/items", None)


@pytest.mark.parametrize(
    ("origin", "place", "reason", "mend"),
    [
        ("https://app.example/", "/", "slash", "https://app.example?"),
        ("https://app.example/cart?x=1", "/cart?x=1", "path", "https://app.example?"),
        ("app.example", "app.example", "scheme", "https://app.example?"),
        ("localhost:3000", "localhost:3000", "scheme", "http://localhost:3000?"),
        ("https://App.example", "A", "lower case", "https://app.example?"),
        ("https://app.example:443", ":443", "default port", "https://app.example?"),
        ("http://me@app.example", "", "user name", "http://app.example?"),
        ("https://bücher.example", "bücher.example", "punycode", "https://xn--bcher-kva.example?"),
        ("https://127.1", "127.1", "no browser would write", "https://127.0.0.1?"),
        ("ftp://app.example/", "/", "slash", "scheme, host and port"),
        ("ftp://app.example", "ftp", "not modelled", "http or https"),
        ("https://", "", "no browser", "scheme, host and port"),
        ("*", "*", "scheme", "scheme, host and port"),
        ("chrome-extension://abc", "chrome-extension", "not modelled", "http or https"),
    ],
)
def test_what_is_no_origin_is_refused_with_the_one_that_was_meant(
    origin: str, place: str, reason: str, mend: str
) -> None:
    with pytest.raises(Mistake, match=reason) as raised:
        page_from(origin)
    start, end = raised.value.span
    if place:
        assert raised.value.given[start:end] == place
    assert mend in raised.value.mend


def test_an_origin_is_a_page() -> None:
    assert page_from("https://app.example:8443") == Page("https://app.example:8443")


def test_null_is_the_origin_of_a_sandboxed_page() -> None:
    assert page_from("null").kind == "sandbox"
    assert page_at("file:///srv/index.html").kind == "sandbox"


def test_a_page_s_address_tells_its_origin() -> None:
    page = page_at("https://APP.example:443/shop/cart?x=1#top")
    assert page == Page("https://app.example", url="https://app.example/shop/cart?x=1")
    assert page_at("http://localhost:3000").origin == "http://localhost:3000"


@pytest.mark.parametrize("url", ["app.example", "about:blank", "ws://app.example", ""])
def test_what_no_page_has_is_refused(url: str) -> None:
    with pytest.raises(Mistake, match="--page"):
        page_at(url)


def test_a_secret_in_a_wrong_url_is_not_shown() -> None:
    with pytest.raises(Mistake) as raised:
        target_url("ftp://me:hunter2@api.example/?token=abc", PAGE)
    assert "hunter2" not in raised.value.format_message()
    assert "abc" not in raised.value.format_message()
