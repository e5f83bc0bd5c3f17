"""Words as cmd and the C runtime cut them."""

from __future__ import annotations

import pytest

from corsac.evidence.cmd_words import cmd_words
from corsac.evidence.pasted import EvidenceError


@pytest.mark.parametrize(
    ("line", "words"),
    [
        (
            r"curl ^\"https://a.example/?x=1^&y=2^\"".replace("\\", ""),
            "curl|https://a.example/?x=1&y=2",
        ),
        ('curl "a b" c', "curl|a b|c"),
        ('curl "{""a"":1}"', 'curl|{"a":1}'),
        (r'curl "{\"a\":1}"', 'curl|{"a":1}'),
        (r'curl "C:\\" x', "curl|C:\\|x"),
        (r'curl "a\\\"b"', 'curl|a\\"b'),
        ("curl ^\n  -k ^\r\n  x", "curl|-k|x"),
        ('curl ^"a^\n\nb^"', "curl|a\nb"),
        ('curl ""', "curl|"),
        ('curl x & echo "y"', "curl|x"),
        ("curl x\nnext", "curl|x"),
        (r"curl a\b", r"curl|a\b"),
        ('curl ^"100^%^"', "curl|100%"),
    ],
)
def test_words(line: str, words: str) -> None:
    assert cmd_words(line) == tuple(words.split("|"))


def test_an_open_quote_is_refused() -> None:
    with pytest.raises(EvidenceError, match="inside a quotation"):
        cmd_words('curl "a')
