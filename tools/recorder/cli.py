"""The recorder's command line."""

from __future__ import annotations

import asyncio
import signal
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from . import isolate, run
from .engine import BrowserError, Settings
from .scenario import Record, RecordingError, read, write

if TYPE_CHECKING:
    from collections.abc import Sequence

_PACKAGE = __package__ or "recorder"


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
def main() -> None:
    """Record what real browsers do with cross-origin requests, and compare recordings."""


def _progress(done: int, total: int, seconds: float) -> None:
    if done % 25 and done != total:
        return
    rate = done / max(seconds, 0.001)
    end = "\n" if done == total else ""
    click.echo(f"\r{done}/{total} scenarios, {rate:.1f} a second ", err=True, nl=False)
    click.echo(end, err=True, nl=False)


def _run(engine: str, scenarios: Sequence[Record], settings: Settings) -> tuple[Record, list[Record]]:
    async def guarded() -> tuple[Record, list[Record]]:
        task = asyncio.ensure_future(run.record(engine, scenarios, settings, _progress))
        loop = asyncio.get_running_loop()
        for sign in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(sign, task.cancel)
        return await task

    return asyncio.run(guarded())


@main.command()
@click.option("--engine", type=click.Choice(sorted(run.ENGINES)), required=True)
@click.option("--file", "source", type=click.Path(exists=True, dir_okay=False, path_type=Path),
              help="Scenarios to run; an outcome they carry is replaced.")
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), required=True)
@click.option("--tabs", type=click.IntRange(0, 64), default=0)
@click.option("--lna", type=click.Choice(["off", "denied", "granted"]), default="off")
@click.option("--third-party-cookies", type=click.Choice(["allow", "block"]), default="allow")
@click.option("--only", multiple=True, metavar="FAMILY")
def record(engine, source, output, tabs, lna, third_party_cookies, only):
    """Run scenarios in a real browser and write what happened."""
    if not isolate.inside():
        isolate.enter(_PACKAGE, sys.argv[1:])
    _, scenarios = read(source)
    scenarios = [{k: v for k, v in s.items() if k != "out"} for s in scenarios if not only or s["f"] in only]
    settings = Settings(lna, third_party_cookies, tabs)
    meta, records = _run(engine, scenarios, settings)
    write(output, meta, records)
