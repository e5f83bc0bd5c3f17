"""Request headers: which ones cost a preflight, which ones script can't set.

The standard's rules, with switches for what the engines do otherwise. Values are
isomorphic-decoded and normalised.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from corsac.core.fields import decode_and_split, is_token, is_value, normalize_value
from corsac.core.methods import is_forbidden as is_forbidden_method
from corsac.core.mime import parse_mime_type

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    Pairs = Iterable[tuple[str, str]]

#: The longest value that can be safelisted, in bytes (fetch#cors-safelisted-request-header.1).
VALUE_LIMIT = 128
#: Content-Type values that need no preflight, whatever their parameters.
SAFELISTED_TYPES = frozenset(
    {"application/x-www-form-urlencoded", "multipart/form-data", "text/plain"}
)
#: What script can set in mode no-cors (fetch#no-cors-safelisted-request-header-name), lower case.
NO_CORS_SAFELISTED = frozenset({"accept", "accept-language", "content-language", "content-type"})
#: Not covered by `*` in Access-Control-Allow-Headers, by the letter of the standard
#: (fetch#cors-non-wildcard-request-header-name).
NON_WILDCARD = frozenset({"authorization"})
#: What script can't set; trying has no effect (fetch#forbidden-request-header), lower case.
FORBIDDEN = frozenset(
    {
        "accept-charset",
        "accept-encoding",
        "access-control-request-headers",
        "access-control-request-method",
        "connection",
        "content-length",
        "cookie",
        "cookie2",
        "date",
        "dnt",
        "expect",
        "host",
        "keep-alive",
        "origin",
        "referer",
        "set-cookie",
        "te",
        "trailer",
        "transfer-encoding",
        "upgrade",
        "via",
    }
)
#: Likewise every name that starts so.
FORBIDDEN_PREFIXES = ("proxy-", "sec-")
#: Forbidden where a value names a forbidden method.
METHOD_OVERRIDES = frozenset({"x-http-method", "x-http-method-override", "x-method-override"})
#: Headers that describe a body, and go with it on a redirect (fetch#request-body-header-name).
BODY_NAMES = frozenset({"content-encoding", "content-language", "content-location", "content-type"})

#: fetch#cors-unsafe-request-header-byte
UNSAFE_BYTE = re.compile(r'[\x00-\x08\x0a-\x1f"():<>?@\[\\\]{}\x7f]')
#: What Accept-Language and Content-Language may not hold (fetch#cors-safelisted-request-header).
NOT_LANGUAGE = re.compile(r"[^0-9A-Za-z *,\-.;=]")

_RANGE = re.compile(r"(bytes)=([0-9]+)-([0-9]*)", re.ASCII | re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Safelist:
    """What counts as safelisted; the defaults are the standard's.

    `total_limit` is the sum of safelisted values' bytes above which none is safelisted, None for no
    such limit. `high_bytes_safe` says whether bytes from 0x80 are safe. `combines`: a name set
    twice is judged by its combined value. `repeats`: a name set twice is listed twice.
    `range_any_case`: `Bytes=` will do. `range_limit` is the largest number in a Range, None for
    any. `empty_parameters_safe`: a Content-Type may have `;;`. `extra` are further names, in lower
    case, each with the pattern of its safe values.
    """

    total_limit: int | None = 1024
    high_bytes_safe: bool = True
    combines: bool = False
    repeats: bool = False
    range_any_case: bool = False
    range_limit: int | None = None
    empty_parameters_safe: bool = True
    extra: Mapping[str, str] = field(default_factory=dict[str, str])


_EMPTY_PARAMETER = re.compile(r";[ \t]*;")

STANDARD = Safelist()
"""fetch#cors-safelisted-request-header to the letter."""


def is_safelisted(name: str, value: str, safelist: Safelist = STANDARD) -> bool:
    """Tell whether a header needs no preflight (fetch#cors-safelisted-request-header).

    Args:
        name: In any case.
        value: Normalised.
        safelist: The engine's switches.
    """
    if len(value) > VALUE_LIMIT:
        return False
    match name.lower():
        case "accept":
            return _is_safe(value, safelist)
        case "accept-language" | "content-language":
            return NOT_LANGUAGE.search(value) is None
        case "content-type":
            if not _is_safe(value, safelist):
                return False
            if not safelist.empty_parameters_safe and _EMPTY_PARAMETER.search(value):
                return False
            parsed = parse_mime_type(value)
            return parsed is not None and parsed.essence in SAFELISTED_TYPES
        case "range":
            return _is_safe_range(value, safelist)
        case other:
            pattern = safelist.extra.get(other)
            return pattern is not None and re.fullmatch(pattern, value) is not None


