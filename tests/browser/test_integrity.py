"""Integrity metadata against bodies."""

from __future__ import annotations

import base64
import hashlib

import pytest

from corsac.browser.integrity import matches

BODY = b"ok"
GOOD = "sha256-" + base64.b64encode(hashlib.sha256(BODY).digest()).decode()
STRONG = "sha512-" + base64.b64encode(hashlib.sha512(BODY).digest()).decode()
BAD = "sha384-AAAA"


def test_urls_alphabet_will_do() -> None:
    # A digest with both characters that the two alphabets write differently.
    body = b"1"
    while not {"+", "/"} <= set(_digest(body)):
        body += b"1"
    assert matches("sha256-" + _digest(body).replace("+", "-").replace("/", "_"), body)


def _digest(body: bytes) -> str:
    return base64.b64encode(hashlib.sha256(body).digest()).decode()


@pytest.mark.parametrize(
    ("metadata", "fine"),
    [
        (GOOD, True),
        (GOOD.rstrip("="), True),
        (f"{BAD} {STRONG}", True),
        (f"{GOOD} {BAD}", False),
        ("nonsense", True),
        ("", True),
        (f"{GOOD}?option", True),
    ],
)
def test_the_strongest_algorithm_decides(metadata: str, *, fine: bool) -> None:
    assert matches(metadata, BODY) is fine
