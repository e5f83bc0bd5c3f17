"""Which defects of files make which faults of answers, and which lines show it without a defect."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from corsac.core.cors_headers import RESPONSE

if TYPE_CHECKING:
    from corsac.core.findings import Finding


class Fact(StrEnum):
    """Which lines are behind a fault, where no defect is.

    Senders: those that send the header that is wrong. Lists: those that say who and what is
    allowed, and leave out what was asked for. Written: those that have the header's very name.
    Together: those that send Allow-Origin, beside which the header is missing.
    """

    NONE = "none"
    SENDERS = "senders"
    LISTS = "lists"
    WRITTEN = "written"
    TOGETHER = "together"


@dataclass(frozen=True, slots=True)
class Row:
    """Faults of answers and the defects that make them, by their numbers.

    `quoted` defects count only where the answer has what the line says.
    """

    faults: tuple[int, ...]
    defects: tuple[int, ...] = ()
    fact: Fact = Fact.NONE
    quoted: tuple[int, ...] = ()


#: What is behind a server comes through beside its own.
BEHIND: Final = (209, 221, 222)
#: Allow-Origin stands there twice.
TWICE: Final = Row((12, 304), (*BEHIND, 245), Fact.SENDERS)
_MISTAKEN: Final = (234, 235, 246, 256)
_NO_ORIGIN: Final = (215, 227, 252, *_MISTAKEN)
_ANYBODY: Final = (204, 206, 223, 224, 240, 250, 253, 262, 265, 266, 275, 277, 293, 294, 295)
_ON_ERRORS: Final = (201, 202, 203, 220, 238, 248, 255, 256, 271, 274, 276)
_OF_PREFLIGHTS: Final = (202, 203, 219, 231, 233, 254, 255, 257, 259, 270, 271, 274)
_UNENCRYPTED: Final = (206, 223, 253, 266, 267, 286)

ROWS: Final = (
    TWICE,
    Row((13, 14, 17, 18, 19, 313), _NO_ORIGIN, Fact.SENDERS, quoted=_NO_ORIGIN),
    Row((15, 16), _NO_ORIGIN, Fact.SENDERS, quoted=_NO_ORIGIN),
    Row((10, 305), (205, 226, 241, 251), Fact.SENDERS),
    Row((11, 312), (244, *_MISTAKEN), Fact.TOGETHER),
    Row((3, 4, 5, 6, 7, 8, 307, 308, 309, 310), _ON_ERRORS),
    Row((1, 2, 301, 302), (252, 254, 255, 256, 268, 271, 276), Fact.LISTS),
    Row((320, 321), (*_OF_PREFLIGHTS, 252, 268), Fact.LISTS),
    Row((29, 30, 31, 32, 33, 36, 322, 324), _OF_PREFLIGHTS),
    Row((40, 41, 42, 43), (219, 259, 268, 299), Fact.LISTS),
    Row((45, 112, 46, 47, 323), (268, *_MISTAKEN), Fact.SENDERS),
    Row((20,), (), Fact.WRITTEN),
    Row((22,), (262,)),
    Row((23,), (284,)),
    Row((44,), (281,)),
    Row((110,), (280,)),
    Row((114, 390), (263,)),
    Row((106, 107, 306), (268,), Fact.SENDERS),
    Row((21, 101, 360, 361, 362, 363, 367, 368), (208, 225, 242, 247, 258, 272)),
    Row((103,), (214, 230, 278, 298)),
    Row((104, 105, 325), _MISTAKEN, Fact.SENDERS),
    Row((326,), (213,)),
    Row((303, 353), (*_ANYBODY, 211, 232, 244)),
    Row((332, 333), (), Fact.SENDERS),
    Row((340, 341, 342, 350, 351, 352), _ANYBODY, Fact.SENDERS),
    Row((343, 344, 345, 347, 348, 354, 355), (*_ANYBODY, 286), Fact.SENDERS),
    Row((346,), (*_ANYBODY, *_UNENCRYPTED), Fact.SENDERS),
    Row((349,), (207, 206, 223, 253, 266), Fact.SENDERS),
    Row((370, 371), (210, 228, 243, 279, 292)),
    Row((372,), (212, 229, 297)),
    Row((374,), (257,)),
)
_OTHERWISE: Final = Row((), (), Fact.SENDERS)
_HEADERS: Final = frozenset(each.name.lower() for each in RESPONSE)
_BY_FAULT: Final = {fault: row for row in ROWS for fault in row.faults}


def row_of(finding: Finding) -> Row | None:
    """Give what is known of a fault; None where no file makes it.

    Of a fault that is not in the table, the lines that send the CORS header which it is about.
    """
    row = _BY_FAULT.get(int(finding.code.removeprefix("CORS")))
    header = finding.where.header.lower() if finding.where else ""
    return row if row is not None or header not in _HEADERS else _OTHERWISE


def written(number: int) -> str:
    """Write a number as the code of a finding."""
    return f"CORS{number:03}"
