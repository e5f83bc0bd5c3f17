"""`corsac simulate`: scenarios in, one JSON line each; what an engine would do out, likewise."""

from __future__ import annotations

import json
import os
import signal
import sys
from typing import TYPE_CHECKING

import click

from corsac.cli.mistake import Mistake

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from corsac.browser import Profile, Settings

#: A line longer than this is no scenario, but an attack on memory.
LINE_LIMIT = 16 * 1024 * 1024
EXIT_USAGE = 2


@click.command(
    "simulate", short_help="predict what a browser does with recorded or invented exchanges"
)
@click.option(
    "--engine",
    required=True,
    metavar="ENGINE",
    help="chromium, firefox, webkit or standard; a version after @, else the newest.",
)
@click.option(
    "--set",
    "switches",
    multiple=True,
    metavar="KEY=VALUE",
    help="third-party-cookies=allow|block, local-network=granted|denied, "
    "spaces=host:port=public|local|loopback,… ; wins over the meta line.",
)
@click.argument("file", type=click.File("rb"), default="-")
def command(engine: str, switches: tuple[str, ...], file: Iterable[bytes]) -> None:
    """Predict what a browser does with recorded or invented scenarios.

    Reads FILE, or standard input, one JSON object a line, and writes one line for each, in order:
    the results that script sees, the requests that reach the server, the console's CORS lines.
    A line that is no scenario is answered by {"id": …, "error": …}; the exit code is then 2.
    """
    from corsac.browser import UnknownProfileError, find_profile

    try:
        profile = find_profile(engine)
    except UnknownProfileError as error:
        mend = "did you mean {nearest}?" if error.nearest else "there are {known}"
        raise Mistake(
            "--engine: no such engine",
            engine,
            mend=mend,
            nearest=error.nearest,
            known=", ".join(error.known),
        ) from error
    overrides = _overrides(switches)
    try:
        status = _run(file, profile, overrides)
    except BrokenPipeError:
        # Whoever read us has gone; leave no traceback, and nothing for the interpreter to flush.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        status = 0
    except KeyboardInterrupt:
        status = 128 + signal.SIGINT
    sys.exit(status)


def _overrides(switches: tuple[str, ...]) -> dict[str, str]:
    """Read `--set`, and refuse what no settings can be made of before any line is read."""
    from corsac.browser.scenario.reading import ScenarioError
    from corsac.browser.scenario.switches import settings_of

    overrides: dict[str, str] = {}
    for switch in switches:
        key, equals, value = switch.partition("=")
        if not equals:
            raise Mistake("--set: there is no value", switch, mend="write KEY=VALUE")
        overrides[key] = value
    try:
        settings_of({}, overrides)
    except ScenarioError as error:
        raise Mistake("--set: {reason}", reason=error) from error
    return overrides


def _run(lines: Iterable[bytes], profile: Profile, overrides: Mapping[str, str]) -> int:
    """Answer line by line; each answer is out before the next line is read."""
    write, flush = sys.stdout.write, sys.stdout.flush
    status = 0
    for answer in _answers(lines, profile, overrides):
        if "error" in answer:
            status = EXIT_USAGE
        write(json.dumps(answer, separators=(",", ":")) + "\n")
        flush()
    return status


def _answers(
    lines: Iterable[bytes], profile: Profile, overrides: Mapping[str, str]
) -> Iterator[dict[str, object]]:
    """Answer each line that isn't empty or a meta line."""
    from corsac.browser.scenario.fields import Fields, ScenarioError
    from corsac.browser.scenario.switches import settings_of

    settings = settings_of({}, overrides)
    for raw in lines:
        if not raw.strip():
            continue
        try:
            line = _parsed(raw)
        except ValueError as error:
            yield {"id": None, "error": str(error)}
            continue
        meta = line.get("meta")
        if meta is None:
            yield _answer(line, profile, settings)
            continue
        try:
            settings = settings_of(Fields.of(meta, "meta").values, overrides)
        except ScenarioError as error:
            yield {"id": None, "error": str(error)}


def _parsed(raw: bytes) -> dict[str, object]:
    """Read a line's JSON object.

    Raises:
        ValueError: It is none.
    """
    if len(raw) > LINE_LIMIT:
        raise ValueError(f"the line is longer than {LINE_LIMIT} bytes")
    try:
        line = json.loads(raw)
    except UnicodeDecodeError as error:
        raise ValueError("not UTF-8") from error
    except RecursionError as error:
        raise ValueError("nested too deeply") from error
    except json.JSONDecodeError as error:
        raise ValueError(f"not JSON: {error.msg} at column {error.colno}") from error
    from corsac.browser.scenario.fields import Fields

    return dict(Fields.of(line, "line").values)


def _answer(line: dict[str, object], profile: Profile, settings: Settings) -> dict[str, object]:
    """Run one scenario, or say why it can't be."""
    from corsac.browser import PageError
    from corsac.browser.scenario.reading import ScenarioError, read_scenario
    from corsac.browser.scenario.run import run_scenario

    id_ = line.get("id")
    try:
        return run_scenario(read_scenario(line), profile, settings)
    except (ScenarioError, PageError) as error:
        return {"id": id_ if isinstance(id_, str) else None, "error": str(error)}
