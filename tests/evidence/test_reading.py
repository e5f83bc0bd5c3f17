"""What was pasted is told apart by what it begins with."""

from __future__ import annotations

import pytest

from corsac.evidence.pasted import EvidenceError, Form
from corsac.evidence.reading import LONGEST, is_request, read_request


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("curl https://a.example/", Form.CURL),
        ("fetch('https://a.example/')", Form.FETCH),
        ("Invoke-WebRequest -Uri 'https://a.example/'", Form.POWERSHELL),
    ],
)
def test_the_three_forms(text: str, form: Form) -> None:
    assert is_request(text)
    assert read_request(text).form is form


@pytest.mark.parametrize("text", ["", "hello", "https://a.example/"])
def test_anything_else_is_refused_with_where_to_copy_it(text: str) -> None:
    assert not is_request(text)
    with pytest.raises(EvidenceError, match="no request that corsac can read") as caught:
        read_request(text)
    assert "Copy as cURL" in caught.value.mend


def test_what_is_too_long_is_refused() -> None:
    with pytest.raises(EvidenceError, match="longer than"):
        read_request("curl " + "x" * LONGEST)
