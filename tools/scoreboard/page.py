"""The page of the scoreboard: what every check is, and how every layer comes out of it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from corsac.diagnose.verify.check import Level
from corsac.diagnose.verify.checks import CHECKS
from tools.truth.pages.markdown import clause, table

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from corsac.diagnose.verify.check import Check

    Results = Mapping[str, Mapping[str, Any]]

NOTICE: Final = "<!-- `python -m tools.scoreboard` makes this page. -->"
_HEAD: Final = """\
# Conformance

Every check of `corsac verify` and of `pytest --corsac-conformance`, and how the CORS layers of
Python's frameworks come out of it. A check has one of three levels:

- **must**: a browser would wrongly block or allow;
- **security**: somebody reads, or a cache hands out, what is not for them;
- **should**: it works, and costs or puzzles.
"""
_METHOD: Final = """\
## How it was done

Each layer stands on its framework, in memory, configured as its documentation shows for one
policy: two origins with cookies, five methods, two request headers, one exposed header, a preflight
cache of ten minutes. Behind it are a page, one that takes POST alone and one that raises an
exception. Only OPTIONS, GET and HEAD are sent. What a layer leaves out on purpose counts as a check
that does not hold, and is none the less a choice: asgi-cors has no option for credentials, and
Starlette's layer stands inside the handler of unhandled exceptions because middleware there does.
Many of these projects are older than the rules that they are measured by here, and all of them are
free work. If a row is unfair to yours, or a configuration is not what you would write, say so: the
configurations are in `tools/scoreboard/contestants.py`, and one command makes this page anew.
"""
_MARKS: Final = {"passed": "✓", "failed": "✗", "skipped": "·", "undecided": "?"}
_ROW: Final = re.compile(r"^\| (CORS\d{3}) \| (\w+) \| ([^|]+) \|", re.MULTILINE)


def render(results: Results, date: str) -> str:
    """Write the page.

    Args:
        results: What each contestant's run gave, by its name.
        date: The day of the runs, ISO 8601.
    """
    parts = [NOTICE, _HEAD, *_score(results, date), _METHOD, *_matrix(results), *_faults(results)]
    return "\n".join([*parts, *_checks()]).rstrip() + "\n"


def _score(results: Results, date: str) -> Iterable[str]:
    yield f"## The score of {date}\n"
    yield "How many checks hold of those that have an object in this policy.\n"
    rows = [
        [
            entry["label"],
            ", ".join(f"{name} {number}" for name, number in entry["versions"].items()),
            *(_share(entry, level) for level in Level),
        ]
        for entry in results.values()
    ]
    yield from table(["layer", "versions", *(level.value for level in Level)], rows, right=2)
    yield ""


def _share(entry: Mapping[str, Any], level: Level) -> str:
    outcomes = [entry["outcomes"].get(check.code) for check in CHECKS if check.level is level]
    held, counted = outcomes.count("passed"), outcomes.count("passed") + outcomes.count("failed")
    return f"{held} of {counted}"


def _matrix(results: Results) -> Iterable[str]:
    yield "## Check by check\n"
    yield "✓ it holds, ✗ it does not, · it has no object here, ? an answer did not come.\n"
    head = ["check", "level", "what holds", *(entry["label"] for entry in results.values())]
    rows = [
        [
            check.code,
            check.level.value,
            check.title,
            *(_MARKS[entry["outcomes"].get(check.code, "skipped")] for entry in results.values()),
        ]
        for check in CHECKS
    ]
    yield from table(head, rows)
    yield ""


def _faults(results: Results) -> Iterable[str]:
    yield "## What was seen\n"
    for entry in results.values():
        if not entry["messages"]:
            continue
        yield f"{entry['label']}:\n"
        for code, message in sorted(entry["messages"].items()):
            yield f"- {code}: {message.replace('<', '&lt;').replace('*', chr(92) + '*')}"
        yield ""


def _checks() -> Iterable[str]:
    yield "## The checks\n"
    for check in CHECKS:
        yield f"### {check.code} {check.name}\n"
        yield f"{check.title}. Level: {check.level.value}. Clause: {clause(check.clause)}.\n"
        yield f"{check.why}\n"
        yield f"*What mends it:* {check.mend}\n"


def listed(page: str) -> list[tuple[str, str, str]]:
    """Read the checks that a page lists: code, level, title."""
    return [(match[1], match[2], match[3]) for match in _ROW.finditer(page)]


def wanted(checks: Iterable[Check] = CHECKS) -> list[tuple[str, str, str]]:
    """Give the checks that a page has to list."""
    return [(check.code, check.level.value, check.title) for check in checks]
