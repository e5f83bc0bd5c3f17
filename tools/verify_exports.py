"""Run every export on its real system, and write down what passed, on which version, when.

    python -m tools.verify_exports [DATE]

Writes src/corsac/targets/_generated.py, which `corsac export --list` shows. A target of which any
test failed or was skipped is left out: the list never says more than was run.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from xml.etree import ElementTree as ET

from corsac.targets.exports import EXPORTS
from tests.targets.frameworks import node, python, tool
from tools import debian

ROOT = Path(__file__).resolve().parents[1]
TABLE = ROOT / "src/corsac/targets/_generated.py"
HEAD = '''"""Written by tools/verify_exports.py: don't edit."""

from __future__ import annotations

from typing import Final

from corsac.targets.verified import Run

VERIFIED: Final = {
'''


def of_program(program: str, argument: str) -> str:
    """Give the version that a program says of itself, or nothing."""
    path = debian.find(program)
    if path is None:
        return ""
    done = subprocess.run([path, argument], check=False, capture_output=True, text=True)
    found = re.search(r"[0-9]+(?:\.[0-9]+)+", done.stdout + done.stderr)
    return found[0] if found else ""


def of_node(name: str) -> str:
    """Give the version of an installed Node.js package."""
    text = (node()[1] / name / "package.json").read_text("utf-8")
    return f"{name} {json.loads(text)['version']}"


def of_tool(name: str, package: str) -> str:
    """Give the version of a package of one of the tools that have their own modules."""
    text = (tool(name)[1] / package / "package.json").read_text("utf-8")
    return f"{package} {json.loads(text)['version']}"


def of_python(name: str) -> str:
    """Give the version of an installed Python package."""
    script = f"from importlib.metadata import version; print(version({name!r}))"
    done = subprocess.run([python(), "-c", script], check=True, capture_output=True, text=True)
    return f"{name} {done.stdout.strip()}"


def version(target: str) -> str:
    """Say on what a target is run."""
    known = {
        "nginx": lambda: f"nginx {of_program('nginx', '-v')}",
        "apache": lambda: f"Apache {of_program('apache2', '-v')}",
        "express": lambda: f"{of_node('express')}, {of_node('express4')}",
        "express-cors": lambda: f"{of_node('express')}, {of_node('express4')}, {of_node('cors')}",
        "flask": lambda: of_python("flask"),
        "flask-cors": lambda: f"{of_python('flask')}, {of_python('flask-cors')}",
        "flask-corsac": lambda: of_python("flask"),
        "django": lambda: f"{of_python('django')}, {of_python('django-cors-headers')}",
        "django-corsac": lambda: of_python("django"),
        "go": lambda: f"Go {of_program('go', 'version')}",
        "go-rs-cors": lambda: f"Go {of_program('go', 'version')}, rs/cors of Debian",
        "haproxy": lambda: f"HAProxy {of_program('haproxy', '-v')}",
        "fastapi": lambda: of_python("fastapi"),
        "webpack": lambda: of_tool("webpack", "webpack-dev-server"),
        "cra": lambda: of_tool("cra", "react-scripts"),
        "vite": lambda: of_node("vite"),
    }
    return known[target]().replace("express4 ", "")


def results(report: Path) -> dict[str, tuple[int, int]]:
    """Count what passed and what did not, by target."""
    counts = {target.name: (0, 0) for target in EXPORTS}
    for case in ET.parse(report).iter("testcase"):  # noqa: S314 - pytest wrote it
        bad = any(case.find(kind) is not None for kind in ("failure", "error", "skipped"))
        for name in tried(case.get("classname", ""), case.get("name", "")):
            passed, other = counts[name]
            counts[name] = (passed, other + 1) if bad else (passed + 1, other)
    return counts


def tried(module: str, test: str) -> list[str]:
    """Say which targets a test tries: the one that its parameters name, or all of its folder."""
    folder = module.split(".")[2]
    own = [target.name for target in EXPORTS if target.name.split("-")[0] == folder]
    given = test.partition("[")[2].removesuffix("]").partition(", ")[0]
    named = [name for name in own if given == name or given.endswith(f"-{name}")]
    return [max(named, key=len)] if named else own


def main(arguments: list[str]) -> int:
    """Run the tests and write the table; give pytest's exit code."""
    date = arguments[0] if arguments else datetime.now(UTC).date().isoformat()
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.xml"
        files = sorted((ROOT / "tests/targets").glob("*/test_export.py"))
        command = [sys.executable, "-m", "pytest", "-q", "-m", "servers", "-n", "2"]
        run = subprocess.run([*command, f"--junitxml={report}", *files], check=False, cwd=ROOT)
        counts = results(report)
    lines = [
        f"    {json.dumps(name)}: Run({json.dumps(version(name))}, {json.dumps(date)}, {passed}),\n"
        for name, (passed, other) in counts.items()
        if passed and not other
    ]
    TABLE.write_text(HEAD + "".join(lines) + "}\n", "utf-8")
    return run.returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
