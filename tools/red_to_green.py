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
from dataclasses import asdict, fields
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from corsac.lab.chromium import find_chromium, version_of
from tests.redgreen.applications import APPLICATIONS
from tests.redgreen.by_hand import NotHere
from tests.redgreen.causes import CAUSES, ELSEWHERE
from tests.redgreen.cells import WAYS, Cell, Gap
from tests.redgreen.frameworks import FRAMEWORKS
from tests.redgreen.matrix import SYSTEMS, cells
from tests.redgreen.page_side import PAGE as PAGE_SIDE
from tests.redgreen.page_side import page_cells
from tests.redgreen.proxies import PROXIES
from tests.redgreen.recipes import RECIPES as PASTED
from tests.redgreen.recipes import RecipeOutcome, run_recipe
from tests.redgreen.visits import HOSTILE

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

ROOT = Path(__file__).resolve().parents[1]
RESULTS = ROOT / "tests/redgreen/results.json"
PAGE = ROOT / "docs/red-to-green.md"
RECIPES = "recipes"
PARTS = (*SYSTEMS, PAGE_SIDE, RECIPES)
BY = {"check": "`check`", "export": "`export`", "lint": "`lint --fix`"}
LETTERS = {"check": "C", "export": "E", "lint": "L"}
#: Cells that are known not to be green, by system, cause and way, and why.
RED: Final[Mapping[tuple[str, str, str], str]] = {}
#: The same of recipes, by name.
RED_RECIPES: Final[Mapping[str, str]] = {}
HEAD = """\
<!-- Written by tools/red_to_green.py: don't edit. -->

# From red to green

Each cause was built on the real system, where a real Chromium blocks the page and prints the very
line that `corsac check` foretells; or, where the cause is a leak, lets a stranger's page read. Then
what corsac prints for it was put in: the fix of `corsac check` (**C**), what `corsac export` writes
of the policy (**E**), or what `corsac lint --fix --unsafe-fixes`, told the allowed origin, makes of
the wrong file (**L**). Chromium has to read the answer then, with its status, and {hostile} other
origins must not: look-alikes, the same host over http, a subdomain and a sandboxed frame's `null`
among them. What was put in has no finding above info of our own rules, and neither has what it
answers. `make red-to-green` does all of it again and writes this page.

"""


def run(part: str, program: str) -> dict[str, Any]:
    """Run a part of the matrix; give its cells and gaps or its outcomes, with browser and date."""
    head = {"browser": version_of(program), "date": datetime.now(UTC).date().isoformat()}
    if part == RECIPES:
        return head | {"outcomes": [told(run_recipe(name)) for name in PASTED]}
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)  # a server may run as another user
        if part == PAGE_SIDE:
            found, gaps = page_cells(Path(folder), program), list[Gap]()
        else:
            found, gaps = cells(part, Path(folder), program)
    return head | {"cells": [asdict(x) for x in found], "gaps": [asdict(x) for x in gaps]}


def told(outcome: RecipeOutcome) -> dict[str, Any]:
    """Give an outcome to be written down: of each fault its first line, without this machine."""
    brief = {
        key: [each.splitlines()[0].replace(str(ROOT), "")[:200] for each in faults]
        for key, faults in (("before", outcome.before), ("after", outcome.after))
    }
    return asdict(outcome) | brief


def read() -> dict[str, dict[str, Any]]:
    """Read what was written down; empty where nothing was."""
    return json.loads(RESULTS.read_text("utf-8")) if RESULTS.exists() else {}


def write(results: Mapping[str, Mapping[str, Any]]) -> None:
    """Write it down, a cell a line; a field that is as it is by default is left out."""
    parts: list[str] = []
    default = {each.name: each.default for each in fields(Cell)}
    for name, part in results.items():
        lists = [
            f'"{key}": [\n' + ",\n".join(_line(each, default) for each in part[key]) + "\n]"
            for key in ("cells", "gaps", "outcomes")
            if key in part
        ]
        head = f'"browser": "{part["browser"]}", "date": "{part["date"]}"'
        parts.append(f'"{name}": {{{head},\n' + ",\n".join(lists) + "}")
    RESULTS.write_text("{\n" + ",\n".join(parts) + "\n}\n", "utf-8")


