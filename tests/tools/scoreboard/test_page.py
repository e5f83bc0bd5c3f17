"""The page of the scoreboard is about this very suite."""

from __future__ import annotations

import re
from typing import Any

from corsac.diagnose.verify.checks import CHECKS
from tools.scoreboard.__main__ import PAGE, PEERS
from tools.scoreboard.contestants import CONTESTANTS
from tools.scoreboard.page import listed, render, wanted

RESULTS: dict[str, dict[str, Any]] = {
    "one": {
        "label": "One",
        "versions": {"one": "1.2.3"},
        "outcomes": {check.code: "passed" for check in CHECKS},
        "messages": {},
    },
    "other": {
        "label": "Other",
        "versions": {"other": "4.5", "beside": "6"},
        "outcomes": {check.code: "skipped" for check in CHECKS} | {"CORS301": "failed"},
        "messages": {"CORS301": "a page of <b> can't read *"},
    },
}


def test_the_page_lists_the_checks_of_the_suite() -> None:
    """When this fails: python -m tools.scoreboard."""
    text = PAGE.read_text("utf-8")
    assert listed(text) == wanted()
    for check in CHECKS:
        assert f"### {check.code} {check.name}\n" in text


def test_the_page_says_when_and_on_which_versions() -> None:
    text = PAGE.read_text("utf-8")
    assert re.search(r"## The score of \d{4}-\d{2}-\d{2}\n", text)
    pinned = dict(line.split("==") for line in PEERS.read_text("utf-8").split() if "==" in line)
    for contestant in CONTESTANTS.values():
        assert f"| {contestant.label} |" in text
        for package in contestant.packages:
            assert f"{package} {pinned[package]}" in text


def test_a_page_is_written_of_results() -> None:
    text = render(RESULTS, "2026-11-22")
    assert listed(text) == wanted()
    assert "## The score of 2026-11-22" in text
    musts = sum(check.level.value == "must" for check in CHECKS)
    assert f"| One | one 1.2.3 | {musts} of {musts} |" in text
    assert "| Other | other 4.5, beside 6 | 0 of 1 | 0 of 0 |" in text
    assert "- CORS301: a page of &lt;b> can't read \\*" in text
    assert "One:\n" not in text


def test_every_peer_is_pinned() -> None:
    lines = [line for line in PEERS.read_text("utf-8").splitlines() if not line.startswith("#")]
    assert lines == sorted(lines)
    assert all(re.fullmatch(r"[a-z0-9-]+==[0-9.]+", line) for line in lines)
