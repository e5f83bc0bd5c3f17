"""Holds an enforcer's answer against the one that the corpus expects, by README.md's table."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from corsac.core.fields import token_list

if TYPE_CHECKING:
    from corsac.core.headers import Headers
    from tests.exchanges.loader import Case, Level

_SAME_BYTES: Final = (
    "Access-Control-Allow-Origin",
    "Access-Control-Allow-Credentials",
    "Access-Control-Max-Age",
)
_MEMBERS: Final = (
    "Access-Control-Allow-Methods",
    "Access-Control-Allow-Headers",
    "Access-Control-Expose-Headers",
    "Vary",
)
_PREFLIGHT_ONLY: Final = (
    "Access-Control-Allow-Methods",
    "Access-Control-Allow-Headers",
    "Access-Control-Max-Age",
)


@dataclass(frozen=True, slots=True)
class Difference:
    """One way in which an answer is not what it should be."""

    level: Level
    what: str
    expected: str
    got: str


def judge(case: Case, index: int, status: int, headers: Headers) -> list[Difference]:
    """Compare the answer to the case's exchange `index`; an empty list is a pass."""
    sent, expected = case.exchanges[index]
    if sent.preflight and case.refused in {"method", "header"}:
        return []  # only the verdict counts
    found: list[Difference] = []
    if not expected.accepts_status(status):
        found.append(Difference(case.level, "status", expected.status, str(status)))
    for name in _SAME_BYTES:
        found += _same_bytes(case, name, expected.headers, headers)
    for name in _MEMBERS:
        missing = _members(name, expected.headers) - _members(name, headers)
        if missing:
            got = headers.get(name) or ""
            found.append(Difference(case.level, name, ", ".join(sorted(missing)), got))
    if case.refused == "origin":
        found += [
            Difference("security", name, "absent", value)
            for name, value in headers
            if name.lower().startswith("access-control-")
        ]
    if not sent.preflight:
        found += [
            Difference("should", name, "absent", headers.get(name) or "")
            for name in _PREFLIGHT_ONLY
            if name in headers
        ]
    return found


def _same_bytes(case: Case, name: str, expected: Headers, got: Headers) -> list[Difference]:
    wanted, found = expected.all(name), got.all(name)
    if not wanted or found == wanted:
        return []
    return [Difference(case.level, name, "".join(wanted), " | ".join(found))]


def _members(name: str, headers: Headers) -> set[str]:
    """Give a list header's members: methods as they are, names in lower case."""
    members = token_list(headers.all(name)) or ()
    return set(members) if name.endswith("Methods") else {member.lower() for member in members}
