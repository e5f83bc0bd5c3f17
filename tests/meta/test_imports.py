"""What importing corsac costs, and what its inside may lean on."""

from __future__ import annotations

import ast
import json
import subprocess
import sys

import pytest

from tests.meta.tree import ROOT, SOURCE, name, python_files, tree

# One worker parses the files once for all of these.
pytestmark = pytest.mark.xdist_group("syntax-trees")

# Slow to load, or a sign that something was done which nobody asked for.
HEAVY = {
    "ada_url",
    "asyncio",
    "click",
    "dataclasses",
    "email",
    "h2",
    "http",
    "importlib.metadata",
    "inspect",
    "logging",
    "socket",
    "ssl",
    "subprocess",
    "tempfile",
    "tomllib",
    "unittest",
    "urllib",
}
STANDALONE = ("core", "policy", "middleware")


def loaded_by(statement: str) -> set[str]:
    """Return the modules that a statement loads, in a Python without site-packages."""
    code = (
        f"import sys; sys.path.insert(0, {str(ROOT / 'src')!r}); before = set(sys.modules)\n"
        f"{statement}\n"
        "import json; print(json.dumps(sorted(set(sys.modules) - before)))"
    )
    command = [sys.executable, "-I", "-S", "-c", code]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    return set(json.loads(done.stdout))


def test_importing_corsac_loads_nothing_heavy() -> None:
    assert loaded_by("import corsac") & HEAVY == set()


def test_importing_corsac_loads_none_of_its_packages() -> None:
    modules = loaded_by("import corsac")
    assert {module for module in modules if module.startswith("corsac.")} == set()


def test_the_middlewares_ground_needs_the_standard_library_only() -> None:
    modules = [
        "corsac." + ".".join(path.relative_to(SOURCE).with_suffix("").parts)
        for path in python_files("src")
        if path.relative_to(SOURCE).parts[0] in {"core", "policy"}
    ]
    modules += ["corsac.middleware.asgi", "corsac.middleware.wsgi"]
    statement = "".join(f"import {module.removesuffix('.__init__')}\n" for module in modules)
    assert "corsac.core" in loaded_by(statement)


def test_a_middleware_loads_core_and_policy_alone() -> None:
    for name_ in ("asgi", "wsgi"):
        loaded = loaded_by(f"import corsac.middleware.{name_}")
        packages = {name_.split(".")[1] for name_ in loaded if name_.startswith("corsac.")}
        assert packages == {"core", "policy", "middleware"}
        assert loaded & {"asyncio", "http", "socket", "ssl", "subprocess", "email"} == set()


def test_core_policy_and_middleware_name_nothing_beyond_the_standard_library() -> None:
    # An adapter may import the framework it is named after: middleware/flask.py, flask.
    strangers = [
        f"{name(path)}:{line} {module}"
        for path in python_files("src")
        if path.relative_to(SOURCE).parts[0] in STANDALONE
        for line, module in imported(tree(path))
        if module not in sys.stdlib_module_names | {"corsac"}
        and path.relative_to(SOURCE).parts[:2] not in adapters(module)
    ]
    assert strangers == []


def adapters(module: str) -> tuple[tuple[str, str], ...]:
    """Return where a framework may be imported: in the file or the folder named after it."""
    return ("middleware", module), ("middleware", f"{module}.py")


def imported(module: ast.Module) -> list[tuple[int, str]]:
    """Return the top-level names that a module imports anywhere, with their lines."""
    found: list[tuple[int, str]] = []
    for node in ast.walk(module):
        if isinstance(node, ast.Import):
            found += [(node.lineno, each.name.partition(".")[0]) for each in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.append((node.lineno, node.module.partition(".")[0]))
    return found
