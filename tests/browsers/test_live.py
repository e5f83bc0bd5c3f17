"""Real browsers, today: a sample of the recordings is recorded again and compared.

What fails here has changed in a browser. Record again (docs/browsers/engines.md says how), mend the
profile, and put the new recording in the old one's place.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from itertools import chain, islice, zip_longest
from typing import TYPE_CHECKING, Any, NoReturn

import pytest

from tools import debian
from tools.recorder import changed, isolate
from tools.recorder.engine import PACKAGES
from tools.recorder.families import CATALOGUE
from tools.recorder.scenario import read, write
from tools.truth import corpus, listed
from tools.truth.corpus import FACETS, Recording

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

SIZE = 150
#: How many scenarios another version of a browser may treat in another way: a list of schemes grows
#: in a console line, a check comes earlier. More than that is a browser nobody has looked at.
DRIFT = 5
#: How often a broken connection is tried again, and what is remembered until when, is chance.
CHANCY = frozenset({"net", "maxage-t"})
UNCOVERED = re.compile(r"Request header field \S+ is not allowed")

ENGINES = (
    pytest.param("chromium"),
    pytest.param("firefox", marks=pytest.mark.long),
    pytest.param("webkit", marks=pytest.mark.long),
)


def refuse(reason: str) -> NoReturn:
    """Skip; in CI fail, since a browser that doesn't run is a browser not tested."""
    if os.environ.get("CI"):
        pytest.fail(reason)
    pytest.skip(reason)


@pytest.fixture
def _ready(engine: str) -> None:
    """Make sure of the browser and of a private network for it."""
    missing = [package for package in PACKAGES[engine] if not debian.is_there(package)]
    if missing:
        refuse(f"{engine} can't run. {debian.install_command(missing)}")
    if reason := isolate.why_not():
        # Nothing that an installation mends: the kernel, or a container, refuses it.
        pytest.skip(f"no private network can be made here: {reason}")


def is_certain(record: dict[str, Any]) -> bool:
    """Tell whether a browser does the same every time."""
    if record["f"] in CHANCY or "wait" in record:
        return False
    named = any(UNCOVERED.search(line["t"]) for line in record["out"].get("con", ()))
    several = any(
        "," in pair[1]
        for request in record["out"]["net"]
        for pair in request["h"]
        if not isinstance(pair, str) and pair[0].lower() == "access-control-request-headers"
    )
    return not (named and several)  # Chromium names any of those that aren't covered


def sample(engine: str) -> list[dict[str, Any]]:
    """Choose scenarios of all families in turn, always the same ones."""
    families: dict[str, list[dict[str, Any]]] = {}
    for each in corpus.load(engine).records.values():
        if is_certain(each):
            families.setdefault(each["f"], []).append(each)
    turns = chain.from_iterable(zip_longest(*families.values()))
    return list(islice(filter(None, turns), SIZE))


def recorded_again(engine: str, records: Iterable[dict[str, Any]], folder: Path) -> Recording:
    """Run scenarios in the real browser."""
    source, target = folder / "sample.jsonl", folder / "live.jsonl"
    write(source, None, [{k: v for k, v in each.items() if k != "out"} for each in records])
    command = [sys.executable, "-m", "tools.recorder", "record", "--engine", engine]
    command += ["--file", str(source), "--output", str(target)]
    done = subprocess.run(
        command, cwd=corpus.ROOT, check=False, capture_output=True, text=True, timeout=500
    )
    assert done.returncode == 0, done.stderr
    meta, made = read(target)
    return Recording(engine, meta, {each["id"]: each for each in made})


def changes(engine: str, live: Recording) -> list[changed.Change]:
    """Compare with the recording that is kept."""
    stored = corpus.load(engine)
    old = (dict(stored.meta), list(stored.records.values()))
    compared = changed.between(old, (dict(live.meta), list(live.records.values())))
    assert not compared.altered
    assert compared.joined + compared.skipped == len(live.records)
    assert compared.skipped <= len(live.records) // 20, "the recorder gave up too often"
    return [each for each in compared.found if each.facet in FACETS]


@pytest.mark.browsers
@pytest.mark.xdist_group("recorder")
@pytest.mark.timeout(1200)
@pytest.mark.usefixtures("_ready")
@pytest.mark.parametrize("engine", ENGINES)
def test_the_browser_does_what_was_recorded_and_what_the_model_says(
    engine: str, tmp_path: Path
) -> None:
    chosen = sample(engine)
    live = recorded_again(engine, chosen, tmp_path)
    suspects = {each.identity for each in changes(engine, live)}
    if suspects:  # what a busy machine did to one run, it doesn't do to the next
        doubtful = [each for each in chosen if each["id"] in suspects]
        again = recorded_again(engine, doubtful, tmp_path)
        live = Recording(engine, live.meta, {**live.records, **again.records})
    left = changes(engine, live)
    told = [f"{each.identity} {each.facet}: {each.old} / {each.new}" for each in left]
    recorded, here = str(corpus.load(engine).meta["browser"]), str(live.meta["browser"])
    browsers = f"{recorded} was recorded, this is {here}"
    differ = len({each.identity for each in left})
    if recorded != here and 0 < differ <= DRIFT:
        pytest.skip(f"{browsers}: {differ} of {SIZE} differ. docs/browsers/engines.md")
    assert told == [], browsers
    known = {k: entry for k, entry in listed.read().of(engine).items() if k in live.records}
    assert listed.problems(known, corpus.disagreeing(live)) == []


@pytest.mark.parametrize("engine", corpus.ENGINES)
def test_the_sample_shows_every_family(engine: str) -> None:
    chosen = sample(engine)
    assert len({each["id"] for each in chosen}) == SIZE
    assert {each["f"] for each in chosen} == CATALOGUE.keys() - CHANCY
