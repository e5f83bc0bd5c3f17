"""The commands of tools.truth."""

from __future__ import annotations

import gzip
import json
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from tools.recorder.scenario import read
from tools.truth import corpus, evidence, pages
from tools.truth.cli import main

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder of recordings with a small one in it."""
    corpus.load.cache_clear()
    monkeypatch.setattr(corpus, "RECORDINGS", tmp_path)
    yield tmp_path
    corpus.load.cache_clear()


def run(*arguments: str) -> tuple[int, str]:
    done = CliRunner().invoke(main, arguments)
    return done.exit_code, done.output


def test_what_agrees_passes_the_check() -> None:
    status, said = run("check", "webkit-3pcblock")
    assert status == 0
    assert "120 scenarios, 0 disagree" in said


def test_one_command_finds_what_is_not_as_recorded(elsewhere: Path) -> None:
    source = corpus.ROOT / "tests" / "browsers" / "recordings" / "webkit-3pcblock.jsonl.gz"
    rows = [json.loads(line) for line in gzip.decompress(source.read_bytes()).splitlines()]
    rows[1]["out"]["r"][0]["ok"] = 1 - rows[1]["out"]["r"][0]["ok"]
    text = "\n".join(json.dumps(row) for row in rows)
    (elsewhere / "webkit-3pcblock.jsonl.gz").write_bytes(gzip.compress(text.encode()))
    status, said = run("check")
    assert status == 1
    assert f"{rows[1]['id']} disagrees in verdict" in said


def test_scenarios_made_by_hand_are_written_for_the_recorder(tmp_path: Path) -> None:
    path = tmp_path / "made.jsonl"
    assert run("made", str(path))[0] == 0
    _, records = read(path)
    assert {"k01", "d01"} <= {record["id"] for record in records}


def test_a_scenario_is_shown_with_what_another_profile_predicts() -> None:
    status, said = run("show", "chromium-made", "k36", "--engine", "standard")
    assert status == 0
    assert "Chrome/" in said
    assert "predicted for Fetch standard" in said
    assert run("show", "chromium-made", "k36")[1].count("OPTIONS") == 2
    status, said = run("show", "chromium-made", "nothing")
    assert status == 2
    assert "there is no nothing" in said


def test_evidence_and_pages_are_written_anew(
    elsewhere: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = corpus.ROOT / "tests" / "browsers" / "recordings" / "webkit-made.jsonl.gz"
    (elsewhere / source.name).write_bytes(source.read_bytes())
    path = elsewhere / "evidence.toml"
    monkeypatch.setattr(evidence, "EVIDENCE", path)
    monkeypatch.setattr(pages, "write", lambda: [corpus.ROOT / "docs" / "claims.md"])
    assert "deviations shown" in run("evidence", "webkit")[1]
    assert path.exists()
    assert run("write") == (0, "docs/claims.md\n")
