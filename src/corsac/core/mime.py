"""MIME types (mimesniff#parsing-a-mime-type) and the Content-Type of a header list."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from corsac.core.fields import HTTP_WHITESPACE, decode_and_split, is_token

if TYPE_CHECKING:
    from corsac.core.headers import Headers

_TYPE = re.compile(r"([^/]*)/([^;]*)(.*)", re.DOTALL)
# One parameter: its name, then a quoted string (and what stands after it), or anything.
_PARAMETER = re.compile(
    r';[\t\n\r ]*([^;=]*)(?:=(?:"((?:[^"\\]|\\.)*)(\\?)(?:"[^;]*|\Z)|([^;]*)))?', re.DOTALL
)
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
_QUOTABLE = re.compile(r"[\t\x20-\x7e\x80-\xff]*")


@dataclass(frozen=True, slots=True)
class MimeType:
    """A MIME type; type, subtype and parameters' names are in lower case."""

    type: str
    subtype: str
    parameters: tuple[tuple[str, str], ...] = ()

    @property
    def essence(self) -> str:
        """Type and subtype, `text/plain` (mimesniff#mime-type-essence)."""
        return f"{self.type}/{self.subtype}"

    def parameter(self, name: str) -> str | None:
        """Give a parameter's value, None where it isn't there. `name` is in lower case."""
        return dict(self.parameters).get(name)

    def with_parameter(self, name: str, value: str) -> MimeType:
        """Give the type with a parameter set, in its place if it is there already."""
        changed = dict(self.parameters)
        changed[name] = value
        return MimeType(self.type, self.subtype, tuple(changed.items()))

    def __str__(self) -> str:
        pairs = (f";{name}={_quoted(value)}" for name, value in self.parameters)
        return self.essence + "".join(pairs)


def parse_mime_type(text: str) -> MimeType | None:
    """Parse a MIME type (mimesniff#parse-a-mime-type).

    Malformed parameters are passed over, and the first of two with one name wins.

    Returns:
        None for failure.
    """
    match = _TYPE.fullmatch(text.strip(HTTP_WHITESPACE))
    if match is None:
        return None
    main, sub = match[1], match[2].rstrip(HTTP_WHITESPACE)
    if not (is_token(main) and is_token(sub)):
        return None
    parameters: dict[str, str] = {}
    for found in _PARAMETER.finditer(match[3]):
        name, value = found[1].lower(), _value(found)
        if value is not None and is_token(name) and _QUOTABLE.fullmatch(value):
            parameters.setdefault(name, value)
    return MimeType(main.lower(), sub.lower(), tuple(parameters.items()))


def extract_mime_type(headers: Headers) -> MimeType | None:
    """Extract the MIME type of all Content-Type lines together.

    The last valid one counts; it inherits the charset of those before with the same essence
    (fetch#concept-header-extract-mime-type).

    Returns:
        None for failure: no line, or none that can be parsed.
    """
    combined = headers.get("Content-Type")
    result: MimeType | None = None
    charset: str | None = None
    for element in () if combined is None else decode_and_split(combined):
        parsed = parse_mime_type(element)
        if parsed is None or parsed.essence == "*/*":
            continue
        same = result is not None and parsed.essence == result.essence
        own = parsed.parameter("charset")
        if same and own is None and charset is not None:
            parsed = parsed.with_parameter("charset", charset)
        elif not same or own is not None:
            charset = own
        result = parsed
    return result


def _value(found: re.Match[str]) -> str | None:
    """Give a parameter's value, None where there is none worth keeping."""
    quoted, backslash, plain = found[2], found[3], found[4]
    if quoted is not None:
        return _ESCAPED.sub(r"\1", quoted) + backslash
    return (plain or "").rstrip(HTTP_WHITESPACE) or None


def _quoted(value: str) -> str:
    """Write a value as a token, or as a quoted string where it is none."""
    if is_token(value):
        return value
    escaped = re.sub(r'(["\\])', r"\\\1", value)
    return f'"{escaped}"'