def _line(written: Mapping[str, Any], default: Mapping[str, Any]) -> str:
    """Write a line, without what is as it is by default."""
    return json.dumps({k: v for k, v in written.items() if default.get(k, ...) != v})


def outcomes(part: Mapping[str, Any]) -> list[RecipeOutcome]:
    """Give what became of the recipes."""
    told: list[dict[str, Any]] = part["outcomes"]
    return [_outcome(each) for each in told]


def _outcome(told: dict[str, Any]) -> RecipeOutcome:
    """Read an outcome: JSON has lists for its tuples."""
    values: dict[str, Any] = {**told}
    for key in ("found", "left", "before", "after"):
        values[key] = tuple(told[key])
    return RecipeOutcome(**values)


def listed(part: Mapping[str, Any]) -> list[Cell]:
    """Give the cells of a part."""
    return [Cell(**each) for each in part.get("cells", ())]


def gaps_of(part: Mapping[str, Any]) -> list[Gap]:
    """Give why other cells of a part are not there."""
    return [Gap(**each) for each in part["gaps"] if each["by"]]


def page(results: Mapping[str, Mapping[str, Any]]) -> str:
    """Write docs/red-to-green.md."""
    every = [cell for part in results.values() for cell in listed(part)]
    green = Counter(cell.by for cell in every if cell.green)
    all_of = Counter(cell.by for cell in every)
    counted = ", ".join(f"{BY[by]} {green[by]} of {all_of[by]}" for by in WAYS)
    systems = [name for name in SYSTEMS if name in results]
    lines = [
        f"{sum(green.values())} of {len(every)} cells are green: {counted}.",
        f"There are {len(CAUSES)} causes on {len(systems)} systems, and some faults of the page.",
        "A red cell is crossed out; `·` says that the cause can't occur, `-` that there is nothing",
        "to put in: reasons are below.",
        "",
        *(line for some in _tables(systems) for line in _table(results, some)),
        *_page_side(results.get(PAGE_SIDE)),
        *_leaks(results),
        *_recipes(results.get(RECIPES)),
        *_known(every),
        *_reasons(results, systems),
    ]
    dates = sorted({(part["browser"], part["date"]) for part in results.values()})
    lines.append("Run with " + "; ".join(f"{browser} on {date}" for browser, date in dates) + ".")
    return HEAD.format(hostile=len(HOSTILE)) + "\n".join(lines) + "\n"


def _tables(systems: Sequence[str]) -> list[list[str]]:
    """Put systems into tables: what stands before others, then applications."""
    kinds = (PROXIES, APPLICATIONS, FRAMEWORKS)
    named = [[each.name for each in kind if each.name in systems] for kind in kinds]
    return [each for each in named if each]


def _page_side(part: Mapping[str, Any] | None) -> list[str]:
    """List the page's own faults."""
    if part is None:
        return []
    lines = ["| the page's own fault | found as | mended as `check` prints |", "|---|---|---|"]
    lines += [
        f"| {cell.cause} | {cell.code} | {'C' if cell.green else '~~C~~'} |"
        for cell in listed(part)
    ]
    return [*lines, ""]


def _table(results: Mapping[str, Mapping[str, Any]], systems: Sequence[str]) -> list[str]:
    labels = " | ".join(SYSTEMS[name].label for name in systems)
    lines = [f"| cause | found as | {labels} |", "|---" * (len(systems) + 2) + "|"]
    found = {(c.system, c.cause, c.by): c for name in systems for c in listed(results[name])}
    for cause in CAUSES:
        own = [cell for key, cell in found.items() if key[1] == cause.name]
        codes = "" if cause.leak else ", ".join(sorted({cell.code for cell in own if cell.code}))
        shown = " | ".join(_shown(found, name, cause.name) for name in systems)
        lines.append(f"| {cause.name} | {codes or 'a leak'} | {shown} |")
    return [*lines, ""]


