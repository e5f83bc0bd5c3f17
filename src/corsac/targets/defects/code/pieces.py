"""An origin checked with a piece of it: what was meant, and how a language says it whole."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from corsac.core.findings import Text
from corsac.targets.defects.defect import advice, safe
from corsac.targets.defects.source import Kind

if TYPE_CHECKING:
    from corsac.core.findings import Edit, Fix
    from corsac.targets.defects.code.facts import Place
    from corsac.targets.defects.source import Source


class How(StrEnum):
    """Where the piece has to be."""

    START = "start"
    END = "end"
    ANYWHERE = "anywhere"


@dataclass(frozen=True, slots=True)
class Piece:
    """One check: the place of the whole expression, the name asked, the piece, and where it is.

    `refuses` is true where the expression is true for those that do not have it. `shown` is what
    the file calls it.
    """

    at: Place
    asked: str
    how: How
    text: str
    shown: str
    refuses: bool = False


_ANY_PORT: Final = r"(?::\d+)?"
_LOCAL: Final = r"localhost|127\.0\.0\.1|\[::1\]"
_WHOLE: Final = re.compile(r"https?://[a-z0-9.-]+(?::\d+)?", re.IGNORECASE)
_ON_THIS_MACHINE: Final = re.compile(
    rf"(?:(?P<scheme>https?)://)?(?P<host>{_LOCAL})(?P<port>:\d+)?"
)
_HOST: Final = re.compile(r"(?P<host>[A-Za-z0-9][A-Za-z0-9-]*(?:\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,})")
_SUSPECT: Final = re.compile(
    rf"(?:https?://)?[A-Za-z0-9.-]*[A-Za-z0-9-]\.[A-Za-z]{{2,}}[^/]*|https?://[\w.-]+(?::\d+)?|"
    rf"(?:{_LOCAL})(?::\d+)?"
)


def lets_strangers_in(piece: Piece) -> bool:
    """Whether others can have such a piece."""
    if _SUSPECT.fullmatch(piece.text) is None:
        return False
    # Nobody's origin has two schemes, and a dot at the head keeps the labels apart.
    return not (piece.how is How.END and piece.text.startswith((".", "//", "http")))


def mended(source: Source, piece: Piece, *more: Edit) -> tuple[Fix, ...]:
    """Say the whole in the place of a piece, where what was meant can be told.

    Args:
        source: The file.
        piece: The check.
        more: What else has to change, as an import.
    """
    said = _said(source, piece)
    if not said:
        return advice(Text.of("compare whole origins: allowedOrigins.includes(origin)"))
    if piece.refuses:
        said = f"not {said}" if source.kind is Kind.PYTHON else f"!{_bracketed(said)}"
    edit = source.edit(piece.at.start, piece.at.end, said)
    return safe(Text.of("compare the whole origin"), edit, *more)


def needs_expressions(source: Source, piece: Piece) -> bool:
    """Whether what mends it is an expression: Python's have to be imported."""
    return "re." in _said(source, piece)


def _said(source: Source, piece: Piece) -> str:
    local = _ON_THIS_MACHINE.fullmatch(piece.text)
    if local is not None and not (local["scheme"] and local["port"]):
        return _local(source.kind, piece.asked, local)
    if _WHOLE.fullmatch(piece.text):
        return _equals(source, piece)
    host = _HOST.fullmatch(piece.text)
    return _below(source.kind, piece.asked, host["host"]) if host is not None else ""


def _equals(source: Source, piece: Piece) -> str:
    text = piece.text.lower()
    if source.kind is Kind.PYTHON:
        return f"{piece.asked} == {json.dumps(text)}"
    if source.kind is Kind.GO:
        # Its package has to be used where it is imported.
        if source.text.count("strings.") > 1:
            return f"{piece.asked} == {json.dumps(text)}"
        return f"strings.Compare({piece.asked}, {json.dumps(text)}) == 0"
    return f"{piece.asked} === '{text}'"


def _local(kind: Kind, asked: str, match: re.Match[str]) -> str:
    host, scheme, port = match["host"], match["scheme"] or "", match["port"] or ""
    if kind is Kind.GO:
        start = f"{scheme or 'http'}://{host}"
        if port:
            return f'({asked} == "{start}{port}" || strings.HasPrefix({asked}, "{start}{port}/"))'
        rest = f'strings.HasPrefix({asked}, "{start}:")'
        if "." not in host:
            rest += f' && !strings.Contains({asked}, ".")'
        return f'({asked} == "{start}" || {rest})'
    pattern = f"{scheme or 'https?'}://{re.escape(host)}{port or _ANY_PORT}"
    return _matches(kind, asked, pattern)


def _below(kind: Kind, asked: str, host: str) -> str:
    if kind is Kind.GO:
        return (
            f'({asked} == "https://{host}" || '
            f'strings.HasPrefix({asked}, "https://") && strings.HasSuffix({asked}, ".{host}") && '
            f'!strings.ContainsAny({asked}[8:], "/?#@\\\\"))'
        )
    dotted = host.lower().replace(".", "\\.")
    return _matches(kind, asked, rf"https://(?:[a-z0-9-]+\.)*{dotted}")


def _matches(kind: Kind, asked: str, pattern: str) -> str:
    if kind is Kind.PYTHON:
        return f're.fullmatch(r"{pattern}", {asked})'
    slashed = pattern.replace("/", "\\/")
    return f"/^{slashed}$/.test({asked})"


def _bracketed(said: str) -> str:
    return said if said.startswith(("(", "/")) else f"({said})"
