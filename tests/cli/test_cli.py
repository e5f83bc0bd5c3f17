"""The program as a process: start, exit codes, pipes, Ctrl-C."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from importlib.metadata import version

import pytest

from corsac.cli import main
from corsac.cli.exits import Exit

CORSAC = [sys.executable, "-m", "corsac"]


def start(*arguments: str, **environment: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [
            sys.executable,
            "-c",
            "import sys; from corsac.cli import main; sys.exit(main())",
            *arguments,
        ],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=os.environ | environment,
    )


@pytest.mark.parametrize("flag", ["--version", "-V"])
def test_the_version_is_the_package_s(flag: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([flag]) == Exit.OK
    assert capsys.readouterr().out == f"corsac {version('corsac')}\n"


def test_the_version_needs_no_click() -> None:
    script = (
        "import sys; from corsac.cli import main; main(['--version']); "
        "sys.exit(sorted({'click', 'asyncio', 'corsac.browser'} & set(sys.modules)) or 0)"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, check=False)
    assert done.returncode == 0, done.stderr


def test_everything_else_goes_to_the_commands(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check"]) == Exit.USAGE
    assert "URL" in capsys.readouterr().err


def test_bad_input_exits_with_two_and_keeps_stdout_clean() -> None:
    process = start("check", "https://api.example/", "--origin", "https://app.example/")
    out, err = process.communicate(timeout=20)
    assert process.returncode == Exit.USAGE
    assert out == ""
    assert "did you mean https://app.example?" in err
    assert "Traceback" not in err


def test_a_reader_that_leaves_early_is_no_error() -> None:
    process = start("check", "--help")
    assert process.stdout
    assert process.stderr
    process.stdout.close()
    err = process.stderr.read()
    process.stderr.close()
    assert process.wait(20) in {Exit.OK, Exit.BROKEN_PIPE}
    assert err == ""


@pytest.mark.servers
def test_ctrl_c_ends_a_check_at_once() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        port = silent.getsockname()[1]
        process = start("check", f"http://127.0.0.1:{port}/", "--origin", "http://app.example")
        connection, _ = silent.accept()
        with connection:
            connection.recv(1)
            process.send_signal(signal.SIGINT)
            out, err = process.communicate(timeout=20)
    assert process.returncode == Exit.INTERRUPTED
    assert out == ""
    assert err == "\ninterrupted\n"
