"""Origins: their exact grammar, and when two are the same."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corsac.core.origin import (
    DEFAULT_PORTS,
    Origin,
    is_trustworthy,
    origin_of_url,
    parse_origin,
    same_origin,
    serialize,
)
from corsac.core.url import Url

LABELS = st.from_regex(r"[a-wyz0-9](?:[a-z0-9_]{0,9}[a-z0-9])?", fullmatch=True)
DOMAINS = st.lists(LABELS).map(lambda labels: ".".join([*labels, "example"]))
ADDRESSES = st.ip_addresses(v=4).map(str)
SCHEMES = st.sampled_from([*DEFAULT_PORTS, "capacitor", "chrome-extension", "tauri"])


@st.composite
def tuple_origins(draw: st.DrawFn) -> Origin:
    """Draw a tuple origin as a URL parser could leave it."""
    scheme = draw(SCHEMES)
    port = draw(st.none() | st.integers(0, 65535).filter(lambda n: n != DEFAULT_PORTS.get(scheme)))
    return Origin(scheme, draw(DOMAINS | ADDRESSES | st.just("[::1]")), port)


def url(
    scheme: str, host: str | None = "a.example", port: int | None = None, path: str = ""
) -> Url:
    return Url(scheme, "", "", host, port, path, None, None, f"{scheme}:{path}")


def parse(text: str, base: Url | None = None) -> Url | None:
    """Parse as much of a URL as the origin in a blob: URL needs."""
    assert base is None
    scheme, colon, rest = text.partition("://")
    host = rest.partition("/")[0]
    return url(scheme, host) if colon else None


@given(tuple_origins())
def test_parsing_gives_back_what_was_serialised(origin: Origin) -> None:
    assert parse_origin(serialize(origin)) == origin


@given(st.text() | tuple_origins().map(lambda origin: f"{origin}/"))
def test_what_parses_is_written_the_same(text: str) -> None:
    parsed = parse_origin(text)
    assert parsed is None or serialize(parsed) == text


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("https://example.com", ("https", "example.com", None)),
        ("http://localhost:3000", ("http", "localhost", 3000)),
        ("https://example.com.", ("https", "example.com.", None)),
        ("https://xn--fa-hia.de", ("https", "xn--fa-hia.de", None)),
        ("http://[::1]:8080", ("http", "[::1]", 8080)),
        ("http://a.example:0", ("http", "a.example", 0)),
        ("http://a.example:443", ("http", "a.example", 443)),
        ("capacitor://localhost", ("capacitor", "localhost", None)),
        ("moz-extension://6b6a-41", ("moz-extension", "6b6a-41", None)),
    ],
)
def test_what_a_browser_writes_is_an_origin(text: str, parts: tuple[str, str, int | None]) -> None:
    origin = parse_origin(text)
    assert origin is not None
    assert (origin.scheme, origin.host, origin.port) == parts


@pytest.mark.parametrize(
    "text",
    [
        "",
        "*",
        "NULL",
        "example.com",
        "https://",
        "https:example.com",
        "https:///example.com",
        "https://example.com/",
        "https://example.com?",
        "https://example.com#x",
        "https://Example.com",
        "HTTPS://example.com",
        "https://example.com:443",
        "http://example.com:80",
        "wss://example.com:443",
        "https://example.com:",
        "https://example.com:08080",
        "https://example.com:65536",
        "https://example.com:8080 ",
        " https://example.com",
        "https://example.com\n",
        "https://user@example.com",
        "https://exämple.com",
        "https://example.com https://example.org",
        "https://example.com, https://example.org",
        "https://1.2.3",
        "https://[::0]",
        "https://[::1",
        "https://a]",
        "file://",
        "https://*.example.com",
        "https://example.com:\uff18\uff10",
    ],
)
def test_what_no_browser_writes_is_none(text: str) -> None:
    assert parse_origin(text) is None


def test_null_is_a_new_opaque_origin_each_time() -> None:
    one, other = parse_origin("null"), parse_origin("null")
    assert one is not None
    assert other is not None
    assert one.is_opaque
    assert serialize(one) == "null"
    assert same_origin(one, one)
    assert not same_origin(one, other)


def test_origins_are_the_same_by_scheme_host_and_port() -> None:
    here = Origin("https", "a.example")
    assert same_origin(here, Origin("https", "a.example"))
    for other in (
        Origin("http", "a.example"),
        Origin("https", "b.example"),
        Origin("https", "a.example", 8443),
        Origin("https", "a.example."),
        Origin.opaque(),
    ):
        assert not same_origin(here, other)
    assert not here.is_opaque


@pytest.mark.parametrize("scheme", DEFAULT_PORTS)
def test_urls_of_five_schemes_have_a_tuple_origin(scheme: str) -> None:
    assert origin_of_url(url(scheme, port=8080)) == Origin(scheme, "a.example", 8080)
    assert origin_of_url(url(scheme, host=None)) == Origin(scheme, "")


@pytest.mark.parametrize("scheme", ["file", "data", "about", "javascript", "foo"])
def test_other_urls_have_an_opaque_one(scheme: str) -> None:
    document = url(scheme)
    assert origin_of_url(document).is_opaque
    assert not same_origin(origin_of_url(document), origin_of_url(document))


def test_a_blob_has_the_origin_of_the_url_in_it() -> None:
    blob = url("blob", None, None, "https://a.example/6b6a")
    assert origin_of_url(blob, parse) == Origin("https", "a.example")
    assert origin_of_url(blob).is_opaque
    assert origin_of_url(url("blob", None, None, "ftp://a.example/6b6a"), parse).is_opaque
    assert origin_of_url(url("blob", None, None, "6b6a"), parse).is_opaque


@pytest.mark.parametrize(
    ("text", "trusted"),
    [
        ("https://a.example", True),
        ("wss://a.example", True),
        ("http://localhost:3000", True),
        ("http://app.localhost", True),
        ("http://127.0.0.1", True),
        ("http://[::1]", True),
        ("http://a.example", False),
        ("ws://a.example", False),
        ("http://192.168.0.1", False),
        ("null", False),
    ],
)
def test_trustworthy_is_encrypted_or_on_this_machine(text: str, *, trusted: bool) -> None:
    origin = parse_origin(text)
    assert origin is not None
    assert is_trustworthy(origin) is trusted
