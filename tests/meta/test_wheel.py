"""The wheel, installed where the source tree isn't: what users get."""

from __future__ import annotations

import json
import subprocess
import sys
import tomllib
import zipfile
from typing import TYPE_CHECKING

import pytest

from corsac.lab.cases import CASES
from corsac.lab.server import Lab
from tests.meta.tree import ROOT
from tools.get_uv import uv_environment

if TYPE_CHECKING:
    from pathlib import Path

# One worker builds it once.
pytestmark = [pytest.mark.install, pytest.mark.xdist_group("wheel")]

SIZE_LIMIT = 6 * 10**6
VERSION: str = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"]


def run(command: list[str | Path], folder: Path) -> str:
    """Run a command away from the source tree; return what it prints."""
    environment = uv_environment()
    environment.pop("PYTHONPATH", None)
    done = subprocess.run(
        command, cwd=folder, env=environment, check=False, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "hatchling", "build", "--target", "wheel"]
    run([*build, "--directory", folder], ROOT)
    (built,) = folder.glob("*.whl")
    return built


def installed(wheel: Path, folder: Path, *options: str) -> Path:
    """Install the wheel into an empty environment; return its folder of programs."""
    uv = ROOT / ".venv" / "bin" / "uv"
    programs = folder / "environment" / "bin"
    run([uv, "venv", "--quiet", "--python", sys.executable, programs.parent], folder)
    target = ["--quiet", "--python", str(programs / "python")]
    run([uv, "pip", "install", *target, *options, wheel], folder)
    return programs


@pytest.fixture(scope="module")
def programs(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    # The locked versions: a new release of a dependency doesn't change this answer.
    lock = str(ROOT / "requirements.lock")
    return installed(wheel, tmp_path_factory.mktemp("whole"), "--constraints", lock)


def test_the_wheel_is_small_and_holds_the_package_and_its_manual_page_alone(wheel: Path) -> None:
    assert wheel.stat().st_size < SIZE_LIMIT
    names = zipfile.ZipFile(wheel).namelist()
    assert "corsac/py.typed" in names
    information = f"corsac-{VERSION}.dist-info/"
    assert f"{information}licenses/LICENSE" in names
    manual = f"corsac-{VERSION}.data/data/share/man/man1/corsac.1"
    assert {each for each in names if not each.startswith(("corsac/", information))} == {manual}


def test_the_command_tells_its_version(programs: Path, tmp_path: Path) -> None:
    assert run([programs / "corsac", "--version"], tmp_path) == f"corsac {VERSION}\n"


def test_the_command_explains_itself(programs: Path, tmp_path: Path) -> None:
    assert "--origin" in run([programs / "corsac", "check", "--help"], tmp_path)


def test_the_command_checks_a_server(programs: Path, tmp_path: Path) -> None:
    with Lab() as lab:
        healthy = lab.command(CASES[0])
        said = run([programs / "corsac", "check", *healthy, "--format", "json"], tmp_path)
    assert json.loads(said)["verdict"] == "allowed"


def test_it_is_the_wheel_that_runs(programs: Path, tmp_path: Path) -> None:
    where = "import corsac; print(corsac.__file__)"
    assert str(programs.parent) in run([programs / "python", "-c", where], tmp_path)


def test_without_dependencies_the_package_imports(wheel: Path, tmp_path: Path) -> None:
    python = installed(wheel, tmp_path, "--no-deps") / "python"
    names = "corsac, corsac.core, corsac.policy, corsac.middleware.asgi, corsac.middleware.wsgi"
    assert run([python, "-c", f"import {names}"], tmp_path) == ""