def _shown(found: Mapping[tuple[str, str, str], Cell], system: str, cause: str) -> str:
    own = [(by, found.get((system, cause, by))) for by in WAYS]
    if not any(cell for _, cell in own):
        return "·"
    return " ".join(
        "-" if cell is None else LETTERS[by] if cell.green else f"~~{LETTERS[by]}~~"
        for by, cell in own
    )


def _known(every: Sequence[Cell]) -> list[str]:
    """List the red cells."""
    lines: list[str] = []
    for each in every:
        if not each.green:
            why = RED.get((each.system, each.cause, each.by), "not known yet")
            label = SYSTEMS[each.system].label if each.system in SYSTEMS else each.system
            lines.append(f"- {label}, {BY[each.by]}, {each.cause}: {why}")
    return ["Red are:", "", *lines, ""] if lines else []


def _leaks(results: Mapping[str, Mapping[str, Any]]) -> list[str]:
    leaks = [each for part in results.values() for each in listed(part) if each.leak]
    out = sum(cell.green for cell in leaks)
    return [
        f"In {out} of the cells a stranger's page could read answers to requests with cookies, and",
        "none can after the mend, while the allowed page reads on.",
        "",
    ]


def _recipes(part: Mapping[str, Any] | None) -> list[str]:
    if part is None:
        return []
    found = outcomes(part)
    mended = sum(each.green for each in found)
    lines = [
        f"{mended} of {len(found)} recipes, written as people paste them, are right after one",
        "`corsac lint --fix --unsafe-fixes`, by a strict probe of the running system and, where a",
        "page reads it, by Chromium:",
        "",
        "| recipe | system | defects that `lint` finds | mended |",
        "|---|---|---|---|",
    ]
    for each in found:
        state = "green" if each.green else f"red: {RED_RECIPES.get(each.name, 'not known yet')}"
        lines.append(f"| {each.name} | {each.system} | {' '.join(each.found)} | {state} |")
    return [*lines, ""]


def _reasons(results: Mapping[str, Mapping[str, Any]], systems: Sequence[str]) -> list[str]:
    """List why cells are not there: a reason once, with the causes that it is for."""
    lines = ["## What is not there, and why", ""]
    lines += [f"- {each.name} ({', '.join(each.codes)}): {each.why}" for each in ELSEWHERE]
    lines.append("")
    for name in systems:
        told: dict[tuple[str, str], list[str]] = {}
        for cause in CAUSES:
            why = SYSTEMS[name].wrong(cause)
            if isinstance(why, NotHere):
                told.setdefault(("", why.reason), []).append(cause.name)
        for gap in gaps_of(results[name]):
            told.setdefault((gap.by, gap.reason), []).append(gap.cause)
        lines += [f"### {SYSTEMS[name].label}", ""]
        for (by, reason), causes in sorted(told.items()):
            what = BY.get(by, "can't occur")
            some = "; ".join(causes) if len(causes) <= _FEW else f"{len(causes)} causes"
            lines.append(f"- {what}: {reason} ({some})")
        lines.append("")
    return lines


#: So many causes are named.
_FEW: Final = 6


def main(arguments: Sequence[str]) -> int:
    """Run what is asked for, all of it by default; return an exit code."""
    results = {name: part for name, part in read().items() if name in PARTS}
    if "--page" not in arguments:
        program = find_chromium()
        if program is None:
            print("red-to-green: Chromium is not installed", file=sys.stderr)
            return 1
        for part in arguments or PARTS:
            results[part] = run(part, program)
            results = {name: results[name] for name in PARTS if name in results}
            write(results)
    PAGE.write_text(page(results), "utf-8")
    red = [cell for part in results.values() for cell in listed(part) if not cell.green]
    pasted = outcomes(results[RECIPES]) if RECIPES in results else []
    for outcome in pasted:
        if not outcome.green:
            print(f"red-to-green: {outcome}", file=sys.stderr)
    unknown = [each for each in red if (each.system, each.cause, each.by) not in RED]
    for cell in red:
        print(f"red-to-green: {cell}", file=sys.stderr)
    wrong = [each for each in pasted if not each.green and each.name not in RED_RECIPES]
    return 1 if unknown or wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
