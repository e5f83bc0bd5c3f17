"""Mend each cause on each system as corsac prints it, let Chromium judge, and write it down.

    make red-to-green
    python -m tools.red_to_green nginx recipes  # these alone; what was written of others stays
    python -m tools.red_to_green --page         # writes docs/red-to-green.md of what was written

Writes tests/redgreen/results.json and docs/red-to-green.md. A cell that is not green is written as
it came out, and fails the command.
"""

from __future__ import annotations

import json
import sys
import tempfile
from collections import Counter
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from corsac.lab.chromium import find_chromium, version_of
from tests.redgreen.matrix import HOSTILE, PROXIES, Cell, cells, recipes

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

ROOT = Path(__file__).resolve().parents[1]
RESULTS = ROOT / "tests/redgreen/results.json"
PAGE = ROOT / "docs/red-to-green.md"
PARTS = (*PROXIES, "recipes")
BY = {"check": "`check`", "export": "`export`", "lint": "`lint --fix`"}
HEAD = """\
<!-- Written by tools/red_to_green.py: don't edit. -->

# From red to green

Each cause was built on the real system, where a real Chromium blocks the page. Then what corsac
prints for it was put in: the fix of `corsac check`, what `corsac export` writes of the policy, or
what `corsac lint --fix --unsafe-fixes` makes of the recipe. Chromium has to read the answer then,
with its status, and pages of {hostile} other origins must not, look-alikes and the same host over
http among them. `make red-to-green` does all of it again and writes this page.

"""


def run(parts: Iterable[str], program: str) -> dict[str, dict[str, Any]]:
    """Run parts of the matrix; give each one's cells, with browser and date."""
    done: dict[str, dict[str, Any]] = {}
    for part in parts:
        with tempfile.TemporaryDirectory() as folder:
            Path(folder).chmod(0o755)  # a server may run as another user
            found = (
                recipes(Path(folder), program)
                if part == "recipes"
                else cells(part, Path(folder), program)
            )
        done[part] = {
            "browser": version_of(program),
            "date": datetime.now(UTC).date().isoformat(),
            "cells": [asdict(each) for each in found],
        }
    return done


def read() -> dict[str, dict[str, Any]]:
    """Read what was written down; empty where nothing was."""
    return json.loads(RESULTS.read_text("utf-8")) if RESULTS.exists() else {}


def listed(part: Mapping[str, Any]) -> list[Cell]:
    """Give the cells of a part."""
    return [Cell(**each) for each in part["cells"]]


def page(results: Mapping[str, Mapping[str, Any]]) -> str:
    """Write docs/red-to-green.md."""
    every = [cell for part in results.values() for cell in listed(part)]
    green = Counter(cell.by for cell in every if cell.green)
    all_of = Counter(cell.by for cell in every)
    counted = ", ".join(f"{BY[by]} {green[by]} of {all_of[by]}" for by in all_of)
    lines = [f"{sum(green.values())} of {len(every)} cells are green: {counted}.", ""]
    systems = [name for name in results if name != "recipes"]
    causes = list(dict.fromkeys(cell.cause for name in systems for cell in listed(results[name])))
    lines += [f"| cause | found as | {' | '.join(systems)} |", "|---" * (len(systems) + 2) + "|"]
    found = {(c.system, c.cause, c.by): c for name in systems for c in listed(results[name])}
    for cause in causes:
        codes = sorted({cell.code for cell in found.values() if cell.cause == cause})
        shown = (_shown(found, name, cause) for name in systems)
        lines.append(f"| {cause} | {', '.join(codes)} | {' | '.join(shown)} |")
    lines += [
        "",
        "Where `check` is missing, it printed nothing to paste for that system: HAProxy's",
    ]
    lines += [
        "answers don't say what it is, and a redirect is to be taken out where it is made.",
        "",
    ]
    lines += _recipes(results.get("recipes"))
    dates = sorted({(part["browser"], part["date"]) for part in results.values()})
    lines.append("Run with " + "; ".join(f"{browser} on {date}" for browser, date in dates) + ".")
    return HEAD.format(hostile=len(HOSTILE)) + "\n".join(lines) + "\n"


def _shown(found: Mapping[tuple[str, str, str], Cell], system: str, cause: str) -> str:
    said = [
        f"{BY[by]} {'green' if cell.green else 'RED'}"
        for by in BY
        if (cell := found.get((system, cause, by)))
    ]
    return ", ".join(said)


def _recipes(part: Mapping[str, Any] | None) -> list[str]:
    if part is None:
        return []
    lines = ["| recipe, as people paste it | defects that `lint` finds | mended |", "|---|---|---|"]
    for cell in listed(part):
        name = cell.cause.removesuffix(".txt")
        state = "green" if cell.green else "RED"
        lines.append(f"| {cell.system}: {name} | {cell.code} | {state} |")
    return [*lines, ""]


def main(arguments: Sequence[str]) -> int:
    """Run what is asked for, all of it by default; return an exit code."""
    results = read()
    if "--page" not in arguments:
        program = find_chromium()
        if program is None:
            print("red-to-green: Chromium is not installed", file=sys.stderr)
            return 1
        results |= run(arguments or PARTS, program)
        ordered = {part: results[part] for part in PARTS if part in results}
        RESULTS.write_text(json.dumps(ordered, indent=1) + "\n", "utf-8")
        results = ordered
    PAGE.write_text(page(results), "utf-8")
    red = [cell for part in results.values() for cell in listed(part) if not cell.green]
    for cell in red:
        print(f"red-to-green: {cell}", file=sys.stderr)
    return 1 if red else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