def unsafe_names(headers: Pairs, safelist: Safelist = STANDARD) -> tuple[str, ...]:
    """Name the headers that need a preflight: lower case, sorted, as they are announced.

    (fetch#cors-unsafe-request-header-names)

    Args:
        headers: Name and normalised value, as script set them.
        safelist: The engine's switches.
    """
    unsafe: list[str] = []
    potentially: list[str] = []
    size = 0
    for name, value in combined(headers) if safelist.combines else headers:
        if is_safelisted(name, value, safelist):
            potentially.append(name.lower())
            size += len(value)
        else:
            unsafe.append(name.lower())
    if safelist.total_limit is not None and size > safelist.total_limit:
        unsafe += potentially
    return tuple(sorted(unsafe if safelist.repeats else set(unsafe)))


def is_forbidden(name: str, value: str) -> bool:
    """Tell whether script can't set a header (fetch#forbidden-request-header).

    Args:
        name: In any case.
        value: What an overridden method is looked for in.
    """
    lower = name.lower()
    if lower in FORBIDDEN or lower.startswith(FORBIDDEN_PREFIXES):
        return True
    return lower in METHOD_OVERRIDES and any(map(is_forbidden_method, decode_and_split(value)))


def first_invalid(headers: Pairs) -> tuple[str, str] | None:
    """Find what makes Headers or setRequestHeader() throw: a name or value that can't be one.

    Args:
        headers: As script passed them, not normalised.

    Returns:
        The first such pair, or None.
    """
    for name, value in headers:
        if not (is_token(name) and is_value(normalize_value(value))):
            return name, value
    return None


def script_headers(headers: Pairs) -> tuple[tuple[str, str], ...]:
    """Normalise values and drop what script can't set (fetch#concept-headers-append, `request`)."""
    normal = ((name, normalize_value(value)) for name, value in headers)
    return tuple((name, value) for name, value in normal if not is_forbidden(name, value))


def no_cors_headers(headers: Pairs, safelist: Safelist = STANDARD) -> tuple[tuple[str, str], ...]:
    """Keep what the guard of mode no-cors lets in (fetch#concept-headers-append, step 3).

    A header that makes its name's combined value unsafe is passed over.

    Args:
        headers: What `script_headers` gave.
        safelist: The engine's switches; its further names don't count here.
    """
    kept: list[tuple[str, str]] = []
    values: dict[str, str] = {}
    for name, value in headers:
        lower = name.lower()
        if lower not in NO_CORS_SAFELISTED:
            continue
        whole = f"{values[lower]}, {value}" if lower in values else value
        if is_safelisted(lower, whole, safelist):
            values[lower] = whole
            kept.append((name, value))
    return tuple(kept)


def combined(headers: Pairs) -> tuple[tuple[str, str], ...]:
    """Join the values of each name by `", "`, under the name as it stood first.

    (fetch#concept-header-list-combine)
    """
    names: dict[str, str] = {}
    values: dict[str, str] = {}
    for name, value in headers:
        lower = name.lower()
        names.setdefault(lower, name)
        values[lower] = f"{values[lower]}, {value}" if lower in values else value
    return tuple((names[lower], value) for lower, value in values.items())


def _is_safe(value: str, safelist: Safelist) -> bool:
    """Tell whether no byte is unsafe (fetch#cors-unsafe-request-header-byte)."""
    if UNSAFE_BYTE.search(value):
        return False
    return safelist.high_bytes_safe or value.isascii()


def _is_safe_range(value: str, safelist: Safelist) -> bool:
    """Tell whether a Range asks for one range with a start (fetch#simple-range-header-value)."""
    match = _RANGE.fullmatch(value)
    if match is None or not (safelist.range_any_case or match[1] == "bytes"):
        return False
    first, last = int(match[2]), int(match[3] or match[2])
    limit = safelist.range_limit
    return first <= last and (limit is None or last <= limit)
