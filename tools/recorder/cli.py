"""The recorder's command line."""

from __future__ import annotations

import asyncio
import signal
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from . import changed, compare, generate, isolate, pack, report, run
from .engine import PACKAGES, BrowserError, Settings
from .families import CATALOGUE, SPECIAL
from .scenario import Record, RecordingError, read, write

if TYPE_CHECKING:
    from collections.abc import Sequence

_PACKAGE = __package__ or "recorder"
_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
_OUTPUT = click.Path(dir_okay=False, path_type=Path)
_FAMILY = click.Choice(sorted((*CATALOGUE, *SPECIAL)))
_PACKAGES = "\n".join(f"  {name}: apt-get install {' '.join(p)}" for name, p in PACKAGES.items())


_INTERRUPTED = 130  # what shells give for Ctrl-C


class _Failure(click.ClickException):
    exit_code = 3


@click.group(
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog=f"\b\nThe browsers are Debian's:\n{_PACKAGES}",
)
def main() -> None:
    """Record what real browsers do with cross-origin requests, and compare recordings."""


@main.command("generate")
@click.option("--seed", type=int, required=True, help="The same seed draws the same scenarios.")
@click.option("--n", "count", type=click.IntRange(1, 1_000_000), default=3000, show_default=True)
@click.option("--family", "families", multiple=True, type=_FAMILY, help="Only these families.")
@click.option("-o", "--output", type=_OUTPUT, help="A file; standard output without it.")
def generate_(seed: int, count: int, families: tuple[str, ...], output: Path | None) -> None:
    """Draw scenarios from a seed."""
    scenarios = generate.scenarios(seed, count, families)
    write(output or Path("/dev/stdout"), None, scenarios)


def _progress(done: int, total: int, seconds: float) -> None:
    is_last = done == total
    if done % 25 and not is_last:
        return
    rate = done / max(seconds, 0.001)
    line = f"{done}/{total} scenarios, {rate:.0f} a second"
    if sys.stderr.isatty():
        click.echo(f"\r{line}   ", err=True, nl=is_last)
    elif is_last or not done % 500:
        click.echo(line, err=True)


async def _record(
    engine: str, scenarios: Sequence[Record], settings: Settings
) -> tuple[Record, list[Record]]:
    task = asyncio.ensure_future(run.record(engine, scenarios, settings, _progress))
    loop = asyncio.get_running_loop()
    for sign in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(sign, task.cancel)
    return await task


@main.command()
@click.option("--engine", type=click.Choice(sorted(run.ENGINES)), required=True)
@click.option("--seed", type=int, help="Draw the scenarios from this seed.")
@click.option("--n", "count", type=click.IntRange(1, 1_000_000), default=3000, show_default=True)
@click.option("--family", "families", multiple=True, type=_FAMILY, help="Only these families.")
@click.option("--file", "source", type=_FILE, help="Run these; outcomes they carry are replaced.")
@click.option("-o", "--output", type=_OUTPUT, required=True, help="Compressed if it ends in .gz.")
@click.option("--tabs", type=click.IntRange(0, 64), default=0, help="Scenarios side by side.")
@click.option(
    "--lna",
    type=click.Choice(["off", "denied", "granted"]),
    default="off",
    help="Local Network Access: whether ports stand for address spaces.",
)
@click.option(
    "--third-party-cookies",
    "third",
    type=click.Choice(["allow", "block"]),
    default="allow",
    show_default=True,
)
def record(  # noqa: PLR0913 - one argument for each option
    *,
    engine: str,
    seed: int | None,
    count: int,
    families: tuple[str, ...],
    source: Path | None,
    output: Path,
    tabs: int,
    lna: str,
    third: str,
) -> None:
    """Run scenarios in a real browser and write what happened.

    Ctrl-C stops early and writes what there is. The browsers run in namespaces of their own: no
    request leaves the machine, and none of them outlives the command.
    """
    if (seed is None) == (source is None):
        raise click.UsageError("give either --seed or --file")
    try:
        if not isolate.inside():
            isolate.enter(_PACKAGE, sys.argv[1:])
        scenarios = _scenarios(seed, count, families, source)
        meta, records = asyncio.run(_record(engine, scenarios, Settings(lna, third, tabs)))
        if seed is not None:
            meta["seed"] = seed
        write(output, meta, records)
    except (BrowserError, isolate.IsolationError, RecordingError, OSError) as error:
        raise _Failure(str(error)) from None
    except asyncio.CancelledError:
        raise _Failure("interrupted; nothing was written") from None
    failed = sum("drv" in each["out"] for each in records)
    click.echo(
        f"{output}: {len(records)} scenarios, {failed} failed, {meta['rate']} a second", err=True
    )
    if "interrupted" in meta:
        raise SystemExit(_INTERRUPTED)


