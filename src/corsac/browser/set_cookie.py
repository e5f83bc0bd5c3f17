"""Reading one Set-Cookie line (rfc6265bis#section-5.6), apart from any jar."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime

from corsac.browser.cookie_rules import SameSite
from corsac.core.fields import TAB_OR_SPACE

#: Name and value together may be this long, in bytes; an attribute's value, that long.
MAX_PAIR = 4096
MAX_ATTRIBUTE = 1024

_CONTROL = re.compile(r"[\x00-\x08\x0a-\x1f\x7f]")
_MAX_AGE = re.compile(r"-?[0-9]+", re.ASCII)
# What separates the parts of a date (rfc6265bis#section-5.1.1).
_DELIMITER = re.compile(r"[\t\x20-\x2f\x3b-\x40\x5b-\x60\x7b-\x7e]+")
_TIME = re.compile(r"([0-9]{1,2}):([0-9]{1,2}):([0-9]{1,2})(?![0-9])", re.ASCII)
_DAY = re.compile(r"([0-9]{1,2})(?![0-9])", re.ASCII)
_YEAR = re.compile(r"([0-9]{2,4})(?![0-9])", re.ASCII)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_FIRST_YEAR = 1601
# Beyond this many digits a number of seconds is past any date.
_MAX_DIGITS = 12


@dataclass(frozen=True, slots=True)
class SetCookie:
    """A Set-Cookie line's content: what it asks for, nothing checked against a request yet.

    `domain` is in lower case and without a leading dot, None where the attribute is missing or
    empty; `path` likewise None where it doesn't start with a slash. `max_age` is in seconds,
    `expires` in seconds since 1970; both None where missing or unreadable.
    """

    name: str
    value: str
    domain: str | None = None
    path: str | None = None
    max_age: int | None = None
    expires: float | None = None
    secure: bool = False
    http_only: bool = False
    partitioned: bool = False
    same_site: SameSite = SameSite.DEFAULT


def parse_set_cookie(line: str) -> SetCookie | None:
    """Read a Set-Cookie value, isomorphic-decoded.

    Returns:
        None for what is ignored as a whole: control characters, neither name nor value, or more
        than 4096 bytes of them.
    """
    if _CONTROL.search(line):
        return None
    pair, *rest = line.split(";")
    name, equals, value = pair.partition("=")
    if not equals:
        name, value = "", pair
    name, value = name.strip(TAB_OR_SPACE), value.strip(TAB_OR_SPACE)
    if not 0 < len(name) + len(value) <= MAX_PAIR:
        return None
    attributes: dict[str, str] = {}
    for part in rest:
        key, _, content = part.partition("=")
        content = content.strip(TAB_OR_SPACE)
        if len(content) <= MAX_ATTRIBUTE:
            _add(attributes, key.strip(TAB_OR_SPACE).lower(), content)
    path = attributes.get("path", "")
    return SetCookie(
        name=name,
        value=value,
        domain=attributes.get("domain", "").removeprefix(".").lower() or None,
        path=path if path.startswith("/") else None,
        max_age=_seconds(attributes.get("max-age")),
        expires=parse_cookie_date(attributes.get("expires", "")),
        secure="secure" in attributes,
        http_only="httponly" in attributes,
        partitioned="partitioned" in attributes,
        same_site=_same_site(attributes.get("samesite", "")),
    )


def parse_cookie_date(text: str) -> float | None:
    """Read the date of an Expires attribute, in whatever order its parts stand.

    Returns:
        Seconds since 1970; None where a part is missing or out of range.
    """
    time: tuple[str, ...] | None = None
    day = month = year = None
    for token in _DELIMITER.split(text):
        if time is None and (match := _TIME.match(token)):
            time = match.groups()
        elif day is None and (match := _DAY.match(token)):
            day = int(match[1])
        elif month is None and token[:3].lower() in _MONTHS:
            month = _MONTHS.index(token[:3].lower()) + 1
        elif year is None and (match := _YEAR.match(token)):
            year = _full_year(int(match[1]))
    if time is None or day is None or month is None or year is None or year < _FIRST_YEAR:
        return None
    hour, minute, second = map(int, time)
    try:
        return datetime(year, month, day, hour, minute, second, tzinfo=UTC).timestamp()
    except ValueError:
        return None


def _add(attributes: dict[str, str], key: str, content: str) -> None:
    """Keep an attribute; the last of a name counts, but an unreadable one drives out none."""
    if key == "max-age" and not _MAX_AGE.fullmatch(content):
        return
    if key == "expires" and parse_cookie_date(content) is None:
        return
    attributes[key] = content


def _seconds(text: str | None) -> int | None:
    """Read a Max-Age; beyond twelve digits its size doesn't matter any more."""
    if text is None:
        return None
    return int(text[:_MAX_DIGITS])


def _full_year(year: int) -> int:
    """Complete a year of two digits: 70 to 99 are of the last century."""
    if year < 70:  # noqa: PLR2004 -- rfc6265bis#section-5.1.1.4
        return year + 2000
    return year + 1900 if year < 100 else year  # noqa: PLR2004 -- likewise, step 3


def _same_site(text: str) -> SameSite:
    """Read a SameSite attribute, in any case; what is unknown counts as missing."""
    known = {item.lower(): item for item in (SameSite.STRICT, SameSite.LAX, SameSite.NONE)}
    return known.get(text.lower(), SameSite.DEFAULT)
