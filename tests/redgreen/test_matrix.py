"""From red to green: what corsac prints, put in, is read by a real Chromium, and by nobody else."""

from __future__ import annotations

import os
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from corsac.lab.chromium import find_chromium
from tests.redgreen.causes import CAUSES
from tests.redgreen.cells import Cell
from tests.redgreen.matrix import SYSTEMS, cells
from tests.redgreen.page_side import page_cells
from tools.red_to_green import RED

if TYPE_CHECKING:
    from pathlib import Path

#: What `make test` tries; all of it is for `make test-all`.
SAMPLE = ("two layers, two headers", "OPTIONS wants a login", "any origin echoed, with credentials")
SOME = ("nginx-file", "express", "flask-cors")


@pytest.fixture
def chromium(tmp_path: Path) -> str:
    """Find Chromium, or skip; where CI is set, fail."""
    tmp_path.chmod(0o755)
    program = find_chromium()
    if program is None:
        (pytest.fail if os.environ.get("CI") else pytest.skip)("Chromium is not installed")
    return program


def red(found: list[Cell]) -> list[Cell]:
    """Give the cells that are not green, less those that are known not to be."""
    assert found
    return [
        each for each in found if not each.green and (each.system, each.cause, each.by) not in RED
    ]


@pytest.mark.servers
@pytest.mark.browsers
@pytest.mark.timeout(300)
@pytest.mark.parametrize("system", SOME)
def test_a_sample_turns_green(system: str, chromium: str, tmp_path: Path) -> None:
    some = [cause for cause in CAUSES if cause.name in SAMPLE]
    found, _ = cells(system, tmp_path, chromium, some)
    assert red(found) == []


@pytest.mark.servers
@pytest.mark.browsers
@pytest.mark.timeout(120)
def test_what_check_prints_for_the_page_is_right(chromium: str, tmp_path: Path) -> None:
    assert red(page_cells(tmp_path, chromium)) == []


@pytest.mark.servers
@pytest.mark.browsers
@pytest.mark.long
@pytest.mark.timeout(900)
@pytest.mark.parametrize("system", SYSTEMS)
def test_every_cause_turns_green(system: str, chromium: str, tmp_path: Path) -> None:
    found, _ = cells(system, tmp_path, chromium)
    assert red(found) == []


RIGHT = Cell(
    "nginx",
    "a cause",
    "check",
    code="CORS001",
    console="MissingAllowOriginHeader",
    foretold=True,
    before=0,
    after=200,
    wanted=200,
)


@pytest.mark.parametrize(
    "change",
    [
        {"before": 200},
        {"after": 0},
        {"strangers": "https://evil.example"},
        {"foretold": False},
        {"remarks": "CORS101"},
        {"leak": True},
    ],
)
def test_a_cell_is_green_only_where_it_was_wrong_and_strangers_stay_out(
    change: dict[str, Any],
) -> None:
    assert RIGHT.green
    assert not replace(RIGHT, **change).green


def test_a_leak_is_green_once_strangers_are_out_and_the_page_still_reads() -> None:
    leak = replace(RIGHT, leak=True, before=200, leaked="http://app.example")
    assert leak.green
    assert not replace(leak, after=0).green
