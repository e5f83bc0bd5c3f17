"""Debian's packages: what is there is left alone, and the rest is told or installed."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tools import debian

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A machine with an apt-get that fails, and nothing else; returns its folder of programs."""
    put(tmp_path, "apt-get", "echo no such package >&2; exit 100")
    monkeypatch.setattr(debian, "DAEMONS", ())
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    monkeypatch.delenv("CI", raising=False)
    return tmp_path


def put(folder: Path, name: str, script: str) -> None:
    (folder / name).write_text(f"#!/bin/sh\n{script}\n")
    (folder / name).chmod(0o755)


def test_a_program_that_is_there_is_enough(machine: Path) -> None:
    put(machine, "nginx", "")
    assert debian.ensure(["nginx-light"]) is None


def test_root_installs_after_asking_for_the_newest_list(machine: Path) -> None:
    log = machine / "log"
    put(machine, "apt-get", f'echo "$RUNLEVEL $DEBIAN_FRONTEND $*" >> {log}')
    assert debian.ensure(["nginx-light"]) is None
    update, install = log.read_text().splitlines()
    assert update.startswith("1 noninteractive ")
    assert update.endswith(" update")
    assert install.endswith(" install --no-install-recommends nginx-light")


def test_an_installation_is_tried_three_times(machine: Path) -> None:
    log = machine / "log"
    put(machine, "apt-get", f"echo $* >> {log}; echo no such package >&2; exit 100")
    problem = debian.ensure(["nginx-light"])
    assert problem is not None
    assert problem.endswith("nginx-light failed:\nno such package")
    assert log.read_text().count(" install ") == debian.TRIES


@pytest.mark.usefixtures("machine")
def test_another_user_is_told_what_to_type(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    assert debian.ensure(["nginx-light"]) == (
        "only root can install nginx-light. As root: "
        "apt-get install --no-install-recommends nginx-light"
    )


def test_a_machine_without_apt_is_told_what_is_missing(machine: Path) -> None:
    (machine / "apt-get").unlink()
    assert debian.ensure(["chromium"]) == (
        "this machine has no apt-get; install what it calls chromium"
    )


@pytest.mark.usefixtures("machine")
@pytest.mark.parametrize(("ci", "code"), [("", 0), ("true", 1)])
def test_only_in_ci_a_missing_package_is_an_error(
    monkeypatch: pytest.MonkeyPatch, ci: str, code: int
) -> None:
    monkeypatch.setenv("CI", ci)
    assert debian.main(["nginx-light"]) == code


def test_a_package_without_a_program_is_asked_of_dpkg(machine: Path) -> None:
    put(machine, "dpkg-query", '[ "$3" = python3-venv ] && printf installed')
    assert debian.is_there("python3-venv")
    assert not debian.is_there("python3-other")


def test_the_module_that_makes_environments_is_this_python_s_own() -> None:
    command = [sys.executable, "-c", "import ensurepip"]
    there = not subprocess.run(command, check=False, capture_output=True).returncode
    assert debian.is_there("python3-venv") is there
