"""Tests mirror the source: where to look for a module's tests is never a question."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

import pytest

from tests.meta.tree import ROOT, SOURCE, functions, python_files, tree
from tests.targets.fixed import PREFLIGHT_WORDS

if TYPE_CHECKING:
    from pathlib import Path

# One worker parses the files once for all of these.
pytestmark = pytest.mark.xdist_group("syntax-trees")

RULES = SOURCE / "rules"
DEFECTS = SOURCE / "targets" / "defects"


def does_something(path: Path) -> bool:
    """Whether a module has something to run; types, tables and names alone have not."""
    return bool(functions(path))


def is_rule(path: Path) -> bool:
    """Whether a module is a rule: its page holds the examples that are its tests."""
    names = {
        target.id
        for node in tree(path).body
        if isinstance(node, ast.Assign | ast.AnnAssign)
        for target in (node.targets if isinstance(node, ast.Assign) else [node.target])
        if isinstance(target, ast.Name)
    }
    return "RULE" in names and (path.parent == RULES or DEFECTS in path.parents)


def home_of_rules(path: Path) -> Path:
    """Where the examples of a rule's page are run."""
    return home_of_tests((DEFECTS if DEFECTS in path.parents else RULES) / "__init__.py")


def is_common_fix(path: Path) -> bool:
    """Whether a module writes the fix of a framework that is tried as all are, in one table."""
    return path.stem == "fix" and path.parent.name in PREFLIGHT_WORDS


def home_of_tests(path: Path) -> Path:
    """Where the tests of a module are: a package's own code is tested under the package's name."""
    if is_common_fix(path):
        return ROOT / "tests/targets/test_fixes.py"
    folder = path.parent.relative_to(SOURCE)
    stem = path.parent.name if path.stem == "__init__" else path.stem.strip("_")
    return ROOT / "tests" / folder / f"test_{stem}.py"


def test_each_module_has_its_tests() -> None:
    homes = {
        home_of_rules(path) if is_rule(path) else home_of_tests(path)
        for path in python_files("src")
        if does_something(path)
    }
    missing = [home.relative_to(ROOT).as_posix() for home in homes if not home.is_file()]
    assert sorted(missing) == [], "write these"
