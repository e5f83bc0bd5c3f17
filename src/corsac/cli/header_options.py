"""`-H`: header lines in curl's syntax, and what a browser would make of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from corsac.cli.mistake import Mistake
from corsac.core.fields import is_token, is_value, normalize_value
from corsac.core.findings import Text
from corsac.core.request_headers import is_forbidden
from corsac.render.redact import header_line

if TYPE_CHECKING:
    from collections.abc import Iterable

_BYTE = 0xFF


@dataclass(frozen=True, slots=True)
class Fields:
    """What `-H` gave.

    `headers` are those that script can set, `removed` the names (lower case) that were given
    without a value, `origin` the value of an Origin header, `notes` what a browser ignores.
    """

    headers: tuple[tuple[str, str], ...] = ()
    removed: frozenset[str] = frozenset()
    origin: str | None = None
    notes: tuple[Text, ...] = ()


def read_fields(lines: Iterable[str]) -> Fields:
    """Read header lines: `Name: value`, `Name;` for an empty value, `Name:` for none at all.

    Raises:
        Mistake: a line is none of these, or holds what no header may hold.
    """
    headers: list[tuple[str, str]] = []
    removed: set[str] = set()
    notes: list[Text] = []
    origin: str | None = None
    for line in lines:
        name, value = _split(line)
        if value is None:
            removed.add(name.lower())
        elif name.lower() == "origin":
            origin = value
        elif is_forbidden(name, value):
            notes.append(_ignored(name))
        else:
            headers.append((name, value))
    return Fields(tuple(headers), frozenset(removed), origin, tuple(notes))


def _split(line: str) -> tuple[str, str | None]:
    """Give a line's name and value; None where curl would send no such header."""
    name, colon, value = line.partition(":")
    if not colon and line.rstrip().endswith(";"):
        name, colon, value = line.rstrip()[:-1], ";", ""
    if not colon:
        first = line.split(None, 1)[0].rstrip("=:") if line.strip() else "Name"
        raise Mistake(
            "-H: a header has a colon after its name",
            header_line(line),
            mend="write -H '{name}: value'",
            name=first.partition("=")[0],
        )
    name, value = name.strip(" \t"), normalize_value(value)
    if not is_token(name):
        bad = next((i for i, c in enumerate(name) if not is_token(c)), 0)
        raise Mistake(
            "-H: a header's name is a token, without blanks or separators",
            header_line(line),
            (bad, bad + 1) if name else (0, 1),
        )
    wide = next((c for c in value if ord(c) > _BYTE), None)
    if wide is not None:
        raise Mistake(
            "-H: {name}: fetch() refuses characters above U+00FF in a value",
            mend="percent-encode U+{code}",
            name=name,
            code=f"{ord(wide):04X}",
        )
    if not is_value(value):
        raise Mistake("-H: {name}: a value has no line break and no NUL", name=name)
    return name, (value if value or colon == ";" else None)


def _ignored(name: str) -> Text:
    """Say what a browser does with a header that script can't set."""
    template = {
        "cookie": "Browsers ignore a Cookie header that script sets, and corsac did too: "
        "-b name=value puts a cookie into the jar.",
        "host": "Browsers ignore a Host header that script sets, and corsac did too: "
        "--resolve host:port:address asks another machine under the same name.",
        "referer": "Browsers ignore a Referer header that script sets, and corsac did too: "
        "--page gives the page's address.",
    }.get(name.lower(), "Browsers ignore {header} when script sets it, and corsac did too.")
    return Text.of(template, header=name)
