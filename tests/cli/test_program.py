"""The commands: listed in groups, loaded when asked for, found when misspelt."""

from __future__ import annotations

import subprocess
import sys

import click
import pytest

from corsac.cli.exits import Exit
from corsac.cli.program import SECTIONS, program, run

NAMES = [name for table in SECTIONS.values() for name in table]


@pytest.mark.parametrize("name", NAMES)
def test_every_command_that_is_listed_can_be_loaded(name: str) -> None:
    command = program.get_command(click.Context(program), name)
    assert command is not None
    assert command.get_short_help_str(limit=70)


@pytest.mark.parametrize("arguments", [["--help"], ["-h"], []])
def test_the_help_fits_on_a_screen(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(arguments) == Exit.OK
    text = capsys.readouterr().out
    assert len(text.splitlines()) <= 40
    assert all(len(line) <= 80 for line in text.splitlines())
    assert all(f"\n  {name}" in text for name in NAMES)
    assert all(f"\n{section}:" in text for section in SECTIONS)


@pytest.mark.parametrize(
    ("word", "mend"),
    [
        ("chek", "did you mean corsac check?"),
        ("https://api.example/x", "did you mean corsac check https://api.example/x?"),
        ("zzz", "corsac --help names them all"),
    ],
)
def test_an_unknown_command_is_answered_with_the_one_that_was_meant(
    word: str, mend: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run([word]) == Exit.USAGE
    assert mend in capsys.readouterr().err


def test_click_s_own_errors_are_short(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["check"]) == Exit.USAGE
    assert capsys.readouterr().err == (
        "error: Missing argument 'URL'.\n  = help: corsac check --help lists the options\n"
    )
    assert run(["--nonsense"]) == Exit.USAGE


def test_the_version_is_told_here_too(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--version"]) == Exit.OK
    assert capsys.readouterr().out.startswith("corsac 0.")


def test_listing_the_commands_loads_none_of_what_they_use() -> None:
    heavy = "{'corsac.browser', 'corsac.probe.client', 'corsac.lab.server', 'asyncio', 'ssl', 'h2'}"
    script = (
        "import sys; from corsac.cli import main; main(['--help']); "
        f"sys.exit(str({heavy} & set(sys.modules)) if {heavy} & set(sys.modules) else 0)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=False
    )
    assert done.stderr == ""
    assert done.returncode == 0
