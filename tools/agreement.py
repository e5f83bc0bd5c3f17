"""Replay recorded browser scenarios through the model and say where they agree.

    python tools/agreement.py --engine firefox RECORDING.jsonl.gz [--fail-under 0.99] [-v]

A scenario agrees in a facet when every step of it does: *verdict* (what script is told: ok, type,
status, url, redirected), *readable* (response headers), *wire* (method, URL, Origin,
Access-Control-Request-*, Cookie, Authorization of each request that reached the server), *console*
(the first CORS line). Records that the recorder gave up on are skipped.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import sys
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from corsac.browser import find_profile
from corsac.browser.scenario.reading import read_scenario
from corsac.browser.scenario.run import run_scenario
from corsac.browser.scenario.switches import settings_of
from tools.recorder.scenario import normalise

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from corsac.browser import Profile

FACETS = ("verdict", "readable", "wire", "console")
WIRE_HEADERS = (
    "origin",
    "access-control-request-method",
    "access-control-request-headers",
    "cookie",
    "authorization",
)
VERDICT_KEYS = ("ok", "type", "status", "url", "red", "taint")
#: Lines that no CORS failure prints, by engine.
NOT_CORS = re.compile(
    r"Failed to load resource"
    r"|Refused to (get|set) unsafe header|Attempt to set a forbidden|ArrayBuffer is deprec"
    r"|Cookie “|Invalid “SameSite|Referrer Policy:|Deprecat|Upgrading insecure request"
    r"|source URI is not allowed|MIME type|Loading failed for|HTTP load failed|Media resource"
    r"|downloadable font|Failed to decode|OTS parsing|Slow network|OpaqueResponseBlocking"
    r"|Unable to get image data|integrity|XML Parsing Error|SyntaxError|Local Network Access"
    r"|ReferenceError|Cannot play media|HTTP “Content-Type” of|Invalid “max-age“"
    r"|The connection to \S+ was interrupted|EventSource's response"
)
HEADER_NAMED = re.compile(r"Request header field (\S+) is not allowed")


@dataclass
class Difference:
    """One facet in which a scenario came out otherwise."""

    id: str
    family: str
    facet: str
    recorded: Any
    predicted: Any


@dataclass
class Agreement:
    """What a replay found: counts by facet and family, and the differences."""

    count: Counter[str] = field(default_factory=Counter[str])
    agreed: Counter[tuple[str, str]] = field(default_factory=Counter[tuple[str, str]])
    differences: list[Difference] = field(default_factory=list[Difference])
    skipped: int = 0
    seconds: float = 0.0

    def share(self, facet: str, family: str | None = None) -> float:
        """Give the share of scenarios that agree in a facet; `all` is every facet at once."""
        families = [family] if family else list(self.count)
        total = sum(self.count[name] for name in families)
        return sum(self.agreed[name, facet] for name in families) / max(total, 1)


def read_recording(path: Path) -> tuple[dict[str, Any], Iterator[dict[str, Any]]]:
    """Read a recording: its meta line and its records."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        records = [json.loads(line) for line in lines]
    meta = records[0].get("meta", {})
    return meta, (record for record in records if "meta" not in record)


def usable(record: dict[str, Any]) -> bool:
    """Tell whether the recorder saw the scenario's end."""
    out = record["out"]
    return "drv" not in out and not any("drv" in r or "timeout" in r for r in out["r"])


def wire_of(net: Sequence[dict[str, Any]]) -> list[Any]:
    """Reduce requests to what has to agree."""
    return [
        (
            entry["s"],
            entry["m"],
            entry["o"],
            entry["p"],
            {
                pair[0].lower(): pair[1]
                for pair in entry["h"]
                if not isinstance(pair, str) and pair[0].lower() in WIRE_HEADERS
            },
        )
        for entry in net
    ]


def console_of(con: Sequence[Any]) -> str | None:
    """Give the first line that a CORS failure printed."""
    for entry in con:
        line = entry if isinstance(entry, str) else str(entry["t"])
        if not NOT_CORS.search(line):
            return normalise(line)
    return None


def facets_of(out: dict[str, Any]) -> dict[str, Any]:
    """Reduce an outcome to its facets."""
    return {
        "verdict": [
            {key: r[key] for key in VERDICT_KEYS if key in r and _counts(key, r)} for r in out["r"]
        ],
        "readable": [r.get("h", r.get("raw")) for r in out["r"]],
        "wire": wire_of(out["net"]),
        "console": console_of(out.get("con") or []),
    }


