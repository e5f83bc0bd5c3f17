"""The resolver knows `*.test` and localhost."""

from __future__ import annotations

import struct

import pytest

from tools.recorder.names import reply, resolve


@pytest.mark.parametrize(
    ("name", "address"),
    [
        ("a.test", "127.77.0.1"),
        ("B.Test.", "127.77.0.1"),
        ("localhost", "127.0.0.1"),
        ("nx.invalid", None),
        ("atest", None),
    ],
)
def test_names(name: str, address: str | None) -> None:
    assert resolve(name) == address


def _query(name: str, kind: int = 1) -> bytes:
    labels = b"".join(bytes([len(part)]) + part.encode() for part in name.split("."))
    return (
        struct.pack("!HHHHHH", 7, 0x0100, 1, 0, 0, 0) + labels + b"\0" + struct.pack("!HH", kind, 1)
    )


def test_an_address_is_answered() -> None:
    made = reply(_query("b.test"))
    assert made is not None
    assert struct.unpack_from("!HHHH", made) == (7, 0x8580, 1, 1)
    assert made.endswith(bytes([127, 77, 0, 1]))


def test_a_known_name_has_no_ipv6_address_but_exists() -> None:
    made = reply(_query("b.test", kind=28))
    assert made is not None
    assert struct.unpack_from("!HHHH", made) == (7, 0x8580, 1, 0)


def test_other_names_fail() -> None:
    made = reply(_query("example.com"))
    assert made is not None
    assert struct.unpack_from("!HH", made)[1] & 0xF == 2


@pytest.mark.parametrize("junk", [b"", b"\0" * 11, b"\0" * 12 + b"\x09a"])
def test_junk_gets_no_answer(junk: bytes) -> None:
    assert reply(junk) is None
