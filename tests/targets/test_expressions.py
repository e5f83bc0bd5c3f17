"""The expressions match what the patterns mean: all of it, and nothing else."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corsac.policy.pattern import OriginPattern, parse_pattern
from corsac.targets.expressions import expression

PATTERNS = (
    "https://app.example",
    "https://[2001:db8::1]:8443",
    "https://*.example.com",
    "https://*.example.com:8443",
    "http://localhost:*",
    "https://localhost:*",
    "https://*.example.com:*",
    "https://preview-{slug}.example.net",
    "https://pr-{digits}-web.example.net",
    "https://a.{hex}.example.net:*",
    "chrome-extension://abcdefghijklmnopabcdefghijklmnop",
    "app://localhost:*",
    "null",
)


def pattern(text: str) -> OriginPattern:
    found = parse_pattern(text)
    assert found is not None
    return found


def agree(text: str, origin: str) -> None:
    matched = re.fullmatch(expression(pattern(text)), origin) is not None
    assert matched == pattern(text).matches(origin), (text, origin)


@pytest.mark.parametrize("text", PATTERNS)
def test_an_example_of_a_pattern_is_matched(text: str) -> None:
    agree(text, pattern(text).example)


@pytest.mark.parametrize("text", ["http://localhost:*", "https://localhost:*", "app://localhost:*"])
def test_any_port_is_every_number_but_the_default_one(text: str) -> None:
    made = pattern(text)
    compiled = re.compile(expression(made))
    host = text.removesuffix(":*")
    for port in ["", *(f":{number}" for number in range(70_000)), ":00", ":080", ":8 0", ":"]:
        origin = host + port
        assert (compiled.fullmatch(origin) is not None) == made.matches(origin), origin


@given(
    text=st.sampled_from(PATTERNS),
    scheme=st.sampled_from(["https", "http", "app", "HTTPS"]),
    labels=st.lists(
        st.one_of(
            st.sampled_from(
                ["app", "example", "com", "net", "localhost", "preview-a", "preview-", "pr-1-web"]
            ),
            st.text(alphabet="ab09-_", max_size=64),
            st.sampled_from(["a" * 63, "a" * 64, "preview-" + "a" * 55, "preview-" + "a" * 56]),
        ),
        max_size=4,
    ),
    tail=st.sampled_from(["example.com", "example.net", "app.example", "localhost"]),
    port=st.sampled_from(["", ":443", ":80", ":8443", ":0", ":65535", ":65536", "/", "."]),
)
def test_an_expression_says_what_its_pattern_says(
    text: str, scheme: str, labels: list[str], tail: str, port: str
) -> None:
    agree(text, f"{scheme}://{'.'.join([*labels, tail])}{port}")


def test_a_placeholder_with_room_for_one_letter_takes_one() -> None:
    text = "https://" + "a" * 62 + "{slug}.example.net"
    agree(text, "https://" + "a" * 63 + ".example.net")
    agree(text, "https://" + "a" * 64 + ".example.net")


def test_every_origin_takes_no_expression() -> None:
    with pytest.raises(ValueError, match="every origin"):
        expression(pattern("*"))
