"""How far `corsac simulate` agrees with what a browser did."""

from __future__ import annotations

import itertools
import json
import re
import subprocess
import sys
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from . import facets

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from .scenario import Record

FACETS: Final = ("verdict", "wire", "readable", "console")
_TIMEOUT = 900.0  # seconds for a whole recording
_BROWSERS: Final[Mapping[str, str]] = {
    "Chrome": "chromium",
    "Firefox": "firefox",
    "WebKitGTK": "webkit",
}
# With several uncovered headers, which one Chromium names is the order of a hash map.
_UNCOVERED: Final = re.compile(r"(Request header field )\S+( is not allowed by)")


class SimulationError(Exception):
    """`corsac simulate` could not be run, or did not answer line by line."""


@dataclass(frozen=True, slots=True)
class Disagreement:
    """One facet of one scenario where prediction and browser differ."""

    identity: str
    family: str
    facet: str
    observed: Any
    predicted: Any


@dataclass(slots=True)
class Agreement:
    """A recording compared with predictions.

    Attributes:
        engine: The profile.
        counts: For (facet, family): compared, agreed.
        found: Disagreements in the order of the recording.
        skipped: Records that say nothing about the browser.
        unmodelled: Scenarios that the simulation says it can't model; they count as disagreement.
    """

    engine: str
    counts: dict[tuple[str, str], list[int]] = field(
        default_factory=dict[tuple[str, str], list[int]]
    )
    found: list[Disagreement] = field(default_factory=list[Disagreement])
    skipped: int = 0
    unmodelled: Counter[str] = field(default_factory=Counter[str])

    def add(self, record: Record, facet: str, observed: Any, predicted: Any) -> None:  # noqa: ANN401 - any value that compares
        """Count one facet of one scenario."""
        count = self.counts.setdefault((facet, record["f"]), [0, 0])
        count[0] += 1
        if observed == predicted:
            count[1] += 1
            return
        self.found.append(Disagreement(record["id"], record["f"], facet, observed, predicted))

    def total(self, facet: str) -> tuple[int, int]:
        """Compared and agreed over all families."""
        counts = [count for (name, _), count in self.counts.items() if name == facet]
        return sum(count[0] for count in counts), sum(count[1] for count in counts)

    def share(self, facet: str) -> float:
        """Agreement from 0 to 1; 1 where nothing was compared."""
        compared, agreed = self.total(facet)
        return agreed / compared if compared else 1.0


def engine_of(meta: Record) -> str:
    """The engine that made a recording.

    Raises:
        SimulationError: The meta line doesn't say.
    """
    name = str(meta.get("browser", "")).partition("/")[0]
    if name not in _BROWSERS:
        raise SimulationError("the recording's meta line names no known browser: give --engine")
    return _BROWSERS[name]


_NOT_CORS: Final = (
    "Failed integrity",
    "Refused to",
    "[blocked]",
    "Not allowed to request resource",
    "Unable to get image data",
)


def _chromium(line: Mapping[str, Any]) -> bool:
    return bool(line.get("cat") == "cors" and line.get("src") == "javascript")


def _firefox(line: Mapping[str, Any]) -> bool:
    return bool(str(line.get("cat")).startswith("CORS") and line.get("l") == "error")


def _webkit(line: Mapping[str, Any]) -> bool:
    if "access control checks" in line["t"]:
        return True
    other = str(line["t"]).startswith(_NOT_CORS)
    return bool(line.get("src") == "security" and line.get("l") == "error" and not other)


_IS_CORS: Final[Mapping[str, Callable[[Mapping[str, Any]], bool]]] = {
    "chromium": _chromium,
    "firefox": _firefox,
    "webkit": _webkit,
}
"""Whether a line of an engine's console says why CORS blocked something."""


def _anything(_: Mapping[str, Any]) -> bool:
    return True


def _first(lines: Sequence[Any], engine: str) -> str | None:
    texts = [facets.text(line) for line in lines]
    if engine == "webkit":  # the reason comes first; where lines race, it is the one that counts
        texts = [text for text in texts if "access control checks" not in text] or texts
    if not texts:
        return None
    return _UNCOVERED.sub(r"\1*\2", texts[0]) if engine == "chromium" else texts[0]


def first_lines(out: Record, predicted: Record, engine: str) -> tuple[str | None, str | None]:
    """The first line about CORS, observed and predicted, in the form that is compared.

    A prediction may give bare texts, and other lines than those about CORS: what the browser said
    too, in another category, is not compared.
    """
    known = _IS_CORS.get(engine, _anything)
    lines: list[Any] = out.get("con", [])
    heard = [line for line in lines if known(line)]
    others = {facets.text(line) for line in lines} - {facets.text(line) for line in heard}
    said = [line for line in predicted.get("con", []) if facets.text(line) not in others]
    return _first(heard, engine), _first(said, engine)


def _simulate(
    meta: Record, records: Sequence[Record], engine: str, program: Path | None
) -> list[Record]:
    command = program or Path(sys.executable).with_name("corsac")
    rows = [{"meta": meta}, *({k: v for k, v in each.items() if k != "out"} for each in records)]
    text = "".join(json.dumps(row) + "\n" for row in rows)
    try:
        done = subprocess.run(
            [str(command), "simulate", "--engine", engine],
            input=text,
            capture_output=True,
            text=True,
            check=False,
            timeout=_TIMEOUT,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise SimulationError(f"{command} simulate: {error}") from None
    lines = done.stdout.splitlines()
    if len(lines) != len(records):
        tail = done.stderr.strip()[-600:]
        message = f"{len(lines)} answers for {len(records)} scenarios, exit code {done.returncode}"
        raise SimulationError(f"{command} simulate: {message}\n{tail}")
    return [json.loads(line) for line in lines]


def with_simulation(
    meta: Record, records: Sequence[Record], engine: str | None, program: Path | None
) -> Agreement:
    """Run `corsac simulate` on a recording and compare facet by facet.

    Args:
        meta: The recording's meta line; its settings reach the simulation.
        records: Scenarios with outcomes.
        engine: The profile; None takes the recording's own browser.
        program: The command; None takes the one beside this Python.

    Raises:
        SimulationError: The command can't be run or answers something else.
    """
    profile = engine or engine_of(meta)
    agreement = Agreement(profile)
    usable = [record for record in records if not facets.unusable(record)]
    agreement.skipped = len(records) - len(usable)
    usual: dict[str, str] = meta.get("const_headers", {})
    for record, answer in zip(usable, _simulate(meta, usable, profile, program), strict=True):
        _one(agreement, record, answer, usual)
    return agreement


def _without_retries(requests: list[Any]) -> list[Any]:
    """How often a connection that was closed is tried again is not the same twice."""
    return [each for each, _ in itertools.groupby(requests)]


def _one(agreement: Agreement, record: Record, answer: Record, usual: dict[str, str]) -> None:
    out = record["out"]
    if "error" in answer:
        agreement.unmodelled[str(answer["error"])] += 1
    agreement.add(record, "verdict", facets.verdict(record, out), facets.verdict(record, answer))
    sent, expected = facets.wire(record, out, usual), facets.wire(record, answer, usual)
    if record["f"] == "net":
        sent, expected = _without_retries(sent), _without_retries(expected)
    agreement.add(record, "wire", sent, expected)
    seen, said = facets.readable(record, out), facets.readable(record, answer)
    agreement.add(record, "readable", seen, said)
    observed, predicted = first_lines(out, answer, agreement.engine)
    if observed is not None or predicted is not None:
        agreement.add(record, "console", observed, predicted)
