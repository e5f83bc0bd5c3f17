"""No traceback reaches a user, whatever breaks."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

from corsac.cli.exits import Exit
from corsac.cli.guard import guard

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


def test_a_command_s_exit_code_is_the_exit_code() -> None:
    assert guard(lambda: 7) == 7


def test_ctrl_c_has_the_shell_s_exit_code(capsys: pytest.CaptureFixture[str]) -> None:
    def interrupted() -> int:
        raise KeyboardInterrupt

    assert guard(interrupted) == Exit.INTERRUPTED
    assert capsys.readouterr().err == "\ninterrupted\n"


def test_ctrl_c_while_a_class_is_made_has_the_same_exit_code(tmp_path: Path) -> None:
    # dataclasses run text; CPython would end `python -m` by the signal though it was caught.
    (tmp_path / "interrupted.py").write_text(
        "import corsac.cli.language\n"  # later, its own import would clear the note
        "from corsac.cli.guard import guard\n"
        "raise SystemExit(guard(lambda: exec('raise KeyboardInterrupt')))\n"
    )
    done = subprocess.run(
        [sys.executable, "-m", "interrupted"],
        cwd=tmp_path, capture_output=True, text=True, timeout=30, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (Exit.INTERRUPTED, "\ninterrupted\n")


def broken() -> int:
    secret = "hunter2"
    raise KeyError(f"authorization: Bearer {secret}")


def test_a_bug_is_one_line_that_says_where(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("CORSAC_DEBUG", raising=False)
    assert guard(broken) == Exit.FAILED
    printed = capsys.readouterr().err
    assert printed.startswith("corsac: internal error, KeyError at corsac.cli.guard:")
    assert printed.count("\n") == 1
    assert "hunter2" not in printed


def test_the_traceback_is_there_for_those_who_ask(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CORSAC_DEBUG", "1")
    assert guard(broken) == Exit.FAILED
    printed = capsys.readouterr().err
    assert "Traceback" in printed
    assert "hunter2" not in printed.replace('secret = "hunter2"', "")
