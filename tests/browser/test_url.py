"""The default URL parser: the WHATWG's rules, and serialised URLs taken apart again."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from ada_url import URL
from hypothesis import given
from hypothesis import strategies as st

from corsac.browser.url import parse_url
from corsac.core.host import is_canonical_host
from corsac.core.origin import origin_of_url, parse_origin

if TYPE_CHECKING:
    from corsac.core.url import Url


def parsed(text: str, base: Url | None = None) -> Url:
    url = parse_url(text, base)
    assert url is not None
    return url


@pytest.mark.parametrize(
    ("text", "origin"),
    [
        ("https://example.com:443/", "https://example.com"),
        ("http://EXAMPLE.com:8080", "http://example.com:8080"),
        ("https://faß.de", "https://xn--fa-hia.de"),
        ("https://example.com./", "https://example.com."),
        ("http://0x7f.1", "http://127.0.0.1"),
        ("http://[0:0::1]:80", "http://[::1]"),
        ("http://[::ffff:1.2.3.4]", "http://[::ffff:102:304]"),
        ("wss://a.example:443", "wss://a.example"),
        ("ftp://a.example:21", "ftp://a.example"),
        ("blob:https://a.example:8443/6b6a", "https://a.example:8443"),
        ("blob:ftp://a.example/6b6a", "null"),
        ("file:///etc", "null"),
        ("data:text/plain,x", "null"),
        ("about:blank", "null"),
    ],
)
def test_a_url_has_the_origin_that_a_browser_gives_it(text: str, origin: str) -> None:
    assert str(origin_of_url(parsed(text), parse_url)) == origin


@pytest.mark.parametrize(
    "text", ["", "example.com", "http://", "http://a b", "https://a.1", "http://[::1", "//a"]
)
def test_what_is_no_url_is_none(text: str) -> None:
    assert parse_url(text) is None


def test_relative_urls_need_a_base() -> None:
    base = parsed("https://a.example/x/y?q#f")
    assert parsed("../z", base).href == "https://a.example/z"
    assert parsed("//b.example:8443", base).host == "b.example"
    assert parsed("", base).href == "https://a.example/x/y?q"
    assert parse_url("//[", base) is None
    assert parse_url("x", parsed("data:,")) is None


def test_an_empty_part_is_not_a_missing_one() -> None:
    both = parsed("http://a.example/?#")
    assert (both.query, both.fragment) == ("", "")
    neither = parsed("http://a.example/")
    assert (neither.query, neither.fragment, neither.port) == (None, None, None)
    assert parsed("file:///x").host == ""
    assert parsed("data:x").host is None


def test_credentials_come_apart() -> None:
    url = parsed("https://u%40x:p:q@a.example/@:")
    assert (url.username, url.password, url.host) == ("u%40x", "p%3Aq", "a.example")
    assert not parsed("https://:@a.example").includes_credentials
    assert not parsed("https://@a.example").includes_credentials


def test_a_path_that_looks_like_a_host_is_none() -> None:
    url = parsed("web+demo:/.//not-a-host/")
    assert (url.host, url.path) == (None, "//not-a-host/")


def test_lone_surrogates_become_the_replacement_character() -> None:
    assert parsed("http://a.example/\ud800x").path == "/%EF%BF%BDx"
    assert parsed("http://a.example/\ud83d\ude00").path == "/%F0%9F%98%80"


PIECES = st.sampled_from(
    ["http:", "foo:", "//", "/", "a", "@", ":", "8", "?", "#", "[::1]", "..", "é"]
)


@given(st.lists(PIECES, max_size=9).map("".join) | st.text(max_size=9).map("http://a/".__add__))
def test_the_parts_are_those_that_the_parser_names(text: str) -> None:
    url = parse_url(text)
    if url is None:
        return
    theirs = URL(url.href)
    assert url.scheme == theirs.protocol[:-1]
    assert (url.username, url.password) == (theirs.username, theirs.password)
    assert (url.host or "") == theirs.hostname
    assert ("" if url.port is None else str(url.port)) == theirs.port
    assert url.path == theirs.pathname
    assert (url.query or "") == theirs.search[1:]
    assert (url.fragment or "") == theirs.hash[1:]


@given(st.from_regex(r"(?:[A-Za-z0-9\-_]{1,6}\.){0,2}[A-Za-z0-9\-_]{1,6}\.?", fullmatch=True))
def test_core_accepts_the_hosts_that_the_parser_leaves(host: str) -> None:
    url = parse_url(f"http://{host}/")
    if url is None:
        assert not is_canonical_host(host)
        return
    assert url.host is not None
    assert is_canonical_host(url.host) or "xn--" in url.host
    assert is_canonical_host(host) == (host == url.host) or "xn--" in host


@given(st.ip_addresses().map(lambda ip: f"[{ip}]" if ip.version == 6 else str(ip)))
def test_core_writes_addresses_as_the_parser_does(host: str) -> None:
    url = parsed(f"http://{host}/")
    assert url.host is not None
    assert is_canonical_host(url.host)
    origin = parse_origin(f"http://{url.host}")
    assert origin == origin_of_url(url)
