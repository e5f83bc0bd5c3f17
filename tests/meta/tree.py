"""The repository's own files, as the tests about it see them."""

from __future__ import annotations

import ast
import gc
import io
import subprocess
import tokenize
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "corsac"

DEFINITIONS = (ast.FunctionDef, ast.AsyncFunctionDef)


@cache
def tracked() -> tuple[Path, ...]:
    """The files that git has, or would take: what is ignored is not part of the project."""
    # Whoever owns the checkout: in a container it is often another user than the one who tests.
    command = ["git", "-c", f"safe.directory={ROOT}", "ls-files", "-z"]
    command += ["--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout
    paths = (ROOT / name for name in listed.split("\0") if name)
    return tuple(sorted(path for path in paths if path.is_file()))


def python_files(*folders: str) -> list[Path]:
    """The Python files in these folders of the repository, those made by a program left out."""
    return [
        path
        for path in tracked()
        if path.suffix == ".py"
        and path.relative_to(ROOT).parts[0] in folders
        and not is_generated(path)
    ]


def is_generated(path: Path) -> bool:
    """Whether a file, or a folder it is in, is named as made by a program."""
    return any(part.split(".")[0].endswith("_generated") for part in path.parts)


@cache
def tree(path: Path) -> ast.Module:
    """A file's syntax tree."""
    parsed = ast.parse(path.read_text("utf-8"), str(path))
    # It stays until the end: the collector of cycles need not walk over a million nodes again.
    gc.freeze()
    return parsed


def functions(path: Path) -> list[ast.FunctionDef | ast.AsyncFunctionDef]:
    """All functions and methods of a file, inner ones too."""
    return [node for node in ast.walk(tree(path)) if isinstance(node, DEFINITIONS)]


def length(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """A function's lines, its decorators and docstring included."""
    first = min([function.lineno, *(each.lineno for each in function.decorator_list)])
    return (function.end_lineno or first) - first + 1


def comments(path: Path, *marks: str) -> list[tuple[int, str]]:
    """A file's comments with their lines; what looks like one inside a string is none.

    Reading tokens takes its time: a file in which no mark stands anywhere is passed over.
    """
    text = path.read_text("utf-8")
    if not any(mark in text for mark in marks):
        return []
    read = io.StringIO(text).readline
    return [
        (token.start[0], token.string)
        for token in tokenize.generate_tokens(read)
        if token.type == tokenize.COMMENT
    ]


def name(path: Path) -> str:
    """A path as a person would write it: from the root of the repository."""
    return path.relative_to(ROOT).as_posix()
