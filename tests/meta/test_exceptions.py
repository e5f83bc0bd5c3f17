"""Every exception to a gate says what it excepts and why, and there are few of them."""

from __future__ import annotations

import re

import pytest

from tests.meta.tree import comments, name, python_files

EVERYWHERE = ("src", "tests", "tools", "benchmarks", "docs", "examples")
REASON = r"\s*(?:--?|#|—|–)\s*\S.{2,}"
MARKS = {
    "noqa": re.compile(rf"# noqa: [A-Z]+\d+(?:, ?[A-Z]+\d+)*{REASON}"),
    "type: ignore": re.compile(rf"# type: ignore\[[a-z-]+(?:, ?[a-z-]+)*\]{REASON}"),
    "pyright: ignore": re.compile(rf"# pyright: ignore\[\w+(?:, ?\w+)*\]{REASON}"),
    "pragma: no": re.compile(rf"# pragma: no (?:cover|branch){REASON}"),
    "fmt: off": re.compile(rf"# fmt: off{REASON}"),
}
FOR_EACH_THOUSAND_LINES = 1


@pytest.mark.parametrize("mark", MARKS)
def test_an_exception_carries_its_code_and_reason(mark: str) -> None:
    bare = [
        f"{name(path)}:{line} {comment}"
        for path in python_files(*EVERYWHERE)
        for line, comment in comments(path, mark)
        if mark in comment and not MARKS[mark].search(comment)
    ]
    assert bare == []


def test_types_are_ignored_once_in_a_thousand_lines_at_most() -> None:
    paths = python_files("src")
    ignored = [
        f"{name(path)}:{line}"
        for path in paths
        for line, comment in comments(path, "type: ignore", "pyright: ignore")
        if "type: ignore" in comment or "pyright: ignore" in comment
    ]
    lines = sum(path.read_text("utf-8").count("\n") for path in paths)
    assert len(ignored) <= FOR_EACH_THOUSAND_LINES * (lines // 1000 + 1), ignored


@pytest.mark.parametrize(
    ("mark", "comment"),
    [
        ("noqa", "# noqa"),
        ("noqa", "# noqa: S310"),
        ("type: ignore", "# type: ignore"),
        ("type: ignore", "# type: ignore[attr-defined]"),
        ("pragma: no", "# pragma: no cover"),
    ],
)
def test_a_bare_exception_is_seen(mark: str, comment: str) -> None:
    assert mark in comment
    assert not MARKS[mark].search(comment)
