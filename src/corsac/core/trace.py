"""A decision as data: the steps that were taken, each with its clause."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Result(StrEnum):
    """How a step came out: `NOTE` decided nothing by itself."""

    PASS = "pass"
    FAIL = "fail"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Step:
    """One step of an algorithm.

    `clause` is the standard's own anchor and step (`fetch#cors-check.3`); `name` says what was
    decided, stable for programs; `facts` are the inputs that decided, as (name, value) pairs;
    `exchange` is the index of the exchange it judged, None before anything was sent.
    """

    clause: str
    name: str
    result: Result
    facts: tuple[tuple[str, str], ...] = ()
    exchange: int | None = None
