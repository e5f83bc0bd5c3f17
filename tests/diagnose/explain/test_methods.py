"""Does it preflight?"""

from __future__ import annotations

import pytest

from corsac.diagnose.explain.methods import explain_content_type, explain_method, is_method


def told(method: str) -> str:
    return "\n".join(str(each.text) for each in explain_method(method).blocks)


@pytest.mark.parametrize(
    ("method", "said"),
    [
        ("GET", "no preflight"),
        ("post", "send it as POST"),
        ("POST", "sent at once"),
        ("PUT", "a preflight, whatever its headers"),
        ("put", "send it as PUT"),
        ("patch", "PATCH is another one"),
        ("TRACE", "refuse this method"),
        ("OPTIONS", "only with Origin"),
    ],
)
def test_methods(method: str, said: str) -> None:
    assert is_method(method)
    assert said in told(method)


def test_other_words_are_no_methods() -> None:
    assert not is_method("hello")


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("application/json", "application/json is none of"),
        ("text/plain;charset=utf-8", "needs no preflight"),
        ('text/plain; x="1"', "byte 15"),
    ],
)
def test_content_types(value: str, said: str) -> None:
    assert said in "\n".join(str(each.text) for each in explain_content_type(value).blocks)
