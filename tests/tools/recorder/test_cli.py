"""The commands, their errors and their exit codes."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING, Any

from click.testing import CliRunner, Result

from tools.recorder import generate, scenario
from tools.recorder.cli import main

if TYPE_CHECKING:
    from pathlib import Path

RECORD: dict[str, Any] = {
    "id": "c1",
    "f": "acao",
    "page": {"o": "http://a.test"},
    "steps": [{"url": "http://b.test/c1/0"}],
    "server": {},
    "out": {"r": [{"ok": 0}], "net": [], "con": [{"l": "error", "t": "blocked"}]},
}


def _run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def _recordings(folder: Path) -> tuple[Path, Path]:
    other = copy.deepcopy(RECORD)
    other["out"]["r"][0]["ok"] = 1
    old, new = folder / "old.jsonl.gz", folder / "new.jsonl.gz"
    scenario.write(old, {}, [RECORD])
    scenario.write(new, {}, [other])
    return old, new


def test_generated_scenarios_go_to_a_file(tmp_path: Path) -> None:
    done = _run("generate", "--seed", "3", "--n", "20", "-o", tmp_path / "s.jsonl")
    assert done.exit_code == 0, done.output
    assert scenario.read(tmp_path / "s.jsonl")[1] == generate.scenarios(3, 20)


def test_changed_says_what_changed_and_exits_1(tmp_path: Path) -> None:
    old, new = _recordings(tmp_path)
    done = _run("changed", old, new)
    assert done.exit_code == 1
    assert "verdict   1 changed" in done.output


def test_changed_exits_0_where_nothing_did(tmp_path: Path) -> None:
    old, new = _recordings(tmp_path)
    assert _run("changed", old, old).exit_code == 0
    assert _run("changed", old, new, "--facet", "console").exit_code == 0


def test_pack_writes_each_recording_under_its_name(tmp_path: Path) -> None:
    old, new = _recordings(tmp_path)
    done = _run("pack", old, new, "-o", tmp_path / "small", "--n", "1")
    assert done.exit_code == 0, done.output
    assert len(scenario.read(tmp_path / "small" / new.name)[1]) == 1


def test_a_file_that_is_no_recording_is_named_with_its_line(tmp_path: Path) -> None:
    bad = tmp_path / "bad.jsonl"
    bad.write_text("{\n")
    done = _run("changed", bad, bad)
    assert done.exit_code == 3
    assert "bad.jsonl:1: not JSON" in done.output
    assert "Traceback" not in done.output


def test_compare_needs_to_know_the_browser(tmp_path: Path) -> None:
    old, _ = _recordings(tmp_path)
    done = _run("compare", old)
    assert done.exit_code == 3
    assert "give --engine" in done.output


def test_record_wants_a_seed_or_a_file(tmp_path: Path) -> None:
    done = _run("record", "--engine", "chromium", "-o", tmp_path / "x")
    assert done.exit_code == 2
    assert "either --seed or --file" in done.output
