"""What a name stands for is told as Python would have it, or not at all."""

from __future__ import annotations

import pytest

from corsac.targets.settings.program import Program
from corsac.targets.settings.values import Unknown, Value


def found(text: str) -> object:
    """Work out the argument of `CHECK(...)` in a text; the reason where it can't be."""
    program = Program(text, "a.py")
    (value,) = next(call for call in program.calls() if call.name == "CHECK").positional
    return plain(value)


def plain(value: Value) -> object:
    return str(value.reason) if isinstance(value, Unknown) else data(value)


def data(value: Value) -> object:
    items = getattr(value, "items", None)
    return [plain(each) for each in items] if items is not None else getattr(value, "data", value)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("A = ['x']\nA += ['y']\nCHECK(A)", ["x", "y"]),
        ("A = ['x']\nA.append('y')\nA.extend(['z'])\nCHECK(A)", ["x", "y", "z"]),
        ("A: list[str] = ['x']\nCHECK(A)", ["x"]),
        ("A = 1\nA = 2\nCHECK(A)", 2),
        ("A = 1\ndef f():\n    CHECK(A)", 1),
        ("A = 1\ndef f():\n    A = 2\n    CHECK(A)", 2),
        ("A = 1\ndef f():\n    A = 2\nCHECK(A)", 1),
        ("A = ['x']\ndef f():\n    A.append('y')\n    CHECK(A)", ["x", "y"]),
        ("class C:\n    A = 1\nCHECK(C.A)", 1),
        ("class C:\n    A = 1\n    B = A\nCHECK(C.B)", 1),
        ("class C:\n    A = 1\n    def f(self):\n        CHECK(A)", "A is not set in this file"),
        ("def C():\n    A = 1\nCHECK(C.A)", "C.A is not set in this file"),
        ("if DEBUG:\n    A = 1\nelse:\n    A = 2\nCHECK(A)", "A is set under a condition"),
        ("DEBUG = False\nif DEBUG:\n    A = 1\nelse:\n    A = 2\nCHECK(A)", 2),
        ("if __name__ == '__main__':\n    CHECK(1)", 1),
        ("A = 1\nif X:\n    A = 2\nA = 3\nCHECK(A)", 3),
        ("A = [1]\nif X:\n    A.append(2)\nCHECK(A)", "A is set under a condition"),
        ("for A in X:\n    B = A\nCHECK(B)", "B is set under a condition"),
        ("try:\n    A = 1\nexcept X:\n    A = 2\nCHECK(A)", "A is set under a condition"),
        ("try:\n    pass\nfinally:\n    A = 2\nCHECK(A)", 2),
        ("with x:\n    A = 1\nCHECK(A)", 1),
        ("A += 1\nCHECK(A)", "A is changed before it is set"),
        ("A = 3\nA -= 1\nCHECK(A)", "A is set under a condition"),
        ("A = [A]\nCHECK(A)", None),
    ],
)
def test_names(text: str, value: object) -> None:
    assert value is None or found(text) == value
    found(text)
