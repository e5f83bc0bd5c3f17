"""The figures, as a page of the documentation."""

from __future__ import annotations

import os
import platform
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import NamedTuple

PAGE = Path(__file__).resolve().parents[1] / "docs" / "performance.md"
PACKAGES = (
    "starlette asgi-cors wsgicors flask flask-cors django django-cors-headers quart quart-cors"
    " litestar aiohttp aiohttp-cors"
).split()
_MICRO = 1000

HEAD = """# Performance

What a CORS layer adds to a request, in microseconds of CPU time: the time of a trivial application
with the layer, less its time alone. `make bench` measures it again, and
`make bench BENCH_FLAGS=--write` writes this page.

Rounds of all layers are interleaved in one process, and the least of {rounds} is kept for each,
so that other load falls on all alike and mostly away. The ratios carry over to other machines
better than the microseconds do. `floor` is a layer of thirty lines with everything worked out
beforehand: what pure Python can reach, not a product. "In all" is the whole time of an answer: a
framework answers OPTIONS by itself too, and slowly, so that the difference would say nothing.
Peers are configured for the same policy as far as they can be; asgi-cors answers no preflight, and
some of the others leave out `Vary` or reflect more than was asked for, which is quicker than to do
it.

On a loaded machine the frameworks' rows are rough, since what is taken off is far larger than what
is left: a negative figure says so.

Measured on {date} with {python} on {machine}, load average {load:.1f} ({cores} cores).
Versions: {versions}.
"""
TAIL = """
## Memory

{distinct:,} distinct origins, half of them allowed by a pattern, one in eight with a preflight:
at most {first:,} memory blocks were live during the first half of the run, {last:,} during the
second. What a layer remembers is bounded: 1,024 answers beyond one for each exact origin.
"""


class Row(NamedTuple):
    """One figure: `added` in nanoseconds, `ratio` to the yardstick, `peak` in bytes."""

    kind: str
    origins: int
    case: str
    layer: str
    added: float
    ratio: float | None
    peak: int

    def line(self, yardstick: str) -> str:
        """Give it for the terminal."""
        ratio = "" if self.ratio is None else f"{self.ratio:6.2f} of {yardstick}"
        return f"  {self.layer:20} {self.added:10.0f} ns  {self.peak:7d} B at the peak  {ratio}"


def write(rows: list[Row], distinct: int, blocks: tuple[int, int], rounds: int) -> None:
    """Write the page."""
    head = HEAD.format(
        rounds=rounds,
        date=datetime.now(UTC).date().isoformat(),
        python=f"{platform.python_implementation()} {platform.python_version()}",
        machine=_processor(),
        load=os.getloadavg()[0],
        cores=os.cpu_count(),
        versions=", ".join(filter(None, map(_version, PACKAGES))),
    )
    text = [head]
    for kind in dict.fromkeys(row.kind for row in rows):
        text += ["", f"## {kind}", ""]
        text += _table([row for row in rows if row.kind == kind])
    text.append(TAIL.format(distinct=distinct, first=blocks[0], last=blocks[1]))
    PAGE.write_text("\n".join(text), "utf-8")
    print(f"wrote {PAGE.relative_to(PAGE.parents[1])}")


def _table(rows: list[Row]) -> list[str]:
    """Draw one interface's table: a line for each case and number of origins."""
    layers = list(dict.fromkeys(row.layer for row in rows))
    lines = [f"| request | origins | {' | '.join(layers)} |", "|---" * (len(layers) + 2) + "|"]
    for origins, case in dict.fromkeys((row.origins, row.case) for row in rows):
        found = {row.layer: row for row in rows if (row.origins, row.case) == (origins, case)}
        cells = [_cell(found[name]) if name in found else "" for name in layers]
        lines.append(f"| {case} | {origins:,} | {' | '.join(cells)} |")
    return lines


def _cell(row: Row) -> str:
    ratio = "" if row.ratio is None or row.layer != "corsac" else f" ({row.ratio:.2f}×)"
    return f"{row.added / _MICRO:.1f}{ratio}"


def _processor() -> str:
    try:
        text = Path("/proc/cpuinfo").read_text("utf-8")
    except OSError:
        return platform.machine()
    models = [line.split(":", 1)[1].strip() for line in text.splitlines() if "model name" in line]
    return models[0] if models else platform.machine()


def _version(package: str) -> str:
    try:
        return f"{package} {version(package)}"
    except PackageNotFoundError:
        return ""
