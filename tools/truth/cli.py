"""The command line of tools.truth."""

from __future__ import annotations

import json
from pathlib import Path

import click

from corsac.browser import find_profile
from tools.recorder.scenario import write as write_scenarios
from tools.truth import claims, corpus, differences, evidence, listed, pages
from tools.truth.corpus import ENGINES


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    """Compare the recordings of the test suite with the model, and write the docs about them."""


@main.command()
@click.argument("names", nargs=-1, metavar="[RECORDING]...")
def check(names: tuple[str, ...]) -> None:
    """Replay the recordings: what disagrees must be listed, what is listed must disagree."""
    known = listed.read()
    status = 0
    for name in names or corpus.names():
        recording = corpus.load(name)
        found = corpus.disagreeing(recording)
        told = listed.problems(known.of(name), found)
        click.echo(f"{name}: {len(recording.records)} scenarios, {len(found)} disagree")
        for line in told:
            click.echo(f"  {line}")
        status = status or int(bool(told))
    raise SystemExit(status)


@main.command("evidence")
@click.argument("engines", nargs=-1, type=click.Choice(ENGINES))
def evidence_(engines: tuple[str, ...]) -> None:
    """Find for each deviation of a profile a recorded scenario that shows it; takes minutes."""
    path = evidence.EVIDENCE
    found = dict(evidence.read(path)) if path.exists() else {}
    loaded = [corpus.load(name) for name in corpus.names()]
    for engine in engines or ENGINES:
        found[engine] = evidence.find(engine, [each for each in loaded if each.engine == engine])
        click.echo(f"{engine}: {len(found[engine])} deviations shown")
    evidence.write({engine: found[engine] for engine in ENGINES if engine in found}, path)


@main.command("made")
@click.argument("output", type=click.Path(path_type=Path, dir_okay=False))
def made_(output: Path) -> None:
    """Write the scenarios made by hand, for the recorder's `record --file`."""
    of_claims = [proof.scenario for claim in claims.read() for proof in claim.proofs]
    write_scenarios(output, None, [*of_claims, *differences.scenarios()])


@main.command()
def write() -> None:
    """Write the generated pages of docs/."""
    for path in pages.write():
        click.echo(path.relative_to(corpus.ROOT))


@main.command()
@click.argument("name", metavar="RECORDING")
@click.argument("identity", metavar="ID")
@click.option("--engine", help="Also what this profile predicts: `standard`, or an engine's name.")
def show(name: str, identity: str, engine: str | None) -> None:
    """Print a scenario as it was recorded, and what the model predicts."""
    try:
        recording = corpus.load(name)
        record = recording.records[identity]
    except (OSError, KeyError):
        raise click.BadParameter(f"there is no {identity} in the recording {name}") from None
    profile = find_profile(engine) if engine else recording.profile
    out = record["out"]
    scenario = {key: value for key, value in record.items() if key != "out"}
    predicted = corpus.predicted(recording, identity, profile)
    for title, value in (
        ("scenario", scenario),
        (recording.meta["browser"], out),
        (f"predicted for {profile.label}", predicted),
    ):
        click.echo(f"{title}\n{json.dumps(value, indent=1, ensure_ascii=False)}\n")
