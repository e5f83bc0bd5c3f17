"""The page about what the model gets wrong."""

from __future__ import annotations

from collections import Counter

from tools.truth import corpus, listed
from tools.truth.pages.markdown import NOTICE, scene, table

_TOP = """\
# What is not modelled

These scenarios of the [recordings](engines.md) come out otherwise than the model says. The list is
complete: a scenario that disagrees and isn't here fails the tests, and so does one that is here
and agrees.
"""

_BESIDE = """\
## Not recorded

- Requests that wait for a person: Firefox asks before a public page may reach a private address,
  Chromium asks for a password where a request with credentials is answered 401. Nobody answers
  there, so only the waiting is known.
- Which of several uncovered headers Chromium's console names, and how often a connection that was
  closed is tried again: that is chance in the browsers themselves, and any answer counts.
- Service workers, proxies, HTTP/2 and HTTP/3 on the wire, the HTTP cache beyond what CORS needs.
- Safari: see [its page](safari.md).
"""


def render() -> str:
    """Write the page."""
    known = listed.read()
    count = Counter(entry.reason for table_ in known.entries.values() for entry in table_.values())
    total = sum(len(corpus.load(name).records) for name in corpus.names())
    lines = [NOTICE, "", _TOP, f"{count.total()} of {total} recorded scenarios.", ""]
    for reason, number in sorted(count.items(), key=lambda item: (-item[1], item[0])):
        lines += [f"## `{reason}`", "", f"{known.reasons[reason]} ({number})", ""]
        lines += [*table(["Scenario", "Facets", "Page and requests"], _rows(known, reason)), ""]
    return "\n".join([*lines, _BESIDE])


def _rows(known: listed.NotModelled, reason: str) -> list[list[str]]:
    rows: list[list[str]] = []
    for name, entries in known.entries.items():
        records = corpus.load(name).records
        rows += [
            [f"`{name}:{identity}`", ", ".join(entry.facets), scene(records[identity])]
            for identity, entry in entries.items()
            if entry.reason == reason
        ]
    return rows
