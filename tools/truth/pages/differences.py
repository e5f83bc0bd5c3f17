"""The page about where engines differ from the standard and from each other."""

from __future__ import annotations

from itertools import groupby

from tools.truth import differences, evidence
from tools.truth.corpus import ENGINES
from tools.truth.pages.markdown import NAMES, NOTICE, clause, scene

_TOP = """\
# Where engines differ

What a profile of the model has otherwise than the standard, field by field. Each difference names
a recorded scenario that comes out wrong when this one field is set back to the standard's value:
the tests do that. `python -m tools.truth show chromium c000123 --engine standard` prints such a
scenario, what the browser did, and what the standard would have it do.
"""


def render() -> str:
    """Write the page."""
    shown = evidence.read()
    lines = [NOTICE, "", _TOP]
    for section, group in groupby(differences.read(), key=lambda each: each.section):
        lines += [f"## {section}", ""]
        for each in group:
            lines += _entry(each, {name: shown.get(name, {}).get(each.field) for name in ENGINES})
    return "\n".join(lines)


def _entry(each: differences.Difference, shown: dict[str, str | None]) -> list[str]:
    lines = [f"### {each.title}", "", f"Standard: {each.standard} ({clause(each.clause)})", ""]
    for engine, words in each.engines.items():
        lines += [f"- **{NAMES[engine]}**: {words}", f"  {_proof(each, engine, shown[engine])}"]
    same = [NAMES[engine] for engine in ENGINES if engine not in each.engines]
    if same:
        lines.append(f"- As the standard: {', '.join(same)}.")
    return [*lines, ""]


def _proof(each: differences.Difference, engine: str, where: str | None) -> str:
    if where is None:
        return f"Not recorded: {each.unshown[engine]}"
    recording, identity = evidence.place(where)
    return f"Shown by `{where}`, {scene(recording.records[identity])}."
