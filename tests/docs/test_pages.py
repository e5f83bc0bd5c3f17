"""What the documentation says is so: its commands run, its policies construct, its code works.

A `console` block is a session: lines that begin with `$ ` are commands, what follows is what they
print; `...` stands for anything. Commands run where the page's own policies are `corsac.toml`, and
the lab's ports are those of a lab that the test starts.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from corsac.lab.cases import CASES
from corsac.lab.server import Lab
from corsac.policy.load import load_policy
from tests.meta.tree import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PAGES = sorted(
    path
    for path in (*(ROOT / "docs").rglob("*.md"), ROOT / "README.md")
    if "browsers" not in path.parts and path.name != "claims.md"
)
#: Pages whose programs test_guides.py runs, each on its framework.
GUIDES = frozenset({"frameworks.md", "testing.md"})
_FENCE = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
#: What a page shows and a test does not do: it installs, starts a browser, or runs a whole gate.
_ELSEWHERE = ("make ", "pip ", ".venv/bin/corsac check https://api.example")
_BASE = 8750


@dataclass(frozen=True)
class Block:
    """A fenced block: its language, its text, and its place for the test's name."""

    page: Path
    language: str
    text: str
    number: int

    def __str__(self) -> str:
        return f"{self.page.relative_to(ROOT)}-{self.number}"


def blocks(*languages: str) -> list[Block]:
    """List the blocks of some languages in all pages."""
    return [
        Block(path, match[1], match[2], number)
        for path in PAGES
        for number, match in enumerate(_FENCE.finditer(path.read_text("utf-8")), 1)
        if match[1] in languages
    ]


def toml_before(block: Block) -> str | None:
    """Give the policy that a page shows first, which its commands work with."""
    return next((each.text for each in blocks("toml") if each.page == block.page), None)


def commands(block: Block) -> Iterator[tuple[str, str]]:
    """Give the commands of a session, each with what it prints."""
    for part in re.split(r"^\$ ", block.text, flags=re.MULTILINE)[1:]:
        lines = part.split("\n")
        length = 1
        while lines[length - 1].endswith("\\"):
            length += 1
        yield "\n".join(lines[:length]), "\n".join(lines[length:]).strip("\n")


def fits(shown: str, printed: str) -> bool:
    """Compare, blanks at lines' ends apart; `...` stands for anything, also whole lines."""
    parts = [re.escape(each) for each in re.split(r"\.\.\.", shown)]
    return re.fullmatch(".*".join(parts), printed, re.DOTALL) is not None


@pytest.mark.parametrize("block", blocks("toml"), ids=str)
def test_each_policy_constructs(block: Block) -> None:
    if "[tool." not in block.text and "[policy" in block.text:
        load_policy(block.text, "corsac.toml")


@pytest.mark.parametrize(
    "block", [each for each in blocks("python") if each.page.name not in GUIDES], ids=str
)
def test_each_program_runs(block: Block) -> None:
    exec(compile(block.text, str(block), "exec"), {})  # noqa: S102 - the pages are our own


@pytest.fixture(scope="module")
def lab() -> Iterator[Lab]:
    """Serve the lab on free ports."""
    with Lab(0) as running:
        yield running


def at_the_lab(text: str, lab: Lab) -> str:
    """Write a text for the ports of a running lab."""
    ports = {_BASE: lab.origin.rpartition(":")[2]}
    for number, case in enumerate(CASES, 1):
        found = re.match(r"http://localhost:(\d+)/", lab.url(case))
        if found:
            ports[_BASE + number] = found[1]
    return re.sub(
        r"localhost:(87\d\d)", lambda match: f"localhost:{ports.get(int(match[1]), match[1])}", text
    )


@pytest.mark.servers
@pytest.mark.parametrize("block", blocks("console"), ids=str)
def test_each_session_prints_what_the_page_shows(block: Block, lab: Lab, tmp_path: Path) -> None:
    path = f"{ROOT / '.venv/bin'}{os.pathsep}{os.environ['PATH']}"
    environment = {**os.environ, "PATH": path, "COLUMNS": "80", "CORSAC_LANG": "en"}
    policy = toml_before(block)
    for command, shown in commands(block):
        if command.startswith(_ELSEWHERE):
            continue
        if policy is not None and " init " not in command and not any(tmp_path.iterdir()):
            (tmp_path / "corsac.toml").write_text(policy, "utf-8")
        done = subprocess.run(
            ["bash", "-c", at_the_lab(command, lab)],
            cwd=tmp_path,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
            timeout=60,
        )
        printed = "\n".join(line.rstrip() for line in done.stdout.strip("\n").split("\n"))
        assert done.returncode in {0, 1, 2, 3}
        assert "internal error" not in printed
        if shown:
            assert fits(at_the_lab(shown, lab), printed), f"$ {command}\n{printed}"


def test_a_session_is_read_with_its_output() -> None:
    block = Block(ROOT / "README.md", "console", "$ a \\\n  b\none\n\n$ c\n", 1)
    assert list(commands(block)) == [("a \\\n  b", "one"), ("c", "")]
    assert fits("one...\nthree", "one and\ntwo\nthree")
    assert not fits("one", "one and")
    assert sys.version_info >= (3, 11)
