"""Reads the corpus of exchanges: the format is described in README.md beside this file."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from corsac.core.headers import Headers

FOLDER = Path(__file__).parent

Level = Literal["must", "security", "should"]

_CASE_KEYS = {"name", "clause", "level", "ask", "verdict", "wire", "app", "refused"}
_ASK_KEYS = {"origin", "method", "headers", "credentials", "mode", "body"}
_STATUS = re.compile(r"[1-5](?:xx|[0-9][0-9])(?:\|[1-5](?:xx|[0-9][0-9]))*")


@dataclass(frozen=True, slots=True)
class Ask:
    """What a page asks for: fetch()'s arguments and the page's origin."""

    origin: str
    method: str = "GET"
    headers: tuple[tuple[str, str], ...] = ()
    credentials: str = "same-origin"
    mode: str = "cors"
    body: str | None = None


@dataclass(frozen=True, slots=True)
class Sent:
    """A request on the wire, with the headers that decide."""

    method: str
    path: str
    headers: Headers

    @property
    def preflight(self) -> bool:
        """Tell a preflight by its three marks (fetch#cors-preflight-request)."""
        marks = ("Origin", "Access-Control-Request-Method")
        return self.method == "OPTIONS" and all(mark in self.headers for mark in marks)


@dataclass(frozen=True, slots=True)
class Expected:
    """The answer that is due: `status` is a number, `2xx`, or several joined by `|`."""

    status: str
    headers: Headers

    def accepts_status(self, status: int) -> bool:
        """Say whether an enforcer's status will do."""
        return any(
            str(status) == wanted or (wanted.endswith("xx") and wanted[0] == str(status)[0])
            for wanted in self.status.split("|")
        )

    @property
    def example_status(self) -> int:
        """One concrete status that fits, for playing the answer to a browser."""
        first = self.status.split("|")[0]
        return 204 if first == "2xx" else int(first.replace("xx", "00"))


@dataclass(frozen=True, slots=True)
class App:
    """What the application behind the enforcer answers."""

    status: int = 200
    headers: Headers = field(default_factory=Headers)


@dataclass(frozen=True, slots=True)
class Case:
    """One case of the corpus."""

    file: str
    policy: dict[str, Any]
    name: str
    clause: str
    level: Level
    exchanges: tuple[tuple[Sent, Expected], ...]
    ask: Ask | None = None
    verdict: Literal["allowed", "blocked"] | None = None
    app: App = field(default_factory=App)
    refused: Literal["origin", "method", "header"] | None = None

    @property
    def id(self) -> str:
        """A readable name for the test's line."""
        return f"{self.file}: {self.name}"


def load() -> tuple[Case, ...]:
    """Read every case, in the order of files and places; raises ValueError with the place."""
    cases: list[Case] = []
    for path in sorted(FOLDER.glob("*.toml")):
        document = tomllib.loads(path.read_text("utf-8"))
        for number, entry in enumerate(document["cases"], 1):
            try:
                cases.append(_case(path.stem, document["policy"], entry))
            except (KeyError, ValueError) as error:
                message = f"{path.name}, case {number} ({entry.get('name', '?')}): {error}"
                raise ValueError(message) from error
    return tuple(cases)


def _case(file: str, policy: dict[str, Any], entry: dict[str, Any]) -> Case:
    if unknown := entry.keys() - _CASE_KEYS:
        raise ValueError(f"unknown keys {sorted(unknown)}")
    if ("ask" in entry) != ("verdict" in entry):
        raise ValueError("ask and verdict go together")
    app = entry.get("app", {})
    return Case(
        file=file,
        policy=policy,
        name=entry["name"],
        clause=entry["clause"],
        level=entry["level"],
        exchanges=tuple(_exchange(block) for block in entry["wire"].strip().split("\n\n")),
        ask=_ask(entry["ask"]) if "ask" in entry else None,
        verdict=entry.get("verdict"),
        app=App(app.get("status", 200), Headers.of(map(tuple, app.get("headers", [])))),
        refused=entry.get("refused"),
    )


def _ask(entry: dict[str, Any]) -> Ask:
    if unknown := entry.keys() - _ASK_KEYS:
        raise ValueError(f"unknown keys {sorted(unknown)} in ask")
    return Ask(
        origin=entry["origin"],
        method=entry.get("method", "GET"),
        headers=tuple((name, value) for name, value in entry.get("headers", [])),
        credentials=entry.get("credentials", "same-origin"),
        mode=entry.get("mode", "cors"),
        body=entry.get("body"),
    )


def _exchange(block: str) -> tuple[Sent, Expected]:
    lines = block.split("\n")
    sent = [line[2:] for line in lines if line.startswith("> ")]
    got = [line[2:] for line in lines if line.startswith("< ")]
    if len(sent) + len(got) != len(lines) or not sent or not got:
        raise ValueError(f"each line starts with '> ' or '< ', and both are there: {block!r}")
    method, path = sent[0].split(" ")
    if not _STATUS.fullmatch(got[0]):
        raise ValueError(f"not a status: {got[0]!r}")
    return (
        Sent(method, path, Headers.of(map(_line, sent[1:]))),
        Expected(got[0], Headers.of(map(_line, got[1:]))),
    )


def _line(line: str) -> tuple[str, str]:
    name, colon, value = line.partition(":")
    if not colon:
        raise ValueError(f"a header without a colon: {line!r}")
    return name, value.strip()
