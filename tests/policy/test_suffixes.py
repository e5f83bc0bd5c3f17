"""Domains with public suffixes below them."""

from __future__ import annotations

import pytest

from corsac.policy.suffixes import has_suffix_below


@pytest.mark.parametrize(
    ("host", "expected"),
    [
        ("amazonaws.com", True),
        ("amazonaws.com.", True),
        ("compute.amazonaws.com", True),
        ("s3.amazonaws.com", False),
        ("kawasaki.jp", True),
        ("ck", True),
        ("com", True),
        ("example.com", False),
        ("foo.co.uk", False),
        ("localhost", False),
    ],
)
def test_a_suffix_lies_below_or_none_does(host: str, *, expected: bool) -> None:
    assert has_suffix_below(host) is expected
