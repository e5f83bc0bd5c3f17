"""From red to green: what corsac prints, put in, is read by a real Chromium, and by nobody else."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from corsac.lab.chromium import find_chromium
from tests.redgreen.causes import CAUSES
from tests.redgreen.matrix import PROXIES, Cell, cells, recipes

if TYPE_CHECKING:
    from pathlib import Path

#: What `make test` tries; all of it is for `make test-all`.
SAMPLE = ("two layers, two headers", "OPTIONS wants a login")


@pytest.fixture
def chromium(tmp_path: Path) -> str:
    """Find Chromium, or skip; where CI is set, fail."""
    tmp_path.chmod(0o755)
    program = find_chromium()
    if program is None:
        (pytest.fail if os.environ.get("CI") else pytest.skip)("Chromium is not installed")
    return program


def red(found: list[Cell]) -> list[Cell]:
    """Give the cells that are not green."""
    assert found
    return [cell for cell in found if not cell.green]


@pytest.mark.servers
@pytest.mark.browsers
def test_a_sample_turns_green(chromium: str, tmp_path: Path) -> None:
    some = [cause for cause in CAUSES if cause.name in SAMPLE]
    found = cells("nginx", tmp_path, chromium, some)
    assert {cell.by for cell in found} == {"check", "export"}
    assert red(found) == []


@pytest.mark.servers
@pytest.mark.browsers
@pytest.mark.long
@pytest.mark.timeout(600)
@pytest.mark.parametrize("system", PROXIES)
def test_every_cause_turns_green(system: str, chromium: str, tmp_path: Path) -> None:
    assert red(cells(system, tmp_path, chromium)) == []


@pytest.mark.servers
@pytest.mark.browsers
@pytest.mark.long
def test_the_recipes_turn_green(chromium: str, tmp_path: Path) -> None:
    assert red(recipes(tmp_path, chromium)) == []


def test_a_cell_is_green_only_if_it_was_wrong_and_strangers_stay_out() -> None:
    right = Cell("nginx", "a cause", "check", "CORS001", 0, 200, 200)
    assert right.green
    assert not Cell("nginx", "a cause", "check", "CORS001", 200, 200, 200).green
    assert not Cell("nginx", "a cause", "check", "CORS001", 0, 0, 200).green
    assert not Cell("nginx", "a cause", "check", "", 0, 200, 200, "https://evil.example").green
    assert Cell("nginx", "a cause", "check", "", 200, 200, 200, leaked="http://x").green