def _scenarios(
    seed: int | None, count: int, families: tuple[str, ...], source: Path | None
) -> list[Record]:
    if source is None:
        return generate.scenarios(seed or 0, count, families)
    _, records = read(source)
    chosen = [each for each in records if not families or each["f"] in families]
    return [{key: value for key, value in each.items() if key != "out"} for each in chosen]


@main.command("compare")
@click.argument("recording", type=_FILE)
@click.option("--engine", help="Profile to compare with; the recording's own browser without it.")
@click.option("--corsac", "program", type=_FILE, help="The command; the one beside this Python.")
@click.option(
    "--show",
    type=click.IntRange(0),
    default=10,
    show_default=True,
    help="Disagreements to print for each facet.",
)
@click.option("--facet", "facets", multiple=True, type=click.Choice(compare.FACETS))
@click.option("--family", "families", multiple=True, metavar="NAME", help="Only these families.")
@click.option(
    "--at-least",
    type=click.FloatRange(0, 100),
    default=0.0,
    help="Exit 1 if a facet agrees in fewer per cent.",
)
def compare_(
    *,
    recording: Path,
    engine: str | None,
    program: Path | None,
    show: int,
    facets: tuple[str, ...],
    families: tuple[str, ...],
    at_least: float,
) -> None:
    """Compare `corsac simulate` with what a browser did."""
    try:
        meta, records = read(recording)
        chosen = [each for each in records if not families or each["f"] in families]
        agreement = compare.with_simulation(meta, chosen, engine, program)
    except (compare.SimulationError, RecordingError, OSError) as error:
        raise _Failure(str(error)) from None
    click.echo(report.agreement(agreement, facets or compare.FACETS, show))
    if any(agreement.share(facet) * 100 < at_least for facet in facets or compare.FACETS):
        raise SystemExit(1)


@main.command("changed")
@click.argument("old", type=_FILE)
@click.argument("new", type=_FILE)
@click.option(
    "--show",
    type=click.IntRange(0),
    default=10,
    show_default=True,
    help="Changes to print for each facet.",
)
@click.option("--facet", "facets", multiple=True, type=click.Choice(changed.FACETS))
def changed_(old: Path, new: Path, show: int, facets: tuple[str, ...]) -> None:
    """Print what is different between two recordings of the same scenarios."""
    try:
        changes = changed.between(read(old), read(new))
    except RecordingError as error:
        raise _Failure(str(error)) from None
    click.echo(report.changes(changes, facets or changed.FACETS, show))
    if any(change.facet in (facets or changed.FACETS) for change in changes.found):
        raise SystemExit(1)


@main.command("pack")
@click.argument("recordings", nargs=-1, required=True, type=_FILE)
@click.option(
    "-o",
    "--output",
    type=click.Path(file_okay=False, path_type=Path),
    required=True,
    help="A folder: one file for each recording goes there, under its name.",
)
@click.option("--n", "count", type=click.IntRange(1), default=2500, show_default=True)
@click.option(
    "--each",
    type=click.IntRange(1),
    default=2,
    show_default=True,
    help="Scenarios for each thing that is to be covered.",
)
def pack_(recordings: tuple[Path, ...], output: Path, count: int, each: int) -> None:
    """Choose scenarios that cover what the recordings show, and write them small."""
    try:
        loaded = [read(path) for path in recordings]
        chosen = pack.choose([records for _, records in loaded], count, each)
        output.mkdir(parents=True, exist_ok=True)
        for path, (meta, records) in zip(recordings, loaded, strict=True):
            small = pack.slim(meta, [each for each in records if each["id"] in chosen])
            write(output / path.name, *small)
            click.echo(f"{output / path.name}: {len(small[1])} scenarios", err=True)
    except (RecordingError, OSError) as error:
        raise _Failure(str(error)) from None
