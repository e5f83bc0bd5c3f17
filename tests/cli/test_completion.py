"""Tab completion, for three shells."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from click.testing import CliRunner

from corsac.cli.completion import command


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_script_asks_corsac(shell: str) -> None:
    done = CliRunner().invoke(command, [shell])
    assert done.exit_code == 0
    assert "_CORSAC_COMPLETE" in done.output


def test_another_shell_is_refused() -> None:
    assert CliRunner().invoke(command, ["tcsh"]).exit_code == 2


def test_corsac_answers_what_the_script_asks() -> None:
    environment = os.environ | {
        "_CORSAC_COMPLETE": "bash_complete",
        "COMP_WORDS": "corsac check --cred",
        "COMP_CWORD": "2",
    }
    done = subprocess.run(
        [sys.executable, "-c", "import sys; from corsac.cli import main; sys.exit(main())"],
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == "plain,--credentials\n"