def _counts(key: str, result: dict[str, Any]) -> bool:
    """Tell whether a key must agree: XMLHttpRequest's responseURL needn't."""
    return not ("raw" in result and key in {"url", "red", "type"})


def same(facet: str, recorded: object, predicted: object, *, breaks: bool = False) -> bool:
    """Compare one facet; `breaks` says that the server broke connections off."""
    if facet == "console" and isinstance(recorded, str) and isinstance(predicted, str):
        return _unnamed(recorded) == _unnamed(predicted)
    if facet == "wire" and recorded != predicted and breaks:
        return _retried(recorded) == _retried(predicted)
    return recorded == predicted


def _unnamed(line: str) -> str:
    """Drop the uncovered header's name: which of several Chromium names is chance."""
    return HEADER_NAMED.sub("*", line) if line.startswith("Access to") else line


def _retried(wire: object) -> list[Any]:
    """Drop immediate repetitions: how often a broken connection is tried again is chance."""
    entries = cast("list[object]", wire)
    return [one for index, one in enumerate(entries) if not index or entries[index - 1] != one]


def replay(records: Iterator[dict[str, Any]], profile: Profile, meta: dict[str, Any]) -> Agreement:
    """Run every record's scenario and compare."""
    result = Agreement()
    settings = settings_of(meta)
    for record in records:
        if not usable(record):
            result.skipped += 1
            continue
        family = record["f"]
        start = time.perf_counter()
        try:
            predicted = run_scenario(read_scenario(record), profile, settings)
        except Exception as error:  # noqa: BLE001 -- a crash is a disagreement to be shown
            predicted = {"r": [], "net": [], "con": [repr(error)]}
        result.seconds += time.perf_counter() - start
        result.count[family] += 1
        compare(result, record, json.loads(json.dumps(predicted)))
    return result


def compare(result: Agreement, record: dict[str, Any], predicted: dict[str, Any]) -> None:
    """Compare one record with its prediction, facet by facet."""
    family = record["f"]
    ours, theirs = facets_of(predicted), facets_of(record["out"])
    agrees = True
    script = json.dumps(record.get("server"))
    breaks = '"close"' in script or '"raw": ""' in script
    for facet in FACETS:
        if same(facet, theirs[facet], ours[facet], breaks=breaks):
            result.agreed[family, facet] += 1
        else:
            agrees = False
            result.differences.append(
                Difference(record["id"], family, facet, theirs[facet], ours[facet])
            )
    if agrees:
        result.agreed[family, "all"] += 1


def print_report(result: Agreement, limit: int, family: str | None, facet: str | None) -> None:
    """Print shares by facet and family, and the first differences."""
    total = sum(result.count.values())
    print(f"{total} scenarios, {result.skipped} skipped, {total / max(result.seconds, 1e-9):.0f}/s")
    print("all      " + f"{result.share('all'):.4%}")
    for name in FACETS:
        print(f"{name:9}{result.share(name):.4%}")
    for name in result.count:
        missing = result.count[name] - result.agreed[name, "all"]
        if missing:
            facets = ", ".join(
                f"{one} -{result.count[name] - result.agreed[name, one]}"
                for one in FACETS
                if result.count[name] != result.agreed[name, one]
            )
            print(f"  {name}: {result.agreed[name, 'all']}/{result.count[name]} ({facets})")
    shown = [
        one
        for one in result.differences
        if (family is None or one.family == family) and (facet is None or one.facet == facet)
    ]
    for one in shown[:limit]:
        print(f"{one.id} {one.family} {one.facet}")
        print(f"  recorded  {one.recorded}\n  predicted {one.predicted}")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run as a command.

    Returns:
        1 if the share of scenarios that agree in every facet is below `--fail-under`.
    """
    parser = argparse.ArgumentParser(description="Replay recordings through the model.")
    parser.add_argument("recordings", nargs="+", type=Path)
    parser.add_argument("--engine", required=True)
    parser.add_argument("--fail-under", type=float, default=0.0, metavar="SHARE")
    parser.add_argument("--show", type=int, default=10, metavar="N", help="differences to print")
    parser.add_argument("--family")
    parser.add_argument("--facet", choices=FACETS)
    options = parser.parse_args(arguments)
    profile = find_profile(options.engine)
    status = 0
    for path in options.recordings:
        meta, records = read_recording(path)
        result = replay(records, profile, meta)
        print(f"{path.name} as {profile.name}:", end=" ")
        print_report(result, options.show, options.family, options.facet)
        if result.share("all") < options.fail_under:
            status = 1
    return status


if __name__ == "__main__":
    sys.exit(main())
