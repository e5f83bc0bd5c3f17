"""Choosing few scenarios that show what many show."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Any, Final

from . import facets
from .scenario import expand, shorten, usual_headers

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from .scenario import Record

_QUOTED: Final = re.compile(r"'[^']*'|‘[^’]*’|“[^”]*”|\b[a-z]+://\S+|\d+")
_DROPPED: Final = ("iss", "fail", "bck")


def _template(text: str) -> str:
    return _QUOTED.sub("*", text)


def features(record: Record, engine: int) -> Iterator[Any]:
    """What a scenario shows: hashable things, each of which is to be covered."""
    out = record["out"]
    family, kind = record["f"], record["page"].get("k", "top")
    verdict = tuple(facets.verdict(record, out))
    yield engine, "family", family, verdict
    yield engine, "kind", kind, record["page"]["o"], verdict
    for line in facets.texts(out):
        yield engine, "line", _template(line)
    for step, result in zip(record["steps"], out.get("r", []), strict=False):
        api = step.get("api", "fetch")
        asked = (step.get("mode"), step.get("credentials"), step.get("redirect"), step.get("co"))
        yield engine, "step", api, asked, result.get("ok"), result.get("type")
        yield engine, "result", api, result.get("status"), _template(str(result.get("e", "")))
    methods = tuple((request["s"], request["m"]) for request in out.get("net", []))
    yield engine, "wire", family, methods


def choose(recordings: Sequence[Sequence[Record]], count: int, each: int) -> set[str]:
    """Ids of scenarios to keep.

    Args:
        recordings: The same scenarios as several engines ran them; only ids that all of them
            have, with a usable outcome, are chosen from.
        count: How many at most.
        each: How many scenarios are wanted for each feature, rarest features first.
    """
    usable = [
        {record["id"] for record in records if not facets.unusable(record)}
        for records in recordings
    ]
    common = usable[0].intersection(*usable[1:]) if usable else set[str]()
    holders: defaultdict[Any, list[str]] = defaultdict(list)
    families: defaultdict[str, list[str]] = defaultdict(list)
    for engine, records in enumerate(recordings):
        for record in records:
            if record["id"] not in common:
                continue
            if engine == 0:
                families[record["f"]].append(record["id"])
            for feature in set(features(record, engine)):
                holders[feature].append(record["id"])
    chosen: set[str] = set()
    for wanted in range(1, each + 1):
        _cover(holders, chosen, wanted, count)
    _fill(families, chosen, count)
    return chosen


def _cover(holders: defaultdict[Any, list[str]], chosen: set[str], wanted: int, count: int) -> None:
    """Add scenarios until each feature has as many as wanted, the rarest features first."""
    weight = Counter(identity for ids in holders.values() for identity in ids)
    for _, ids in sorted(holders.items(), key=lambda item: (len(item[1]), str(item[0]))):
        missing = min(wanted, len(ids)) - sum(identity in chosen for identity in ids)
        if missing <= 0:
            continue
        rest = sorted((i for i in ids if i not in chosen), key=lambda i: (-weight[i], i))
        chosen.update(rest[: min(missing, count - len(chosen))])


def _fill(families: defaultdict[str, list[str]], chosen: set[str], count: int) -> None:
    """Take further scenarios from all families in turn."""
    rest = [sorted(i for i in ids if i not in chosen) for _, ids in sorted(families.items())]
    while len(chosen) < count and any(rest):
        for ids in rest:
            if ids and len(chosen) < count:
                chosen.add(ids.pop(0))


def slim(meta: Record, records: Sequence[Record]) -> tuple[Record, list[Record]]:
    """Leave out what no test compares, and count the usual header values anew."""
    kept = [
        {**record, "out": {k: v for k, v in record["out"].items() if k not in _DROPPED}}
        for record in records
    ]
    expand(kept, meta.get("const_headers", {}))
    usual = usual_headers(kept)
    shorten(kept, usual)
    return {**meta, "n": len(kept), "const_headers": usual}, kept
