"""One origin pattern: what can be read, and which origins it stands for."""

from __future__ import annotations

import pytest
from hypothesis import given

from corsac.policy.pattern import APP_SCHEMES, OriginPattern, Placeholder, is_labels, parse_pattern
from tests.policy.strategies import patterns


def pattern(text: str) -> OriginPattern:
    read = parse_pattern(text)
    assert read is not None, text
    return read


@pytest.mark.parametrize(
    ("text", "allowed", "refused"),
    [
        ("https://foo.com", ["https://foo.com"], ["http://foo.com", "https://foo.com:8443"]),
        ("null", ["null"], ["https://foo.com", "NULL", ""]),
        ("*", ["https://foo.com", "null", "anything"], []),
        (
            "https://*.foo.com",
            ["https://a.foo.com", "https://a.b.foo.com", "https://xn--bcher-kva.foo.com"],
            [
                "https://foo.com",
                "https://barfoo.com",
                "https://.foo.com",
                "https://a..foo.com",
                "https://a.foo.com.",
                "https://a.foo.com:8443",
                "http://a.foo.com",
                "https://a!b.foo.com",
                "https://" + "a" * 64 + ".foo.com",
            ],
        ),
        (
            "https://foo.com:*",
            ["https://foo.com", "https://foo.com:1", "https://foo.com:65535"],
            ["https://foo.com:443", "https://foo.com:65536", "https://a.foo.com:1", "http://foo.com"],
        ),
        ("http://[::1]:*", ["http://[::1]", "http://[::1]:3000"], ["http://[::2]:3000"]),
        ("https://*.foo.com:*", ["https://a.foo.com:8443", "https://a.foo.com"], ["https://foo.com"]),
        ("https://*.foo.com:8443", ["https://a.foo.com:8443"], ["https://a.foo.com"]),
        (
            "https://pr-{digits}.foo.com",
            ["https://pr-1.foo.com", "https://pr-0042.foo.com"],
            ["https://pr-.foo.com", "https://pr-a.foo.com", "https://pr-1.b.foo.com", "https://1.foo.com"],
        ),
        (
            "https://{hex}-site.foo.com",
            ["https://c0ffee-site.foo.com"],
            ["https://cg-site.foo.com", "https://-site.foo.com", "https://C0-site.foo.com"],
        ),
        (
            "https://x.{slug}.foo.com:8443",
            ["https://x.a-b.foo.com:8443", "https://x.7.foo.com:8443"],
            ["https://x.-a.foo.com:8443", "https://x.a-.foo.com:8443", "https://x.a.b.foo.com:8443",
             "https://x.a.foo.com", "https://y.a.foo.com:8443", "null"],
        ),
        ("http://{slug}.localhost:*", ["http://a.localhost:3000"], ["http://localhost:3000"]),
    ],
)  # fmt: skip
def test_a_pattern_stands_for_these_origins(
    text: str, allowed: list[str], refused: list[str]
) -> None:
    read = pattern(text)
    assert [origin for origin in allowed if not read.matches(origin)] == []
    assert [origin for origin in refused if read.matches(origin)] == []


@pytest.mark.parametrize(
    "text",
    [
        "",
        "foo.com",
        "https://foo.com/",
        "https://foo.com:443",
        "https://foo.com:0",
        "https://*.foo.com:0",
        "https://{slug}.foo.com:0",
        "https://FOO.com",
        "https://*",
        "https://a.*.com",
        "https://*.*.foo.com",
        "https://*.127.0.0.1",
        "https://*.[::1]",
        "https://a*b.foo.com",
        "https://foo.com:8*",
        "https://foo.com:8:*",
        "https://*.a..b",
        "https://a b.com",
        "https://{word}.foo.com",
        "https://{slug.foo.com",
        "https://{slug}{slug}.foo.com",
        "https://{slug}",
        "https://a.{slug}",
        "https://*.{slug}.foo.com",
        "https://{slug}.1.2.3",
        "https://{slug}.foo.com:8:*",
        "https://f{slug}!.foo.com",
        "https://" + "a" * 64 + ".com",
        "https://" + "a." * 200 + "com",
        "https://" + "a." * 126 + "com",
        "{slug}://foo.com",
    ],
)
def test_a_text_is_no_pattern(text: str) -> None:
    assert parse_pattern(text) is None


@given(patterns())
def test_a_pattern_stands_for_its_example(text: str) -> None:
    read = parse_pattern(text)
    if read is not None:
        assert read.text == text
        assert read.matches(read.example)


def test_everything_has_an_example() -> None:
    assert pattern("*").matches(pattern("*").example)
    assert pattern("null").example == "null"


@pytest.mark.parametrize("scheme", APP_SCHEMES)
def test_the_example_of_an_app_scheme_is_an_origin(scheme: str) -> None:
    read = pattern(APP_SCHEMES[scheme][1])
    assert (read.scheme, read.exact) == (scheme, True)


def test_a_long_origin_is_not_read() -> None:
    assert not pattern("https://*.foo.com").matches("https://" + "a." * 200 + "foo.com")


def test_a_long_label_is_no_placeholders() -> None:
    read = pattern("https://pr-{digits}.foo.com")
    assert read.matches("https://pr-" + "1" * 60 + ".foo.com")
    assert not read.matches("https://pr-" + "1" * 61 + ".foo.com")


def test_a_placeholders_expression_is_what_it_matches() -> None:
    assert Placeholder.DIGITS.expression == "[0-9]+"
    assert Placeholder.DIGITS.matches("42")
    assert not Placeholder.DIGITS.matches("4٢")


def test_labels_are_short_and_not_empty() -> None:
    assert is_labels("a.b-c.d_e")
    assert is_labels("a" * 63 + "." + "b" * 63)
    assert not is_labels("a" * 64)
    assert not is_labels("a.")
    assert not is_labels("")
