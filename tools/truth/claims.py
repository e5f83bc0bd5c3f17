"""The claims about CORS that guides repeat, and the scenarios that prove what is so."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeAlias, cast

from tools.truth.corpus import ENGINES
from tools.truth.made import scenario

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

CLAIMS: Final = Path(__file__).with_name("claims.toml")
VERDICTS: Final = ("right", "incomplete", "dated", "wrong")

_Json: TypeAlias = "dict[str, Any]"


@dataclass(frozen=True, slots=True)
class Proof:
    """A scenario that was recorded for a claim, and what it must have come to.

    Attributes:
        id: The scenario's, in the recording of those made by hand.
        note: What to look at.
        scenario: As the recorder takes it.
        expected: Facet (`ok sent cookie says reads hides`) to its value, or to values by engine.
    """

    id: str
    note: str
    scenario: Mapping[str, Any]
    expected: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Claim:
    """What is said, whether it is so, and what proves it.

    Attributes:
        section: Where it stands on the page.
        text: The claim.
        verdict: One of VERDICTS.
        truth: What is so.
        clauses: Clause ids.
        sources: Addresses, where neither clause nor scenario proves it.
        proofs: Recorded scenarios.
    """

    section: str
    text: str
    verdict: str
    truth: str
    clauses: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    proofs: tuple[Proof, ...] = field(default=())


def read(path: Path = CLAIMS) -> tuple[Claim, ...]:
    """Read all claims.

    Raises:
        ValueError: A verdict is unknown, a claim has nothing that proves it, or no TOML.
    """
    tables: list[_Json] = tomllib.loads(path.read_text("utf-8"))["claim"]
    claims = tuple(_claim(table) for table in tables)
    for claim in claims:
        if claim.verdict not in VERDICTS:
            raise ValueError(f"{claim.text!r}: no verdict {claim.verdict!r}")
        if not (claim.clauses or claim.sources or claim.proofs):
            raise ValueError(f"{claim.text!r}: nothing proves it")
    return claims


def _claim(table: _Json) -> Claim:
    return Claim(
        section=table["section"],
        text=table["text"],
        verdict=table["verdict"],
        truth=table["truth"],
        clauses=tuple(table.get("clauses", ())),
        sources=tuple(table.get("sources", ())),
        proofs=tuple(_proof(each) for each in table.get("proof", ())),
    )


def _proof(table: _Json) -> Proof:
    expected: _Json = {name: table[name] for name in _FITS if name in table}
    return Proof(table["id"], table["note"], scenario(table, "claims"), expected)


def seen(record: Mapping[str, Any]) -> dict[str, Any]:
    """Reduce a recorded outcome to what proofs expect: `ok`, `sent`, `cookie`, `says`, `reads`."""
    out = record["out"]
    sent: list[_Json] = [
        {pair[0].lower(): pair[1] for pair in request["h"] if not isinstance(pair, str)}
        for request in out["net"]
    ]
    said: dict[str, str] = {}
    for headers in reversed(sent):
        said |= headers
    return {
        "ok": [bool(result.get("ok")) for result in out["r"]],
        "sent": [request["m"] for request in out["net"]],
        "cookie": [headers.get("cookie", "") for headers in sent],
        "says": said,
        "reads": {pair[0].lower() for result in out["r"] for pair in result.get("h") or ()},
    }


def _equal(wanted: object, came: object) -> bool:
    return wanted == came


def _has(wanted: Sequence[str], came: set[str]) -> bool:
    return set(wanted) <= came


def _lacks(wanted: Sequence[str], came: set[str]) -> bool:
    return not set(wanted) & came


def _says(wanted: Mapping[str, str], came: Mapping[str, str]) -> bool:
    return wanted.items() <= came.items()


_FITS: Final[Mapping[str, tuple[str, Callable[[Any, Any], bool]]]] = {
    "ok": ("ok", _equal),
    "sent": ("sent", _equal),
    "cookie": ("cookie", _equal),
    "says": ("says", _says),
    "reads": ("reads", _has),
    "hides": ("reads", _lacks),
}
"""What a proof may expect: what of the outcome it is about, and when it fits."""


def missed(proof: Proof, engine: str, record: Mapping[str, Any]) -> list[str]:
    """Say in what a recorded outcome is not what the claim's proof needs."""
    came = seen(record)
    told: list[str] = []
    for name, value in proof.expected.items():
        part, fits = _FITS[name]
        wanted = _by_engine(value).get(engine, value)
        if not fits(wanted, came[part]):
            told.append(f"{proof.id} {engine}: {name} is {came[part]}")
    return told


def _by_engine(value: object) -> Mapping[str, Any]:
    """Give what is expected of each engine; nothing where the same is expected of all."""
    if not isinstance(value, dict):
        return {}
    table = cast("dict[str, Any]", value)
    return table if set(table) == set(ENGINES) else {}
