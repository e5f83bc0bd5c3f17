"""The page about the engines: versions, scenarios, agreement."""

from __future__ import annotations

import inspect
from collections import Counter
from typing import TYPE_CHECKING

from tools.recorder.families import CATALOGUE
from tools.truth import corpus, listed
from tools.truth.corpus import ENGINES, FACETS
from tools.truth.pages.markdown import NAMES, NOTICE, per_cent, table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tools.truth.corpus import Recording

_SETTINGS = {
    "3pcblock": "third-party cookies blocked",
    "made": "made by hand, for [claims](../claims.md) and [differences](differences.md)",
    "lna": "Local Network Access, permission refused",
    "lna-granted": "Local Network Access, permission given",
}

_TOP = """\
# Engines

corsac says what a browser does because it was compared with what browsers did. A recorder starts
the real ones, runs scenarios in them (a page, its cookies, some requests, and what the server
answers, byte for byte), and keeps what script could read, what reached the server, and what the
console said. The recordings lie in the project's test suite; each run of the tests plays them to
the model and fails where an answer is another one, unless it is [listed](not-modelled.md).

A scenario agrees in a facet when every step of it does:

- *verdict*: what script is told: success, type, status, URL, whether redirected, taint of images;
- *readable*: the response headers that script can read, with their values;
- *wire*: each request in order: method, URL, and byte for byte Origin,
  Access-Control-Request-Method, Access-Control-Request-Headers, Cookie and Authorization;
- *console*: the first line about CORS, character for character.

The scenarios were drawn from a seed and chosen so that what is rare is among them: odd headers,
broken answers, strange pages. What applications usually meet agrees more often than these figures.

WebKit is WebKitGTK; what Safari does otherwise is on [its own page](safari.md).
"""

_AGAIN = """\
## When a browser has a new version

On Linux, with the browsers from Debian's packages (`python -m tools.recorder --help` names them):

```sh
apt-get install --no-install-recommends chromium
all="--facet verdict --facet readable --facet wire --facet console"
old=tests/browsers/recordings/chromium.jsonl.gz
python -m tools.recorder record --engine chromium --file $old -o new.jsonl.gz
python -m tools.recorder changed $old new.jsonl.gz $all
python -m tools.recorder compare new.jsonl.gz
```

`record` runs the same scenarios in the new version: two minutes for Chromium or Firefox and five
for WebKit on two quiet cores. `changed` prints what the new version does otherwise, `compare` where
the model is wrong about it. What remains is work on the profile:

1. Put the new recording in the old one's place. `python -m tools.truth check chromium` lists each
   scenario that disagrees; `python -m tools.truth show chromium c000123` prints one: what was
   served, what the browser did, and what the model predicts.
2. Mend the engine's profile, `src/corsac/browser/profiles/chromium.py`: a deviation is a named
   field. What can't be modelled gets its reason in `tests/browsers/not_modelled.toml`.
3. `python -m tools.truth evidence chromium` finds a scenario for each deviation, and `python -m
   tools.truth write` renews these pages.
4. Scenarios never seen before are the proof: `python -m tools.recorder record --engine chromium
   --seed 20261 -o fresh.jsonl.gz`, then `python -m tools.recorder compare fresh.jsonl.gz --at-least
   99.5`, which fails below it.

`python -m tools.truth check` is also the command that finds a deviation planted in a profile: it
names the scenarios that it makes disagree, and ends with 1. Recordings last seconds, so that they
can't show how high an engine caps Max-Age: `tests/browser/profiles` holds the caps.
"""


def render() -> str:
    """Write the page."""
    recordings = [corpus.load(name) for name in corpus.names()]
    lines = [NOTICE, "", _TOP, "## Agreement", "", *_agreement(recordings), ""]
    lines += ["## Families of scenarios", "", *_families(recordings), "", _AGAIN]
    return "\n".join(lines)


def _agreement(recordings: list[Recording]) -> list[str]:
    head = ["Engine", "Settings", "Recorded", "Scenarios", *FACETS, "all of them"]
    return table(head, (_row(recording) for recording in recordings), right=3)


def _row(recording: Recording) -> list[str]:
    settings = recording.name.partition("-")[2]
    total = len(recording.records)
    entries = listed.read().of(recording.name)
    wrong = Counter(facet for entry in entries.values() for facet in entry.facets)
    shares = [per_cent(total - wrong[facet], total) for facet in FACETS]
    return [
        version(recording),
        _SETTINGS.get(settings, "") if settings else "",
        str(recording.meta["date"]),
        str(total),
        *shares,
        per_cent(total - len(entries), total),
    ]


def version(recording: Recording) -> str:
    """Name a recording's browser: `Chromium 156.0.8078.79`."""
    words = str(recording.meta["browser"]).partition("/")[2].partition(" ")[0]
    return f"{NAMES[recording.engine]} {words}"


def _families(recordings: list[Recording]) -> list[str]:
    main = [recording for recording in recordings if recording.name in ENGINES]
    counts = [Counter(r["f"] for r in recording.records.values()) for recording in main]
    names = [name for name in CATALOGUE if any(count[name] for count in counts)]
    rows = (_family(name, main, counts) for name in names)
    head = ["Family", "What it tries", "Scenarios", *(NAMES[each.engine] for each in main)]
    return table(head, rows, right=2)


def _family(name: str, main: list[Recording], counts: list[Counter[str]]) -> list[str]:
    about = (inspect.getdoc(CATALOGUE[name][1]) or "").splitlines()[0].rstrip(".")
    cells = [f"`{name}`", about, str(max(count[name] for count in counts))]
    return [*cells, *_shares(name, main, counts)]


def _shares(name: str, main: list[Recording], counts: list[Counter[str]]) -> Iterator[str]:
    """Give each engine's share of a family's scenarios that agree in every facet."""
    known = listed.read()
    for recording, count in zip(main, counts, strict=True):
        wrong = sum(recording.records[each]["f"] == name for each in known.of(recording.name))
        yield per_cent(count[name] - wrong, count[name])
