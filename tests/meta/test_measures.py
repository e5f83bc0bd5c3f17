"""Small modules, short functions, documented names: the measures in CONTRIBUTING.md."""

from __future__ import annotations

import ast
import statistics
from typing import TYPE_CHECKING

import pytest

from tests.meta.tree import SOURCE, functions, length, name, python_files, tree

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

# One worker parses the files once for all of these.
pytestmark = pytest.mark.xdist_group("syntax-trees")

MODULE_LIMIT = 500
MODULE_MEDIAN = 140
FUNCTION_LIMIT = 80
FUNCTION_P90 = 30
EVERYWHERE = ("src", "tests", "tools", "benchmarks", "docs", "examples")
SAYS_NOTHING = {"utils", "util", "helpers", "helper", "common", "base", "misc"}


def lines(path: Path) -> int:
    return path.read_text("utf-8").count("\n")


def test_no_module_is_too_long() -> None:
    long = {name(path): lines(path) for path in python_files(*EVERYWHERE)}
    assert {path: count for path, count in long.items() if count > MODULE_LIMIT} == {}


def test_half_of_the_modules_fit_on_two_screens() -> None:
    assert statistics.median(lines(path) for path in python_files("src")) <= MODULE_MEDIAN


def test_no_function_is_too_long() -> None:
    long = {
        f"{name(path)}:{function.lineno} {function.name}": length(function)
        for path in python_files(*EVERYWHERE)
        for function in functions(path)
    }
    assert {place: count for place, count in long.items() if count > FUNCTION_LIMIT} == {}


def test_nine_functions_in_ten_fit_on_a_screen() -> None:
    counts = sorted(length(each) for path in python_files("src") for each in functions(path))
    assert not counts or counts[int(len(counts) * 0.9)] <= FUNCTION_P90


def test_no_module_has_a_name_that_says_nothing() -> None:
    named = {path.stem for path in python_files(*EVERYWHERE)}
    assert named & SAYS_NOTHING == set()


def undocumented(path: Path) -> Iterator[str]:
    """Name the public things of a module that have no docstring."""
    if not ast.get_docstring(tree(path)):
        yield name(path)
    yield from undocumented_members(path, tree(path))


def undocumented_members(path: Path, owner: ast.Module | ast.ClassDef) -> Iterator[str]:
    for node in owner.body:
        if not isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            continue
        if node.name.startswith("_") or {"overload", "override"} & set(decorators(node)):
            continue
        if not ast.get_docstring(node):
            yield f"{name(path)}:{node.lineno} {node.name}"
        if isinstance(node, ast.ClassDef):
            yield from undocumented_members(path, node)


def decorators(node: ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef) -> list[str]:
    return [ast.unparse(each).rpartition(".")[2] for each in node.decorator_list]


def test_everything_public_is_documented() -> None:
    assert [place for path in python_files("src") for place in undocumented(path)] == []


def test_nothing_is_imported_by_a_star() -> None:
    stars = [
        f"{name(path)}:{node.lineno}"
        for path in python_files(*EVERYWHERE)
        for node in ast.walk(tree(path))
        if isinstance(node, ast.ImportFrom) and any(each.name == "*" for each in node.names)
    ]
    assert stars == []


def test_there_are_no_metaclasses() -> None:
    made = [
        f"{name(path)}:{node.lineno} {node.name}"
        for path in python_files("src")
        for node in ast.walk(tree(path))
        if isinstance(node, ast.ClassDef) and any(each.arg == "metaclass" for each in node.keywords)
    ]
    assert made == []


def test_the_types_are_in_the_package() -> None:
    assert (SOURCE / "py.typed").is_file()
