from __future__ import annotations

import socket

import pytest

from corsac.probe.options import OptionError
from corsac.probe.resolve import Resolve, family_of


@pytest.mark.parametrize(
    ("text", "entry"),
    [
        ("a.example:443:127.0.0.1", Resolve("a.example", 443, ("127.0.0.1",))),
        ("A.Example:80:127.0.0.1", Resolve("a.example", 80, ("127.0.0.1",))),
        ("a.example:443:[::1]", Resolve("a.example", 443, ("::1",))),
        ("a.example:443:::1", Resolve("a.example", 443, ("::1",))),
        ("a.example:1:127.0.0.1,[::1]", Resolve("a.example", 1, ("127.0.0.1", "::1"))),
        ("[::1]:8443:127.0.0.1", Resolve("::1", 8443, ("127.0.0.1",))),
        ("*:443:127.0.0.1", Resolve("*", 443, ("127.0.0.1",))),
        ("+a.example:443:127.0.0.1", Resolve("a.example", 443, ("127.0.0.1",))),
    ],
)
def test_curls_syntax_is_read(text: str, entry: Resolve) -> None:
    assert Resolve.parse(text) == entry


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "write host:port:address"),
        ("a.example", "write host:port:address"),
        ("a.example:443", "write host:port:address"),
        (":443:127.0.0.1", "write host:port:address"),
        ("a.example::127.0.0.1", "'' is not a port"),
        ("a.example:https:127.0.0.1", "https is not a port"),
        ("a.example:0:127.0.0.1", "0 is not a port from 1 to 65535"),
        ("a.example:65536:127.0.0.1", "65536 is not a port"),
        ("a.example:" + "9" * 5000 + ":127.0.0.1", "is not a port"),
        ("a.example:٤٤٣:127.0.0.1", "is not a port"),
        ("a.example:443:", "'' is not an IPv4 or IPv6 address"),
        ("a.example:443:b.example", "b.example is not an IPv4 or IPv6 address"),
        ("a.example:443:127.0.0.1,", "'' is not an IPv4"),
        ("a.example:443:1\0", "is not an IPv4"),
        ("-a.example:443", "entries can't be removed"),
    ],
)
def test_what_is_not_curls_syntax_is_told_so(text: str, why: str) -> None:
    with pytest.raises(OptionError) as told:
        Resolve.parse(text)
    assert str(told.value).startswith(f"--resolve {text}: ")
    assert why in str(told.value)


def test_an_entry_covers_its_host_and_port() -> None:
    entry = Resolve.parse("a.example:443:127.0.0.1")
    assert entry.covers("a.example", 443)
    assert not entry.covers("a.example", 80)
    assert not entry.covers("b.example", 443)
    assert Resolve.parse("*:443:127.0.0.1").covers("b.example", 443)


def test_an_address_has_a_family() -> None:
    assert family_of("127.0.0.1") is socket.AF_INET
    assert family_of("::1") is socket.AF_INET6
    assert family_of("127.1") is None
    assert family_of("a.example") is None
