"""Values of CORS headers that no browser takes, and what was meant: the same in every language."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from corsac.core.findings import Text
from corsac.core.origin import parse_origin
from corsac.targets.defects.defect import advice, safe, unsafe

if TYPE_CHECKING:
    from corsac.core.findings import Edit, Fix

ALLOW_ORIGIN: Final = "access-control-allow-origin"
ALLOW_CREDENTIALS: Final = "access-control-allow-credentials"
ALLOW_METHODS: Final = "access-control-allow-methods"
ALLOW_HEADERS: Final = "access-control-allow-headers"
#: What `*` is mostly meant for in a list; without credentials it means any.
_MEANT: Final = {
    ALLOW_METHODS: "GET, HEAD, POST, PUT, PATCH, DELETE",
    ALLOW_HEADERS: "Authorization, Content-Type",
}
_NAME: Final = r"[!#$%&'*+.^_`|~0-9A-Za-z-]+"
_WELL_MADE: Final = re.compile(rf"[\t ]*(?:{_NAME})?(?:[\t ]*,[\t ]*(?:{_NAME})?)*[\t ]*")
#: The methods that preflights ask for, in capitals (fetch#concept-method-normalize).
_ASKED: Final = frozenset({"PUT", "PATCH", "DELETE"})
_METHODS: Final = _ASKED | {"GET", "HEAD", "POST", "OPTIONS"}
#: A value with these is filled in somewhere, by the server or when the file is made.
_FILLED: Final = re.compile(r"[{}%$<]|__\w+__|@\w+@")


@dataclass(frozen=True, slots=True)
class Mistake:
    """A value that no browser takes.

    `message` says why, `title` what mends it, `meant` is what was meant, empty where that is not
    known; `sure` says that it can't have been anything else.
    """

    message: Text
    title: Text
    meant: str = ""
    sure: bool = False

    def fixes(self, *edits: Edit) -> tuple[Fix, ...]:
        """Make the fix of edits that write what was meant; advice where there are none."""
        if not edits:
            return advice(self.title)
        return safe(self.title, *edits) if self.sure else unsafe(self.title, *edits)


def is_filled_in(value: str) -> bool:
    """Whether a value is not written out: a variable, or a place that something puts it in."""
    return _FILLED.search(value) is not None


def mistake(
    header: str, value: str, *, credentials: bool = False, known: tuple[str, ...] = ()
) -> Mistake | None:
    """Judge the value that a header is sent with.

    Args:
        header: Its name, in lower case.
        value: The value, as it is written out.
        credentials: Whether Allow-Credentials is sent beside it.
        known: The allowed origins, where all of them are known.

    Returns:
        None where a browser may take it, where it is filled in, or where it is another header.
    """
    if is_filled_in(value):
        return None
    if header == ALLOW_ORIGIN:
        return _of_origin(value.strip(), known)
    if header == ALLOW_CREDENTIALS and value != "true" and value.strip().lower() == "true":
        message = Text.of("{value} allows no credentials: only true does", value=value)
        return Mistake(message, Text("write true"), "true", sure=True)
    if header in _MEANT:
        return _of_list(header, value, credentials=credentials)
    return None


def _of_origin(value: str, known: tuple[str, ...]) -> Mistake | None:
    if value in {"", "*", "null"} or parse_origin(value):
        return None
    message = Text.of("{value} is no origin as a browser writes it", value=value)
    meant = value.rstrip("/").lower()
    if parse_origin(meant) and (not known or meant in known):
        title = Text.of("write it as a browser does: {origin}", origin=meant)
        return Mistake(message, title, meant, sure=True)
    if len(known) == 1:
        title = Text.of("name the allowed origin: {origin}", origin=known[0])
        return Mistake(message, title, known[0])
    return Mistake(message, Text("give back the origin that asks if it is one of those allowed"))


def _of_list(header: str, value: str, *, credentials: bool) -> Mistake | None:
    names = _names(value)
    if not _WELL_MADE.fullmatch(value):
        message = Text.of("{value} is no list that a browser can read", value=value)
        meant = ", ".join(names)
        return Mistake(message, Text("separate the names by commas"), meant, sure=True)
    asked = [each for each in names if each.upper() in _ASKED]
    if header == ALLOW_METHODS and not all(map(str.isupper, asked)):
        message = Text.of("{value}: a method is compared letter by letter", value=value)
        # A page can send patch in lower case: fetch() puts only the older names into capitals.
        sure = "patch" not in names
        meant = re.sub(_NAME, lambda name: _capital(name[0]), value)
        return Mistake(message, Text("write methods in capitals"), meant, sure=sure)
    return _of_star(header, names) if credentials and "*" in names else None


def _of_star(header: str, names: list[str]) -> Mistake:
    """With credentials a `*` allows what is called that; what stands beside it is kept."""
    meant = _MEANT[header].split(", ")
    known = {each.lower() for each in (*meant, "*")}
    meant += [each for each in names if each.lower() not in known]
    message = Text("with credentials, * is a name like any other")
    return Mistake(message, Text("name those that are meant"), ", ".join(meant))


def _names(value: str) -> list[str]:
    return re.findall(_NAME, value)


def _capital(name: str) -> str:
    return name.upper() if name.upper() in _METHODS else name
