"""Hosts in the one form that the URL parser leaves."""

from __future__ import annotations

from ipaddress import IPv6Address

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corsac.core.host import (
    is_canonical_host,
    is_canonical_ipv6,
    is_ip_address,
    is_ipv4,
    is_loopback_host,
    serialize_ipv6,
)


@pytest.mark.parametrize(
    "host",
    [
        "example.com",
        "example.com.",
        "localhost",
        "a_b.example",
        "xn--fa-hia.de",
        "xn--bcher-kva.example",
        "1.2.3.4",
        "255.255.255.255",
        "1.2.3.com",
        "0x1.com",
        "-a-.b_",
        "[::]",
        "[::1]",
        "[2001:db8::1]",
        "[1:0:2:0:3:0:4:0]",
        "[1::2:0:0:3:4]",
        "[1:0:0:2::3]",
    ],
)
def test_what_the_parser_leaves(host: str) -> None:
    assert is_canonical_host(host)


@pytest.mark.parametrize(
    "host",
    [
        "",
        "Example.com",
        "example com",
        "exämple.com",
        "a%41",
        "*.example.com",
        "a,b",
        "a..b",
        ".",
        ".a",
        "a..",
        "a|b",
        "a<b",
        "user@host",
        "1.2.3",
        "1.2.3.4.",
        "01.2.3.4",
        "1.2.3.256",
        "0x7f.1",
        "example.1",
        "example.0x",
        "xn--example-",
        "xn--",
        "a.xn--999999999",
        "[::1",
        "::1",
        "[::ffff:1.2.3.4]",
        "[0:0::1]",
        "[::0]",
        "[::A]",
        "[01::]",
        "[1:2:3:4:5:6:7]",
        "[1:2:3:4:5:6:7:8:9]",
        "[1:2:3:4::5:6:7:8]",
        "[1::2::3]",
        "[0:0:0:0:0:0:0:1]",
        "[1:2:3:4:5:6:7::]",
        "[1::2:0:0:0:3]",
        "[:1]",
        "[]",
    ],
)
def test_what_it_would_refuse_or_write_otherwise(host: str) -> None:
    assert not is_canonical_host(host)


@given(st.integers(0, 2**128 - 1))
def test_each_ipv6_address_has_one_form(number: int) -> None:
    pieces = [f"{number >> shift & 0xFFFF:x}" for shift in range(112, -1, -16)]
    text = serialize_ipv6(pieces)
    assert is_canonical_ipv6(text)
    assert int(IPv6Address(text)) == number
    assert text == ":".join(pieces) or not is_canonical_ipv6(":".join(pieces))


@given(st.lists(st.sampled_from(["0", "1", "ab"]), min_size=8, max_size=8))
def test_the_longest_run_of_zeros_is_compressed(pieces: list[str]) -> None:
    # Zeros in a row are rare in random numbers; here they aren't. Python writes them likewise.
    text = serialize_ipv6(pieces)
    number = int("".join(piece.zfill(4) for piece in pieces), 16)
    assert text == IPv6Address(number).compressed
    assert is_canonical_ipv6(text)


def test_addresses_are_told_from_domains() -> None:
    assert is_ipv4("127.0.0.1")
    assert is_ip_address("[::1]")
    assert is_ip_address("8.8.8.8")
    assert not is_ip_address("8.8.8.8.example")


@pytest.mark.parametrize(
    "host", ["localhost", "localhost.", "app.localhost", "127.0.0.1", "127.9.9.9", "[::1]"]
)
def test_this_machine(host: str) -> None:
    assert is_loopback_host(host)


@pytest.mark.parametrize("host", ["notlocalhost", "localhost.example", "128.0.0.1", "127.com", ""])
def test_another_machine(host: str) -> None:
    assert not is_loopback_host(host)
